"""A short screenplay in two drafts, and the calls that bring one in."""

from typing import Any

from tests.people import Caller, Reply

FIRST = """Title: The Long Tide

INT. LIGHTHOUSE - NIGHT

Rain on the glass. MARA trims the lamp.

MARA
Nobody sails tonight.

JONAS
Somebody always does.

MARA
Not past the reef.

EXT. REEF - NIGHT

A mast breaks the water.

JONAS (O.S.)
There!

INT. KITCHEN - DAY

Wet coats. A kettle.

MARA
Drink.

MARA'S VOICE
I never told him.

EXT. BEACH - DAY

Wreckage, gulls, nobody.
"""

# The kitchen is rewritten, the reef is gone, a boat house came in before the beach.
SECOND = (
    FIRST.replace("Drink.\n", "Drink. It is the last of the tea, and the boat is not due for a week.\n")
    .replace("EXT. REEF - NIGHT\n\nA mast breaks the water.\n\nJONAS (O.S.)\nThere!\n\n", "")
    .replace(
        "EXT. BEACH - DAY", "INT. BOAT HOUSE - DAY\n\nNets hang to dry.\n\nPILAR\nYou are late.\n\nEXT. BEACH - DAY"
    )
)


def upload(caller: Caller, production_id: int, text: str | bytes, name: str = "tide.fountain") -> Reply:
    """Send a file as the upload form does."""
    data = text.encode() if isinstance(text, str) else text
    path = f"/productions/{production_id}/screenplays?filename={name}"
    return caller.post(path, data=data, headers={"Content-Type": "application/octet-stream"})


def imported(caller: Caller, production_id: int, text: str, name: str = "tide.fountain") -> Any:
    """Upload and import at once; the draft as imported."""
    draft = upload(caller, production_id, text, name)
    path = f"/productions/{production_id}/screenplays/{draft.data['id']}/import"
    return caller.post(path, match=draft.etag).data


def scenes(caller: Caller, production_id: int, **filters: str) -> list[Any]:
    """The production's scenes in script order."""
    return caller.get(f"/productions/{production_id}/scenes", query_string=filters).data


def cast(caller: Caller, production_id: int) -> dict[str, Any]:
    """The production's cast by character."""
    rows = caller.get(f"/productions/{production_id}/cast-members").data
    return {row["character_name"]: row for row in rows}
