"""Every domain of Backlot, in the order they register."""

from importlib import import_module
from importlib.util import find_spec

from backend import activity, analytics, studio
from backend.accounts import auth, devices, users
from backend.core import health
from backend.exchange import uss
from backend.people import cast
from backend.planning import (
    availability,
    breakdown_sheets,
    calendar,
    call_sheets,
    conflicts,
    distribution,
    dood,
    optimise,
    reports,
    rules,
    schedule,
    tasks,
)
from backend.productions import invitations, members, productions
from backend.script import breakdown, revisions, scenes, screenplays
from backend.shooting import shots
from backend.things import locations
from backend.timelogs import packages, segments, terms, weeks
from backend.timelogs import reports as time_reports

DOMAINS = (
    health,
    auth,
    users,
    devices,
    productions,
    members,
    invitations,
    screenplays,
    scenes,
    revisions,
    breakdown,
    cast,
    locations,
    shots,
    rules,
    schedule,
    dood,
    reports,
    availability,
    call_sheets,
    conflicts,
    distribution,
    optimise,
    tasks,
    breakdown_sheets,
    calendar,
    terms,
    weeks,
    segments,
    time_reports,
    packages,
    activity,
    uss,
    analytics,
    studio,
)


def load_models() -> None:
    """Import every model, so that the metadata is whole."""
    for domain in DOMAINS:
        if hasattr(domain, "__path__") and find_spec(f"{domain.__name__}.models"):
            import_module(f"{domain.__name__}.models")
