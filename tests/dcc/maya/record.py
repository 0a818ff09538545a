"""Which commands, flags and constants of Maya our module uses, as two published sets of stubs describe them.

    python -m tests.dcc.maya.record      writes maya_api.json anew, after installing the stubs beside each other

The stubs are made from Autodesk's documentation (types-maya) and from a running Maya (maya-stubs); what is written down
is what both agree on. They share one package name, so each has a folder of its own outside the checkout.
"""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
SOURCES = ROOT / "dcc" / "maya"
RECORDED = HERE / "maya_api.json"
DISTRIBUTIONS = ("types-maya==0.6.1", "maya-stubs==0.4.2")
CACHE = Path(os.environ.get("BACKLOT_MAYA_STUBS", "~/.cache/backlot-maya-stubs")).expanduser()
MODULES = {"cmds": "cmds", "utils": "utils", "mel": "mel", "OpenMayaUI": "OpenMayaUI", "OpenMaya": "api/OpenMaya"}


def install() -> list[Path]:
    """Folders of the two sets of stubs, installed when they are absent. Raises CalledProcessError without a network."""
    folders = []
    for distribution in DISTRIBUTIONS:
        target = CACHE / distribution
        if not (target / "maya-stubs").is_dir():
            command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target)]
            subprocess.run([*command, distribution], check=True, capture_output=True, timeout=120)
        folders.append(target / "maya-stubs")
    return folders


def used() -> dict[str, set[str]]:
    """What our sources name: module of Maya → names, a class's member as `Class.member`."""
    found: dict[str, set[str]] = {name: set() for name in MODULES}
    for file in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute):
                root, _, name = ast.unparse(node).partition(".")
                if root in found and re.fullmatch(r"\w+(\.\w+)?", name):
                    found[root].add(name)
    return found


def facts(folders: list[Path]) -> dict[str, Any]:
    """What both sets of stubs agree on: flags of each command, and the names of everything else."""
    names = used()
    commands = {
        command: " ".join(sorted(set.intersection(*(_flags(folder, command) for folder in folders))))
        for command in sorted(names.pop("cmds"))
    }
    constants = re.findall(
        r"^    (k\w+): int = (\d+)$", _block(folders[1], "api/OpenMaya", "class MSceneMessage"), re.M
    )
    members = {module: sorted(wanted) for module, wanted in names.items() if wanted}
    for module, wanted in members.items():
        for name in wanted:
            assert any(_has(folder, MODULES[module], name) for folder in folders), f"no stub knows {module}.{name}"
    return {"made from": list(DISTRIBUTIONS), "commands": commands, "scene messages": dict(constants), "names": members}


def _text(folder: Path, module: str) -> str:
    file = folder / f"{module}.pyi"
    return (file if file.exists() else folder / module / "__init__.pyi").read_text(encoding="utf-8")


def _flags(folder: Path, command: str) -> set[str]:
    """Every flag of every overload; a command that is not there fails."""
    text = _text(folder, "cmds")
    overloads = re.findall(rf"^def {command}\((.*?)\) ->", text, re.M | re.S)
    assert overloads, f"{folder} knows no command {command}"
    flags: set[str] = set()
    for arguments in overloads:
        function = ast.parse(f"def f({arguments}): ...").body[0]
        assert isinstance(function, ast.FunctionDef)
        flags |= {argument.arg for argument in function.args.kwonlyargs}
    return flags


def _block(folder: Path, module: str, head: str) -> str:
    text = _text(folder, module)
    start = text.find(f"\n{head}")
    return "" if start < 0 else text[start : text.find("\nclass ", start + 1)]


def _has(folder: Path, module: str, name: str) -> bool:
    first, _, member = name.partition(".")
    if not member:
        return re.search(rf"^(def|class) {first}\b", _text(folder, module), re.M) is not None
    return re.search(rf"\b{member}\b", _block(folder, module, f"class {first}")) is not None


if __name__ == "__main__":
    RECORDED.write_text(json.dumps(facts(install()), indent=1) + "\n", encoding="utf-8")
