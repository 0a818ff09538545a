"""A schedule file in and out: tolerant of every published shape, lossless, and clear about what cannot be read."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.errors import Invalid, Problem
from backend.exchange.uss.dates import day_of
from backend.exchange.uss.reading import read
from backend.exchange.uss.writing import as_json, write
from tests.exchange.uss.story import file, story


def test_the_standards_own_form_is_written_back_as_it_came():
    assert as_json(read(file()))["universalScheduleStandard"] == story()


@pytest.mark.parametrize("name", ["full_sample_schedule.uss", "small_sample_schedule.uss"])
def test_the_published_samples_lose_nothing(shared_data, name):
    content = (shared_data / "uss" / name).read_bytes()
    raw = json.loads(content)["universalScheduleStandard"]
    document = read(content)
    out = as_json(document)["universalScheduleStandard"]
    assert read(write(document)) == document
    for strip in raw["breakdowns"]:
        strip["type"] = strip["type"].replace("strip", "scene")
        strip.setdefault("created", None)
        strip.setdefault("comments", None)
        strip.setdefault("duration", None)
    for element in raw["elements"]:
        element["dropDayCount"] = element.pop("doodDayCount", None) or element["dropDayCount"]
    for stripboard in raw["stripboards"]:
        for board in stripboard["boards"]:
            board["breakdownIds"] = board.pop("breakdownArrays", None) or board.get("breakdownIds", [])
    for calendar in raw["calendars"]:
        calendar["daysOff"].sort()
        for event in calendar["events"]:
            event["date"] = event["date"].replace("+0000", "Z")
    assert out == raw


def test_older_names_and_shapes_say_the_same():
    body = story()
    body["version"] = body.pop("ussVersion")
    for strip in body["breakdowns"]:
        strip["time"] = strip.pop("duration")
        strip["type"] = "strip" if strip["type"] == "scene" else strip["type"]
        if strip["type"] == "banner":
            strip["description"] = strip.pop("bannerText")
    for old, new in {
        "doodInclude": "isDood",
        "doodHoldAllow": "isHold",
        "doodDropAllow": "isDrop",
        "doodDropDays": "dropDayCount",
        "elementIdLock": "isIdLock",
    }.items():
        for element in body["elements"]:
            element[old] = element.pop(new)
    for category in body["categories"]:
        category["elements"] = [each["id"] for each in body["elements"] if each["category"] == category["id"]]
    for element in body["elements"]:
        del element["category"]
    first = body["stripboards"][0]["boards"][0]
    first["breakdownArrays"] = ["b1", "b0", "b2", "end1", "b3", "end2", "b4", "end3"]
    del first["breakdownIds"]
    body["breakdowns"] += [{"id": f"end{n}", "type": "day", "created": None} for n in (1, 2, 3)]
    assert read(file(body)) == read(file())


def test_what_is_null_or_left_out_has_the_standards_default():
    body = {"breakdowns": [{"id": 7, "pages": None, "elements": None}], "elements": [{"id": "e", "isHold": None}]}
    document = read(file(body))
    assert document.breakdowns[0].id == "7"
    assert document.elements[0].hold
    assert document.elements[0].drop_days == 10
    assert read(write(document)) == document


@pytest.mark.parametrize(
    ("pages", "starts", "eighths"),
    [
        ([0.25, 1, 3], None, [2, 8, 24]),
        ([1.7, "0.5", "1 2/8"], None, [14, 4, 10]),
        ([0.01, 0], None, [1, 0]),
        ([1, 3], None, [8, 24]),
        ([2, 4, 9, 1, 12], None, [2, 4, 9, 1, 12]),
        ([8.0, 16.0, 8.0, 8.0], None, [64, 128, 64, 64]),
        ([2, 4, 9], ["1", "1", "2"], [2, 4, 9]),
        ([2, 4, 1, 2], ["1", "3", "7", "8"], [16, 32, 8, 16]),
    ],
)
def test_lengths_are_eighths_whichever_unit_the_file_counts_in(pages, starts, eighths):
    starts = starts or [None] * len(pages)
    strips = [{"id": f"b{i}", "pages": p, "scriptPage": s} for i, (p, s) in enumerate(zip(pages, starts, strict=True))]
    document = read(file({"breakdowns": strips}))
    assert [strip.eighths for strip in document.breakdowns] == eighths
    assert read(write(document)) == document


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-08-03T07:00:00.000Z", "2022-08-03"),  # midnight in California
        ("2022-08-03T07:00:00.000+0000", "2022-08-03"),
        ("2022-08-02T22:00:00.000Z", "2022-08-03"),  # midnight in Berlin
        ("2022-08-02T18:30:00Z", "2022-08-03"),  # midnight in Mumbai
        ("2022-08-03T12:00:00.000Z", "2022-08-03"),
        ("2022-08-03T20:31:12.123Z", "2022-08-03"),  # the moment somebody pressed a button
        ("2022-08-03T00:00:00+02:00", "2022-08-03"),
        ("2022-08-03", "2022-08-03"),
    ],
)
def test_an_instant_means_the_day_of_whoever_saved_it(text, day):
    assert day_of(text).isoformat() == day


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"", "line 1"),
        (b"\xff\xfe{}", "UTF-8"),
        (b"[1, 2]", "an object is expected"),
        (b'{"other": 1}', "universalScheduleStandard"),
        (b"[" * 500_000, "nested too deeply"),
        (b'{"universalScheduleStandard": {"breakdowns": [{"id": "a", "pages": NaN}]}}', "number"),
        (b'{"universalScheduleStandard": {"x": ' + b"9" * 5000 + b"}}", "number"),
        (file({"breakdowns": {}}), "breakdowns: a list"),
        (file({"elements": [None] * 5001}), "elements: no list has more"),
        (file({"breakdowns": [{"scene": "1"}]}), "breakdowns[0].id"),
        (file({"breakdowns": [{"id": "a"}, {"id": "a"}]}), "breakdowns[1].id"),
        (file({"breakdowns": [{"id": "a", "pages": -1}]}), "breakdowns[0].pages"),
        (file({"breakdowns": [{"id": "a", "pages": "7 of 8"}]}), "breakdowns[0].pages"),
        (file({"elements": [{"id": "a", "isHold": "yes"}]}), "elements[0].isHold"),
        (file({"elements": [{"id": "a", "daysOff": [7]}]}), "elements[0].daysOff[0]"),
        (file({"calendars": [{"id": "a", "events": [{"date": "soon"}]}]}), "calendars[0].events[0].date"),
        (file({"calendars": [{"id": "a", "events": [{"date": "2026-02-30"}]}]}), "calendars[0].events[0].date"),
        (file({"stripboards": [{"id": "a", "boards": [{"breakdownIds": [[["x"]]]}]}]}), "breakdownIds[0][0]"),
        (file({"name": ["x"]}), "name"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(content, place):
    with pytest.raises(Invalid) as refusal:
        read(content)
    assert place in refusal.value.message
    assert refusal.value.errors[0]["field"] == "file"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.data())
def test_any_damage_is_either_read_without_loss_or_refused(data):
    body = story()
    rows = data.draw(st.sampled_from([body, *body["breakdowns"], *body["elements"], *body["stripboards"]]))
    rows[data.draw(st.sampled_from([*rows, "_more"]))] = data.draw(JSON)
    try:
        document = read(file(body))
    except Problem:
        return
    assert read(write(document)) == document
