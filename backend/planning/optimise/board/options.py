"""What may be asked of an order, and what is weighed against what."""

from dataclasses import dataclass, field

from backend.planning.conflicts.facts import Pace


@dataclass(frozen=True, slots=True)
class Options:
    """How an order is looked for.

    seconds        how long
    move_weight    how many held days one overnight move of the company is worth, in quarters of a day
    rest           night exteriors are not followed by a day's work on the next date (else it only costs a move)
    fixed          keys of days that stay on their dates beside the pinned ones
    crew_rest      minutes from wrap to the next day's call where the board has calls; 0 is no rule
    cast_rest      the same for cast who work on both days
    pace           how long days last that say it not
    """

    seconds: float = 20.0
    move_weight: int = 4
    rest: bool = True
    fixed: frozenset[int] = frozenset()
    crew_rest: int = 0
    cast_rest: int = 0
    pace: Pace = field(default_factory=Pace)
