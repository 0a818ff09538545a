import itertools
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.planning.optimise.talent.instance import Instance, InstanceRefused, read
from backend.planning.optimise.talent.reduction import reduced
from backend.planning.optimise.talent.solve import solve

TINY = "tiny\n4\n3\n1 0 1 0 10\n0 1 0 1 4\n1 1 0 0 5\n2 1 1 3\n"


def random_instance(scenes, actors, seed, density=0.35, rates=(0, 4, 5, 10, 40), durations=(0, 1, 2, 3)):
    chance = random.Random(seed)
    casts = tuple(sum((chance.random() < density) << actor for actor in range(actors)) for _ in range(scenes))
    pay = tuple(chance.choice(rates) for _ in range(actors))
    return Instance("random", casts, pay, tuple(chance.choice(durations) for _ in range(scenes)))


def cheapest(instance):
    return min(instance.cost(order) for order in itertools.permutations(range(len(instance.casts))))


@pytest.mark.parametrize("seed", range(25))
def test_the_answer_is_the_cheapest_of_all_orders(seed):
    instance = random_instance(2 + seed % 6, seed % 5, seed)
    answer = solve(instance, 20)
    assert (answer.cost, answer.proven) == (cheapest(instance), True)
    assert instance.cost(answer.order) == answer.cost


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_file_is_answered_by_its_cheapest_order(data):
    scenes, actors = data.draw(st.integers(1, 7)), data.draw(st.integers(0, 8))
    kinds = data.draw(st.lists(st.integers(0, 2**actors - 1), min_size=1, max_size=scenes))
    casts = [data.draw(st.sampled_from(kinds)) for _ in range(scenes)]  # scenes with the same cast, actors without any
    numbers = st.sampled_from([0, 1, 2, 7, 40, 10**6])
    rates, durations = ([data.draw(numbers) for _ in range(count)] for count in (actors, scenes))
    rows = [[*(cast >> actor & 1 for cast in casts), rate] for actor, rate in enumerate(rates)]
    words = [scenes, actors, *itertools.chain(*rows), *durations]
    end = data.draw(st.sampled_from(["\n", "\r\n", "\t", "  "]))
    answer = solve(read(f"any film\n{end.join(map(str, words))}".encode()), 20)

    def paid(order):
        days = [[durations[scene] for scene in order], [casts[scene] for scene in order]]
        total = 0
        for actor, rate in enumerate(rates):
            at = [place for place, cast in enumerate(days[1]) if cast >> actor & 1]
            total += rate * sum(days[0][min(at) : max(at) + 1]) if at else 0
        return total

    assert (answer.cost, answer.proven) == (paid(answer.order), True)
    assert answer.cost == least(casts, rates, durations)


def least(casts, rates, durations):
    """What the cheapest order costs, by dynamic programming over the scenes shot first."""
    every = (1 << len(casts)) - 1
    seen = [0] * (every + 1)
    for shot in range(1, every + 1):
        seen[shot] = seen[shot & shot - 1] | casts[(shot & -shot).bit_length() - 1]
    best = [0] + [10**30] * every
    for shot in range(every):
        for scene in range(len(casts)):
            if not shot >> scene & 1:
                there = casts[scene] | seen[shot] & seen[every ^ shot]
                pay = durations[scene] * sum(rate for actor, rate in enumerate(rates) if there >> actor & 1)
                best[shot | 1 << scene] = min(best[shot | 1 << scene], best[shot] + pay)
    return best[every]


def test_every_published_optimum_is_reached_and_proven(shared_data):
    text = (shared_data / "talent" / "OPTIMA.md").read_text()
    names, optima = (re.findall(r"[\w.-]+", line)[1:] for line in (text.splitlines()[0], text.splitlines()[2]))
    optima = [word for word in optima if word.isdigit()]
    assert len(names) == len(optima) > 8
    for name, optimum in zip(names, optima, strict=True):
        instance = read((shared_data / "talent" / name).read_bytes())
        answer = solve(instance, 30)
        assert (name, answer.cost, answer.proven) == (name, int(optimum), True)


@pytest.mark.parametrize(
    ("instance", "cost"),
    [
        (Instance("one", (3,), (5, 7), (2,)), 24),
        (Instance("nobody", (0, 0, 0), (), (1, 2, 3)), 0),
        (Instance("same", (1, 1, 1), (5,), (1, 2, 3)), 30),
        (Instance("free", (1, 2, 1, 2), (0, 0), (1, 1, 1, 1)), 0),
        (Instance("timeless", (1, 2, 1, 2), (3, 3), (0, 0, 0, 0)), 0),
    ],
)
def test_degenerate_instances(instance, cost):
    answer = solve(instance, 5)
    assert (answer.cost, answer.proven, sorted(answer.order)) == (cost, True, list(range(len(instance.casts))))


def test_what_is_too_large_to_prove_is_answered_in_time():
    instance = random_instance(90, 70, 1, durations=(1, 2))
    answer = solve(instance, 0.5)
    assert not answer.proven
    assert answer.seconds < 3
    assert answer.cost == instance.cost(answer.order) <= instance.cost(range(90))


def test_two_stories_without_a_common_actor_are_solved_apart():
    one, two = random_instance(6, 4, 3, 0.5), random_instance(6, 4, 4, 0.5)
    both = Instance(
        "both", one.casts + tuple(cast << 4 for cast in two.casts), one.rates + two.rates, one.durations + two.durations
    )
    assert len(reduced(both)[0]) >= 2
    assert solve(both, 20).cost == solve(one, 20).cost + solve(two, 20).cost


@pytest.mark.parametrize(
    "text",
    [
        TINY,
        TINY.replace("\n", "\r\n"),
        TINY.replace("\n", "\r"),
        "\ufeff" + TINY,
        TINY.replace(" ", "\t\n"),
        TINY.replace("\n", "  "),
        "\n\n" + TINY + "\n\n\x0c",
        TINY.replace("tiny", "a name of 4 words 4"),
    ],
)
def test_any_white_space_separates(text):
    instance = read(text.encode())
    assert (instance.casts, instance.rates, instance.durations) == ((5, 6, 1, 2), (10, 4, 5), (2, 1, 1, 3))


def test_fractions_are_counted_exactly():
    instance = read(TINY.replace(" 10", " 0.1").replace("2 1 1 3", "0.2 1 1 3").encode("utf-16"))
    assert instance.cost([0, 1, 2, 3]) == pytest.approx(0.1 * 2.2 + 4 * 5 + 5 * 1.2, abs=1e-12)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        ("name", "whole numbers"),
        ("name\n0\n3", "cannot be scheduled"),
        (TINY + " 7", "need 19 numbers.*has 20"),
        (TINY.replace("3\n", "", 1), "whole numbers|numbers"),
        (TINY.replace("1 0 1 0 10", "1 0 2 0 10"), "Row 1, scene 3: '2' is neither 0 nor 1"),
        (TINY.replace(" 10", " x"), "rate of row 1: 'x' is not a number"),
        (TINY.replace(" 10", " -4"), "rate of row 1 is negative"),
        (TINY.replace("1 3\n", "1 1e9\n"), "uration 4: '1e9' is not a number"),
        ("\udcff", "not text"),
    ],
)
def test_damaged_files_are_refused_with_the_reason(text, why):
    with pytest.raises(InstanceRefused, match=why):
        read(text.encode("utf-8", "surrogateescape"))
