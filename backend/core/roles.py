"""Who may do what: one screen of data, read nowhere else.

Studio roles: `owner` (runs this installation; an Admin everywhere) and `member`.
In a production a person has a level (admin: all; parent: manages the team's work; child: takes part) and a job role.
An action is allowed to level admin, to the job roles listed, and, where `PARENT` is listed, to level parent.
"""

from typing import Literal, get_args

Level = Literal["admin", "parent", "child"]
JobRole = Literal[
    "producer",
    "production_manager",
    "director",
    "assistant_director",
    "director_of_photography",
    "script_supervisor",
    "cast",
    "crew",
    "vfx_supervisor",
    "vfx_artist",
    "distribution_manager",
    "viewer",
]
STUDIO_ROLES = ("owner", "member")
LEVELS: tuple[Level, ...] = get_args(Level)
JOB_ROLES: tuple[JobRole, ...] = get_args(JobRole)

PUBLIC = "public"  # anybody, signed in or not
BY_LINK = "by_link"  # whoever holds the link: its token is the authority, cookies and sessions count for nothing
SIGNED_IN = "signed_in"  # any account; the service limits it to the caller's own things
STUDIO_OWNER = "studio_owner"  # the owner of this installation
OUTSIDE = (PUBLIC, BY_LINK, SIGNED_IN, STUDIO_OWNER)

PARENT = "level:parent"
ALL = frozenset(JOB_ROLES)
OFFICE = frozenset({"producer", "production_manager"})
PLANNERS = OFFICE | {"director", "assistant_director", PARENT}
SCRIPT = PLANNERS | {"script_supervisor"}
CAMERA = SCRIPT | {"director_of_photography"}
SET = ALL - {"viewer", "distribution_manager", "cast"}
POST = PLANNERS | {"vfx_supervisor"}

ROLES: dict[str, frozenset[str]] = {
    "production.read": ALL,
    "production.edit": OFFICE | {PARENT},
    "production.delete": frozenset(),
    "members.read": ALL,
    "members.contact": ALL - {"viewer", "distribution_manager"},
    "members.edit": frozenset({"producer"}),
    "activity.read": PLANNERS,
    "script.read": ALL - {"distribution_manager"},
    "script.import": SCRIPT,
    "scenes.read": ALL - {"distribution_manager"},
    "scenes.edit": SCRIPT,
    "scenes.status": CAMERA,
    "breakdown.read": ALL - {"distribution_manager"},
    "breakdown.edit": CAMERA,
    "cast.read": ALL - {"distribution_manager"},
    "cast.contact": SCRIPT,
    "cast.edit": SCRIPT,
    "locations.read": ALL - {"distribution_manager"},
    "locations.edit": PLANNERS,
    "shots.read": SET,
    "shots.edit": CAMERA | {"vfx_supervisor"},
    "schedule.read": ALL,
    "schedule.edit": PLANNERS,
    "schedule.suggest": PLANNERS,
    "dood.read": ALL - {"distribution_manager"},
    "dood.edit": PLANNERS,
    "rates.read": OFFICE,
    "rates.edit": OFFICE,
    "rules.read": ALL,
    "rules.edit": PLANNERS,
    "availability.read": CAMERA,
    "availability.edit": PLANNERS,
    "availability.own": ALL - {"viewer", "distribution_manager"},
    "call_sheets.read": ALL - {"distribution_manager"},
    "call_sheets.edit": PLANNERS,
    "call_sheets.publish": PLANNERS,
    "call_sheets.sign": PLANNERS,
    "call_sheets.send": PLANNERS,
    "tasks.read": ALL,
    "tasks.edit": POST,
    "tasks.progress": SET | {"distribution_manager"},
    "time.own": ALL - {"viewer"},
    "time.team": POST,
    "time.approve": OFFICE | {"vfx_supervisor", PARENT},
    "time.settings": OFFICE | {PARENT},
    "exchange.import": PLANNERS,
    "exchange.export": CAMERA,
    "live.join": ALL,
}


def allowed(action: str, studio_role: str, level: str | None, job_role: str | None) -> bool:
    """Whether a member with this level and job role may do a production action.

    A stranger (level None) may do nothing in a production unless they own the studio.
    """
    if studio_role == "owner" or level == "admin":
        return True
    return level is not None and (job_role in ROLES[action] or (level == "parent" and PARENT in ROLES[action]))


def actions_of(studio_role: str, level: str | None, job_role: str | None) -> list[str]:
    """Every action this member may do, sorted; the UI hides the rest."""
    return sorted(action for action in ROLES if allowed(action, studio_role, level, job_role))
