"""A sheet: the rows one person is editing, what they typed, what is stored, what was refused and what is contested.

An editor reports everything typed since it was mounted, again and again. The sheet finds what is new in it, sends that
to the API row by row and remembers the answer, so the same report twice sends nothing twice. The rows the editor was
mounted with stay as they are until the server knows something that the editor does not show; then a new generation of
the editor is mounted. Values that could not be stored stay in `problems` or `conflicts` until somebody decides.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from streamlit_app.api.client import ApiError, Clash
from streamlit_app.editing.merge import Added, Conflict, Problem, Row, align, contested, is_newer
from streamlit_app.editing.values import Column

Save = Callable[[Row, Row], Row]
Add = Callable[[Row], Row]
Remove = Callable[[Row], Any]
_NOTHING = object()
QUIET_SECONDS = 20.0
"""So long after an edit other people's changes wait (or for a click): a new editor would drop a half-typed cell."""


@dataclass
class Sheet:
    """The state of one editable table of one person; `name` is the field that names a row in messages."""

    columns: Mapping[str, Column]
    name: str
    rows: list[Row] = field(default_factory=list)
    generation: int = 0
    view: Any = None
    held: dict[int, Row] = field(default_factory=dict)
    cells: dict[tuple[int, str], Any] = field(default_factory=dict)
    added: list[Added] = field(default_factory=list)
    deleted: set[int] = field(default_factory=set)
    problems: dict[int | str, Problem] = field(default_factory=dict)
    conflicts: dict[int, Conflict] = field(default_factory=dict)
    edited_at: float = float("-inf")
    waiting: int = 0
    stale: bool = False
    serial: int = 0
    before: tuple[list[Row], dict[tuple[int, str], Any]] = field(default_factory=lambda: ([], {}))

    # --- what the server says

    def update(self, rows: Sequence[Row], now: float, view: Any = None) -> None:
        """Take the rows as they are now; mount a new editor when it would show something else than the one there is."""
        own, foreign = self._news(rows)
        typing = now - self.edited_at < QUIET_SECONDS and any(row["id"] in self.held for row in rows)
        self.waiting = 0
        if not self.generation or self.stale or own or view != self.view or (foreign and not typing):
            self.refresh(rows)
        elif foreign:
            self.waiting = len(foreign)
        else:
            self.held.update({row["id"]: row for row in rows})
        self.view = view

    def refresh(self, rows: Sequence[Row]) -> None:
        """Start again from these rows; refused and contested values stay."""
        self.before = (self.rows, self.cells)
        self.rows, self.held = [dict(row) for row in rows], {row["id"]: dict(row) for row in rows}
        self.cells, self.added, self.deleted, self.waiting, self.stale = {}, [], set(), 0, False
        self.generation += 1

    def _shown(self) -> dict[int, Row]:
        """The rows as the editor shows them, by id, in the API's values."""
        shown = {row["id"]: dict(row) for at, row in enumerate(self.rows) if at not in self.deleted}
        for (at, name), cell in self.cells.items():
            if at not in self.deleted and name in self.columns:
                shown[self.rows[at]["id"]][name] = self.columns[name].to_api(cell)
        for one in self.added:
            if one.id is not None:
                shown[one.id] = {**self.held[one.id], **self._values(one.cells)}
        return shown

    def _news(self, rows: Sequence[Row]) -> tuple[set[int], set[int]]:
        """Ids of rows that show something else than the server has: after our own changes, after somebody else's."""
        shown, fresh = self._shown(), {row["id"]: row for row in rows}
        own: set[int] = set()
        foreign = set(fresh) ^ set(shown)
        for key in set(fresh) & set(shown):
            names = self.columns.keys() - self._unsaved(key)
            if all(self.columns[name].same(fresh[key].get(name), shown[key].get(name)) for name in names):
                continue
            (own if fresh[key].get("version") == self.held.get(key, {}).get("version") else foreign).add(key)
        return own, foreign

    def _unsaved(self, key: int) -> set[str]:
        problem, conflict = self.problems.get(key), self.conflicts.get(key)
        return set(problem.values if problem else ()) | set(conflict.mine if conflict else ())

    # --- what the editor says

    def take(self, delta: Mapping[str, Any], save: Save, add: Add | None, remove: Remove | None, now: float) -> None:
        """Store what is new in an editor's report (edited_rows, added_rows, deleted_rows)."""
        self.edited_at = now
        for at, cells in (delta.get("edited_rows") or {}).items():
            self._take_cells(int(at), cells, save)
        if add is not None:
            self._take_added(delta.get("added_rows") or [], save, add, remove)
        if remove is not None:
            for at in sorted(set(delta.get("deleted_rows") or []) - self.deleted):
                self.deleted.add(at)
                self.drop(self.rows[at]["id"], remove)

    def take_late(self, delta: Mapping[str, Any], generation: int, save: Save) -> None:
        """Store what was typed into the editor before this one while it was being replaced.

        A browser that has not heard of the new editor yet also repeats what it reported before: that is no edit.
        """
        rows, cells = self.before
        if generation != self.generation - 1:
            return
        for at, typed in (delta.get("edited_rows") or {}).items():
            new = {n: c for n, c in typed.items() if cells.get((int(at), n), _NOTHING) != c}
            changes = self._values(new)
            if changes and int(at) < len(rows) and rows[int(at)]["id"] in self.held:
                self.store(rows[int(at)]["id"], changes, save)
                cells.update({(int(at), name): cell for name, cell in new.items()})
                self.stale = True

    def _take_cells(self, at: int, cells: Row, save: Save) -> None:
        if at >= len(self.rows):
            return
        new = {n: c for n, c in cells.items() if (at, n) not in self.cells or self.cells[at, n] != c}
        changes = self._values(new)
        if changes:
            self.store(self.rows[at]["id"], changes, save)
        self.cells.update({(at, name): cell for name, cell in new.items()})

    def _take_added(self, reported: Sequence[Row], save: Save, add: Add, remove: Remove | None) -> None:
        aligned = align(self.added, reported)
        if aligned is None:  # told apart by nothing: show what is stored and let the person delete again
            self.stale = True
            return
        self.added, gone = aligned
        for one in gone:
            self.problems.pop(one.problem, None)
            if one.id is not None and remove is not None:
                self.drop(one.id, remove)
        for one, cells in zip(self.added, reported, strict=True):
            self._take_added_row(one, dict(cells), save, add)

    def _take_added_row(self, one: Added, cells: Row, save: Save, add: Add) -> None:
        new = {name: cell for name, cell in cells.items() if one.cells.get(name) != cell}
        one.cells = cells
        if one.id is not None:
            if changes := self._values(new):
                self.store(one.id, changes, save)
        elif new:
            self.problems.pop(one.problem, None)
            one.id, one.problem = self.create(self._values(cells), add)

    def _values(self, cells: Row) -> Row:
        known = {name: column for name, column in self.columns.items() if column.editable}
        return {name: known[name].to_api(cell) for name, cell in cells.items() if name in known}

    # --- what goes to the API

    def create(self, values: Row, add: Add) -> tuple[int | None, str]:
        """Add a row: (its id, "") or, refused, (None, the key of its problem). It waits while a cell is missing."""
        filled = {name: value for name, value in values.items() if value is not None}
        if any(column.required and filled.get(n) in (None, "") for n, column in self.columns.items()) or not filled:
            return None, ""
        try:
            row = add(filled)
        except ApiError as refusal:
            self.serial += 1
            key = f"new{self.serial}"
            self.problems[key] = Problem(None, str(filled.get(self.name, "New row")), filled, refusal.words())
            return None, key
        self.held[row["id"]] = row
        return int(row["id"]), ""

    def store(self, key: int, changes: Row, save: Save) -> None:
        """Store cells of a row, with what was refused there before: the new cell may be what was missing."""
        old = self.problems.pop(key, None)
        typed = {**(old.values if old else {}), **changes}
        self._settle(key, typed)
        try:
            return self._send(key, typed, save)
        except ApiError as refusal:
            last = refusal
        named = {error["field"] for error in last.errors} & typed.keys()
        good = {n: v for n, v in typed.items() if n not in named} if named else changes if changes != typed else {}
        left = typed
        if good and good != typed:
            try:
                self._send(key, good, save)
                left = {name: value for name, value in typed.items() if name not in good}
            except ApiError as refusal:
                last = refusal
        self.problems[key] = Problem(key, self.title(self.held[key]), left, last.words())
        return None

    def _settle(self, key: int, typed: Row) -> None:
        """Typing a contested cell again decides it."""
        if conflict := self.conflicts.get(key):
            conflict.mine = {name: value for name, value in conflict.mine.items() if name not in typed}
            if not conflict.mine:
                del self.conflicts[key]

    def _send(self, key: int, wanted: Row, save: Save) -> None:
        """Send cells; when somebody was faster, send again what they did not touch and contest the rest."""
        while wanted:
            row = self.held[key]
            try:
                self.held[key] = {**row, **save(dict(row), dict(wanted))}
                return
            except Clash as clash:
                theirs = clash.data
                if not is_newer(theirs, row):
                    raise
                both = contested(row, theirs, wanted, self.columns)
            self.held[key] = theirs
            if both:
                mine = {**(self.conflicts[key].mine if key in self.conflicts else {}), **{n: wanted[n] for n in both}}
                self.conflicts[key] = Conflict(self.title(theirs), theirs, mine)
            wanted = {n: v for n, v in wanted.items() if n not in both and not self._same(n, theirs.get(n), v)}

    def drop(self, key: int, remove: Remove) -> None:
        """Remove a row; refused, it is shown again with the reason."""
        try:
            remove(dict(self.held[key]))
        except ApiError as refusal:
            self.problems[key] = Problem(key, self.title(self.held[key]), {}, refusal.words())
            self.stale = True
        else:
            for kept in (self.held, self.problems, self.conflicts):
                kept.pop(key, None)

    # --- what the person decides

    def retry(self, key: int | str, save: Save, add: Add | None) -> None:
        """Send refused values once more."""
        problem = self.problems[key]
        if isinstance(key, int):
            self.store(key, problem.values, save)
        elif add is not None:
            del self.problems[key]
            self.create(problem.values, add)
        self.stale = True

    def discard(self, key: int | str) -> None:
        """Forget refused values, or one's own side of a conflict; the editor then shows what is stored."""
        self.problems.pop(key, None)
        self.conflicts.pop(key, None)  # type: ignore[arg-type]
        self.stale = True

    def show_now(self) -> None:
        """Show other people's changes now."""
        self.stale = True

    def insist(self, key: int, save: Save) -> None:
        """Store one's own side of a conflict over the other one."""
        self.store(key, self.conflicts.pop(key).mine, save)
        self.stale = True

    def _same(self, name: str, one: Any, other: Any) -> bool:
        return self.columns.get(name, Column({})).same(one, other)

    def title(self, row: Row) -> str:
        """What a row is called in messages."""
        return str(row.get(self.name) or f"row {row['id']}")
