"""Where the strips of a board lie: read from a step's state, written so that every day counts from 0 without a gap.

A strip is named by its key: minus the scene's id for a whole scene (on whichever board, with or without a row of its
own), the strip's own id for a part of a scene and for a banner. So a key stays the same wherever the strip is moved.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select

from backend.core.db import db
from backend.core.errors import Invalid
from backend.planning.schedule import reads
from backend.planning.schedule.models import Board, Strip
from backend.planning.schedule.steps import State

Order = Mapping[int, Sequence[int]]  # day id → keys in shooting order


class Place(NamedTuple):
    """A strip as it is stored: its row, its scene (None: a banner) and its day (None: the boneyard)."""

    row_id: int
    scene_id: int | None
    part: int
    day_id: int | None


def key_of(row_id: int | None, scene_id: int | None, part: int | None) -> int:
    """The key of a strip."""
    if scene_id is not None and not part:
        return -scene_id
    assert row_id is not None  # noqa: S101 (parts and banners always have a row)
    return row_id


def places(state: State) -> dict[int, Place]:
    """Every strip that has a row, by key."""
    found = (
        Place(row_id, row["scene_id"], row["part"], row["day_id"])
        for row_id, row in state.strips.items()
    )  # fmt: skip
    return {key_of(one.row_id, one.scene_id, one.part): one for one in found}


def order(state: State) -> dict[int, list[int]]:
    """The keys on every day of a board, in shooting order; a day without strips has an empty list."""
    found: dict[int, list[int]] = {day_id: [] for day_id in state.days}
    rows = sorted(state.strips.items(), key=lambda item: (item[1]["position"], item[0]))
    for row_id, row in rows:
        if row["day_id"] is not None:
            found[row["day_id"]].append(key_of(row_id, row["scene_id"], row["part"]))
    return found


def without(now: Order, keys: Collection[int]) -> dict[int, list[int]]:
    """The same order with some strips taken off their days."""
    gone = set(keys)
    return {day_id: [key for key in on_day if key not in gone] for day_id, on_day in now.items()}


def laid(now: Order, keys: Sequence[int], day_id: int | None, position: int | None) -> dict[int, list[int]]:
    """The order after laying strips on a day, before the `position`th of those that stay (None: at the end)."""
    after = without(now, keys)
    if day_id is not None:
        target = after[day_id]
        place = len(target) if position is None else position
        target[place:place] = keys
    return after


def check(
    board: Board, state: State, keys: Sequence[int], *, kept: Iterable[int] = (), field: str = "keys"
) -> dict[int, str]:
    """What strips are called, by key: "4", "4 part 2", "Lunch".

    Raises Invalid naming `field` for a strip named twice, one this board does not have, a scene of another production,
    a scene that lies here in parts, or (unless it is among `kept`) one that will not be shot.
    """
    if len(set(keys)) < len(keys):
        raise Invalid("Every strip can be named once.", field=field)
    known, stay = places(state), set(kept)
    split = {one.scene_id for one in known.values() if one.part}
    if any(key >= 0 and key not in known for key in keys):
        raise Invalid("This board has no such strip.", field=field)
    of_scene = {key: -key if key < 0 else known[key].scene_id for key in keys}
    wanted = {one for one in of_scene.values() if one is not None}
    found = reads.names(board.production_id, wanted)
    if wanted - found.keys():
        raise Invalid(f"Scene {min(wanted - found.keys())} does not belong to this production.", field=field)
    for key, scene_id in of_scene.items():
        if scene_id is None:
            continue
        if key < 0 and scene_id in split:
            raise Invalid(f"Scene {found[scene_id].number} lies on this board in parts; name its parts.", field=field)
        if found[scene_id].status in reads.UNSHOT and key not in stay:
            scene = found[scene_id]
            raise Invalid(f"Scene {scene.number} is {scene.status} and needs no shooting day.", field=field)
    return {
        key: state.strips[key]["banner"] if scene_id is None
        else found[scene_id].number + (f" part {known[key].part}" if key > 0 else "")
        for key, scene_id in of_scene.items()
    }  # fmt: skip


def write(board: Board, state: State, after: Order) -> None:
    """Store an order: what is on no day any more lies in the boneyard, a scene that had no row gets one."""
    before, known = order(state), places(state)
    wanted: dict[int, tuple[int | None, int]] = {}
    for day_id, keys in after.items():
        if before.get(day_id) != list(keys):
            wanted |= {key: (day_id, position) for position, key in enumerate(keys)}
    laid_now = {key for keys in after.values() for key in keys}
    wanted |= {key: (None, 0) for keys in before.values() for key in keys if key not in laid_now}
    rows = _rows(known[key].row_id for key in wanted if key in known)
    for key, (lies_on, position) in wanted.items():
        if key in known:
            row = rows[known[key].row_id]
            if lies_on is None and key < 0:  # a whole scene lies in the boneyard by having no strip
                db.session.delete(row)
                continue
        else:
            row = Strip(production_id=board.production_id, board_id=board.id, scene_id=-key)
            db.session.add(row)
        row.day_id, row.position = lies_on, position
    db.session.flush()


def _rows(ids: Iterable[int]) -> dict[int, Strip]:
    return {row.id: row for row in db.session.scalars(select(Strip).where(Strip.id.in_(list(ids))))}
