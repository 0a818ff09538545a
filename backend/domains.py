"""Every domain of Backlot, in the order they register; importing this imports every model."""

from backend import activity, analytics
from backend.accounts import auth, invitations, users
from backend.core import health
from backend.people import cast
from backend.planning import call_sheets, schedule, tasks
from backend.productions import members, productions
from backend.script import scenes, screenplays
from backend.shooting import shots
from backend.things import locations

DOMAINS = (
    health,
    auth,
    users,
    invitations,
    productions,
    members,
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
