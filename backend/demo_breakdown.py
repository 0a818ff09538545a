"""The sample production's breakdown: suggestions decided and elements added as its crew would."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

Call = Callable[..., Any]


def break_down(call: Call, path: str, file: Path) -> None:
    """Decide and add what `file` says; `call` is (method, path, body, match=…) → the data of the answer."""
    plan = tomllib.loads(file.read_text(encoding="utf-8"))
    base = f"{path}/breakdown"
    ids = {row["number"]: row["scene_id"] for row in call("GET", f"{base}/scenes?limit=500")}
    _decide(call, base, plan)
    _add(call, base, plan["added"], ids)
    sequences = plan["sheets"]["sequence"]
    for number in dict.fromkeys([*plan["sheets"]["done"], *sequences]):
        body = {"done": number in plan["sheets"]["done"], "sequence": sequences.get(number, "")}
        call("PATCH", f"{base}/scenes/{ids[number]}", body, match=0)


def _decide(call: Call, base: str, plan: dict[str, Any]) -> None:
    """Each word where it is offered first, for every scene at once; a script that lost the word needs no answer."""
    first = {row["key"]: row["scene_id"] for row in call("GET", f"{base}/suggestions")}
    for word, name in plan["accepted"].items():
        if word in first:
            body = {"scene_id": first[word], "key": word, "name": name, "everywhere": True}
            call("POST", f"{base}/suggestions/accept", body)
    for word in plan["refused"]["words"]:
        if word in first:
            body = {"scene_id": first[word], "key": word, "everywhere": True}
            call("POST", f"{base}/suggestions/refuse", body)


def _add(call: Call, base: str, added: list[dict[str, Any]], ids: dict[str, int]) -> None:
    categories = {row["code"]: row["id"] for row in call("GET", f"{base}/categories?limit=500")}
    for each in added:
        body = {"category_id": categories[each["category"]], "name": each["name"], "notes": each.get("notes", "")}
        element = call("POST", f"{base}/elements", body)
        for number in each["scenes"]:
            entry = {"quantity": each.get("quantity", 1)}
            call("PUT", f"{base}/scenes/{ids[number]}/elements/{element['id']}", entry)
