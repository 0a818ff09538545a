"""Who may give which level, and who may manage whom: one rule for adding, changing, removing and inviting.

An Admin gives every level. Everybody else who manages the team brings people in as `child` and leaves those above
themselves alone. Nobody raises themselves.
"""

from backend.core.access import actor, me
from backend.core.errors import Forbidden

RANK: dict[str, int] = {"child": 0, "parent": 1, "admin": 2}


def my_level() -> str:
    """The level by which the actor manages this production; the owner of the studio is an Admin everywhere."""
    if me().studio_role == "owner":
        return "admin"
    place = actor().membership
    return place.level if place else "child"


def may_give(giver: str, level: str) -> bool:
    """Whether somebody of level `giver` may make somebody a `level`."""
    return giver == "admin" or level == "child"


def refuse_giving(level: str) -> None:
    """Raise Forbidden unless the actor may make somebody a `level`."""
    if not may_give(my_level(), level):
        raise Forbidden("Only an Admin may give a level above Child.")


def refuse_managing(level: str) -> None:
    """Raise Forbidden when somebody of this level stands above the actor."""
    if RANK[level] > RANK[my_level()]:
        raise Forbidden("This person's level is above yours.")
