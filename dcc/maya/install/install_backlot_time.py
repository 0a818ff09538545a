"""Drag this file into Maya's viewport: it puts the module beside it into your modules folder, or takes it out again.

Your userSetup.py and preferences stay as they are. The folder is swapped in whole: a failed copy leaves the old one.
"""

from __future__ import annotations

import importlib
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from maya import cmds

NAME = "backlot_time"
PACKAGE = "backlot_time_maya"


def onMayaDroppedPythonFile(*_: Any) -> None:
    """Maya calls this when the file is dropped: asks what is wanted, does it, says what happened."""
    wanted = "Install" if not (modules_folder() / NAME).exists() else _ask()
    if wanted == "Cancel":
        return
    try:
        text = install() if wanted == "Install" else uninstall()
    except OSError as wrong:
        text = f"Nothing was changed: {wrong}"
    cmds.confirmDialog(title="Backlot time", message=text, button=["OK"])


def modules_folder() -> Path:
    """The folder where Maya, in every version, looks for this user's modules."""
    return Path(str(cmds.internalVar(userAppDir=True))) / "modules"


def install(source: Path | None = None) -> str:
    """Copy the module from `source` (default: where this file is) and start it; says what was done. Raises OSError."""
    folder, target = source or Path(__file__).resolve().parent, modules_folder()
    target.mkdir(parents=True, exist_ok=True)
    waiting = Path(tempfile.mkdtemp(prefix=f".{NAME}-", dir=target))
    try:
        shutil.copytree(folder / NAME, waiting / "new", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copyfile(folder / f"{NAME}.mod", waiting / f"{NAME}.mod")
        _end()
        _swap(waiting / "new", target / NAME, waiting / "old")
        os.replace(waiting / f"{NAME}.mod", target / f"{NAME}.mod")
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    _begin(target / NAME / "scripts")
    return "Installed. The menu Backlot opens the panel, now and whenever Maya starts."


def uninstall() -> str:
    """Take the module out; hours that are not sent yet stay on this machine. Says what was done. Raises OSError."""
    target = modules_folder()
    _end(for_good=True)
    (target / f"{NAME}.mod").unlink(missing_ok=True)
    if (target / NAME).exists():
        shutil.rmtree(target / NAME)
    return "Removed. Hours that were not sent yet stay on this machine for other programs to send."


def _swap(new: Path, place: Path, aside: Path) -> None:
    """Put `new` in its place; what was there is moved aside, and back when that fails."""
    if place.exists():
        place.rename(aside)
    try:
        new.rename(place)
    except OSError:
        if aside.exists():
            aside.rename(place)
        raise


def _begin(scripts: Path) -> None:
    if str(scripts) not in sys.path:
        sys.path.append(str(scripts))
    importlib.invalidate_caches()
    package = importlib.import_module(PACKAGE)
    package.start()
    package.open_panel()


def _end(*, for_good: bool = False) -> None:
    """End what runs, and forget the modules of the old version so that the new one is read."""
    package = sys.modules.get(PACKAGE)
    if package is not None:
        package.remove_panel() if for_good else package.stop()
    for name in [name for name in sys.modules if name == PACKAGE or name.startswith(PACKAGE + ".")]:
        del sys.modules[name]


def _ask() -> str:
    return str(
        cmds.confirmDialog(
            title="Backlot time",
            message="Backlot time is installed here. Install this version in its place, or remove it?",
            button=["Install", "Remove", "Cancel"],
            defaultButton="Install",
            cancelButton="Cancel",
            dismissString="Cancel",
        )
    )
