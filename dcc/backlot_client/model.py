"""What a program tells the client about itself (Host), and what the client tells a panel (Snapshot)."""

from __future__ import annotations

import dataclasses

from . import focus


class Host:
    """The program the client runs in. A program subclasses it; every default here is safe.

    All methods are called from the client's own threads: they must not touch the program's scene, only values that the
    main thread left for them, and must answer at once.
    """

    dcc: str = "other"  # lower case: blender, maya, krita …
    dcc_version: str = ""
    everywhere: bool = False  # measures whatever is done at the machine, not one program's own windows
    online_hint: str = "Allow this program to go online"  # how, in one plain sentence, when `online_allowed` says no

    def file_name(self) -> str:
        """Base name of the open file, "" when there is none."""
        return ""

    def online_allowed(self) -> bool:
        """Whether the artist lets this program use the network at all."""
        return True

    def focused(self) -> bool | None:
        """Whether a window of this program has the keyboard; None when that cannot be known."""
        return focus.focused_here()

    def rendering(self) -> bool:
        """Whether a render runs in this program; it counts as work only where the production says so."""
        return False


@dataclasses.dataclass(frozen=True)
class Task:
    """A task one can log time on. `production` is its title."""

    id: int
    title: str
    production: str = ""
    mine: bool = False


@dataclasses.dataclass(frozen=True)
class Gap:
    """Time away that was not counted and is offered back: `keep_gap` or `drop_gap`.

    start, end: seconds since 1970, as the server's clock says. seconds: its length. task_id: what was worked on before.
    """

    id: str
    start: float
    end: float
    seconds: float
    task_id: int


@dataclasses.dataclass(frozen=True)
class Snapshot:
    """All a panel shows, at one moment.

    online: yes, no, forbidden (the program may not go online), unpaired, unknown (not tried yet).
    state: off, active, idle, elsewhere (another program has the timer: `elsewhere` names it, as "maya").
    since_seconds: counted in this session. today_seconds: counted today in all programs. waiting: rows not sent yet.
    message: one plain sentence when something needs the artist. last: the task of the last session, to go on with.
    """

    paired: bool = False
    server: str = ""
    user: str = ""
    online: str = "unknown"
    state: str = "off"
    elsewhere: str = ""
    task_id: int | None = None
    task_title: str = ""
    since_seconds: float = 0.0
    today_seconds: float = 0.0
    waiting: int = 0
    tasks: tuple[Task, ...] = ()
    gaps: tuple[Gap, ...] = ()
    message: str = ""
    last: Task | None = None
