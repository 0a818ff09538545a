"""Every domain of Backlot, in the order they register."""

from importlib import import_module

from backend import activity, analytics
from backend.accounts import auth, users
from backend.core import health
from backend.people import cast
from backend.planning import call_sheets, schedule, tasks
from backend.productions import invitations, members, productions
from backend.script import scenes, screenplays
from backend.shooting import shots
from backend.things import locations

DOMAINS = (
    health,
    auth,
    users,
    productions,
    members,
    invitations,
    screenplays,
    scenes,
    cast,
    locations,
    shots,
    schedule,
    call_sheets,
    tasks,
    activity,
    analytics,
)


def load_models() -> None:
    """Import every model, so that the metadata is whole."""
    for domain in DOMAINS:
        if domain is not health and domain is not analytics:
            import_module(f"{domain.__name__}.models")
