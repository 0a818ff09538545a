"""Character cues: names with their extensions taken off, and names that may be the same person (offered only)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from .model import AliasOffer

MAX_CUE = 120
_AGES = ("YOUNG", "YOUNGER", "OLD", "OLDER", "LITTLE", "TEEN", "TEENAGE", "ADULT", "CHILD", "BABY", "ELDERLY")
_VOICE = re.compile(r"(?P<name>.+?)['’]?(?:S['’]?)? (?:RECORDED )?VOICE(?: ?OVER)?", re.DOTALL)
_BARE_EXTENSION = re.compile(r"(?P<name>.+?)[ ,]+(?:V\.? ?O\.?|O\.? ?[SC]\.?|CONT['’]?D)", re.DOTALL)
_GROUP = re.compile(r"\s*(?:,|/|&|\+|\b(?:AND|ET|UND|Y|E|И)\b)\s*")
_TRANSITION = re.compile(
    r"(?:[A-Z' ]{0,40}\bTO:|FADE (?:IN|OUT|UP|TO BLACK)[:.]?|(?:SMASH |JUMP |MATCH )?CUT TO(?: BLACK)?[:.]?"
    r"|(?:CUT|DISSOLVE|FADE|WIPE) TO[:.]?|INTERCUT[:.]?|THE END[.]?|END CREDITS[.]?)"
)


def is_upper(text: str) -> bool:
    """True when no letter is lower case and at least one letter is there; `STRAßE` counts, so do caseless scripts."""
    text = text.replace("ß", "SS")
    return text == text.upper() and any(map(str.isalpha, text))


def is_transition(text: str) -> bool:
    """`CUT TO:`, `FADE IN:`, `SMASH CUT TO BLACK.` in capitals."""
    return len(text) <= 60 and is_upper(text) and _TRANSITION.fullmatch(text) is not None


def split_cue(text: str) -> tuple[str, tuple[str, ...]]:
    """`MARA (V.O.) (CONT'D) ^` → (`MARA`, (`V.O.`, `CONT'D`)). A bracket left open is closed at the end."""
    rest, extensions = text.strip().removesuffix("^").rstrip(), []
    while True:
        start = rest.rfind("(")
        if start <= 0 or not (rest.endswith(")") or ")" not in rest[start:]):
            break
        extensions.append(rest[start + 1 :].rstrip(") "))
        rest = rest[:start].rstrip()
    return " ".join(rest.split()), tuple(reversed(extensions))


def is_cue(text: str) -> bool:
    """Can this line, unforced, name who speaks? What stands around it is the reader's business."""
    text = text.strip()
    if not text or len(text) > MAX_CUE or text[0] in "([":
        return False
    name, _ = split_cue(text)
    if not is_upper(name) or is_transition(text):
        return False
    if name.isupper():
        return True
    return len(name) <= 12 and all(c.isalnum() or c in " ·・#-" for c in name)  # no case: only a short bare name


def canonical(name: str) -> str:
    """Key under which spellings of one name meet: `Mara`, `MARA` and a curly apostrophe are the same character."""
    return name.replace("’", "'").upper()


def display(name: str) -> str:
    """How a cue is listed: `Mara` (styled in capitals by the writing program) → `MARA`; `McTAVISH` stays."""
    mixed_on_purpose = any(a.isalpha() and b.isupper() for a, b in pairwise(name))  # a capital inside a word
    return name if mixed_on_purpose else name.upper()


def alias_offers(names: Iterable[str]) -> tuple[AliasOffer, ...]:
    """Names that may belong to other names in the list: voices, ages, groups and first names, for a human to decide."""
    known = {canonical(name): name for name in names}
    first_words: dict[str, list[str]] = {}
    for key in known:
        first_words.setdefault(key.split()[0] if key.split() else key, []).append(key)
    offers = []
    for key, name in known.items():
        offer = _one_offer(key, known, first_words)
        if offer:
            targets, reason = offer
            offers.append(AliasOffer(name, tuple(known[target] for target in targets), reason))
    return tuple(offers)


def _is_voice(key: str) -> bool:
    return bool(_VOICE.fullmatch(key) or _BARE_EXTENSION.fullmatch(key))


def _one_offer(key: str, known: dict[str, str], first_words: dict[str, list[str]]) -> tuple[list[str], str] | None:
    voice = _VOICE.fullmatch(key) or _BARE_EXTENSION.fullmatch(key)
    if voice and voice["name"] in known:
        return [voice["name"]], "voice"
    if key.startswith("VOICE OF ") and key[9:] in known:
        return [key[9:]], "voice"
    first, _, rest = key.partition(" ")
    if first in _AGES and rest in known:
        return [rest], "age"
    parts = [part for part in _GROUP.split(key[:MAX_CUE]) if part]
    members = [part for part in parts if part in known and part != key]
    if len(parts) > 1 and members:
        return members, "group"
    longer = [other for other in first_words.get(key, []) if other != key and len(other.split()) > 1]
    longer = [other for other in longer if len(_GROUP.split(other)) == 1 and not _is_voice(other)]
    if len(longer) == 1 and key.isalpha():
        return longer, "full name"
    return None
