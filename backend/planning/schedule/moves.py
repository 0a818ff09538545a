"""Moving strips: who saw an older board is told so and shown it as it is now."""

from collections.abc import Mapping, Sequence
from typing import Any

from backend.core.db import db
from backend.core.errors import Invalid
from backend.planning.schedule import board, boards, layout, steps
from backend.planning.schedule.models import Board, ShootingDay
from backend.planning.schedule.schemas import DayStrips, StripMove, Strips


def replace(production_id: int, day_id: int, body: DayStrips, version: int) -> dict[str, Any]:
    """Make these the strips of a day, in this order; what else was there goes to the boneyard.

    Answers the days touched. Raises NotFound for the day, Invalid for the strips, Stale (with the whole board) when
    the board has moved on.
    """
    day = boards.day(production_id, day_id)
    chosen = boards.find(production_id, day.board_id)
    board.expect(production_id, chosen.id, version)
    with steps.step(chosen, "") as step:
        keys, field = named(body)
        now = layout.order(step.before)
        names = layout.check(chosen, step.before, keys, kept=now[day_id], field=field)
        step.about = about(names, day)
        after = layout.without(now, [*keys, *now[day_id]])
        layout.write(chosen, step.before, {**after, day_id: keys})
    return board.part(production_id, chosen.id, step.days, unscheduled=step.boneyard)


def move(production_id: int, body: StripMove, version: int) -> dict[str, Any]:
    """Lay strips, in the order given, at a place in a day or in the boneyard; answers the days touched."""
    chosen, day = target(production_id, body.board_id, body.day_id)
    board.expect(production_id, chosen.id, version)
    with steps.step(chosen, "") as step:
        keys, field = named(body)
        now = layout.order(step.before)
        kept = keys if day is None else now[day.id]
        step.about = about(layout.check(chosen, step.before, keys, kept=kept, field=field), day)
        layout.write(chosen, step.before, layout.laid(now, keys, body.day_id, body.position))
    return board.part(production_id, chosen.id, step.days, unscheduled=step.boneyard)


def target(production_id: int, board_id: int | None, day_id: int | None) -> tuple[Board, ShootingDay | None]:
    """The board to write to, and the day on it. Raises Invalid naming `day_id`, NotFound for the board."""
    day = db.session.get(ShootingDay, day_id) if day_id is not None else None
    if day_id is not None and (day is None or day.production_id != production_id):
        raise Invalid("This production has no such shooting day.", field="day_id")
    if day is not None and board_id is not None and day.board_id != board_id:
        raise Invalid("This day is on another board.", field="day_id")
    return boards.writable(production_id, day.board_id if day else board_id), day


def named(body: Strips) -> tuple[list[int], str]:
    """The keys a body names, by themselves or as whole scenes, and the field they came in."""
    if (body.keys is None) == (body.scene_ids is None):
        raise Invalid("Name the strips by their keys, or whole scenes by their ids.", field="keys")
    if body.keys is not None:
        return list(body.keys), "keys"
    return [-scene_id for scene_id in body.scene_ids or []], "scene_ids"


def about(names: Mapping[int, str], day: ShootingDay | None) -> str:
    """`Scenes 4, 7A to Tue 24 Nov`, as it stands beside "undo"."""
    where = f"{day.date:%a} {day.date.day} {day.date:%b}" if day else "the boneyard"
    return f"{listed(names)} to {where}"


def listed(names: Mapping[int, str]) -> str:
    """`Scenes 4, 7A and 3 more`, banners by their words."""
    shown: Sequence[str] = list(names.values())
    more = f" and {len(shown) - 5} more" if len(shown) > 5 else ""
    numbered = all(name[:1].isdigit() for name in shown)
    kind = ("Scene " if len(shown) == 1 else "Scenes ") if numbered else ""
    return f"{kind}{', '.join(shown[:5])}{more}" if shown else "No strips"
