"""A strict stand-in for Maya: what the published stubs do not know, it refuses, as Maya would.

Unknown command → AttributeError, unknown flag → TypeError, unknown event → RuntimeError, wrong constant of
MSceneMessage → AttributeError; any call from another thread than the main one → RuntimeError. Script jobs wait for the
next idle and run once however often their event fired; scene messages come at once; `play` is the worst case and lets
`timeChanged` through on every frame.
"""

import itertools
import json
import threading
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

API = json.loads((Path(__file__).parent / "maya_api.json").read_text())
# What `scriptJob -listEvents` lists in Autodesk's documentation, as far as it is about a scene or a user.
EVENTS = {
    "Undo", "Redo", "SelectionChanged", "PreSelectionChangedTriggered", "timeChanged", "DragRelease", "ToolChanged",
    "PostToolChanged", "SceneOpened", "NewSceneOpened", "PostSceneRead", "SceneSaved", "SceneImported", "flushUndo",
    "idle", "idleHigh", "idleVeryLow", "RecentCommandChanged", "workspaceChanged", "playbackRangeChanged",
    "playbackModeChanged", "cameraChange", "linearUnitChanged", "timeUnitChanged", "quitApplication",
}  # fmt: skip


class FakeMaya:
    """One running Maya; `modules` are what goes into sys.modules, the rest is what a person or a test does to it."""

    def __init__(self, user_folder: Path, *, batch: bool = False, version: str = "2025") -> None:
        self.user_folder, self.batch, self.version = user_folder, batch, version
        self.scene = ""
        self.playing = False
        self.answers: list[str] = []  # what is pressed in the next confirmDialog
        self.dialogs: list[str] = []
        self.jobs: dict[int, dict[str, Any]] = {}
        self.callbacks: dict[int, tuple[int, Callable[..., None], Any]] = {}
        self.ui: dict[str, dict[str, Any]] = {"MayaWindow": {"kind": "window", "parent": ""}}
        self.remembered_controls: set[str] = set()
        self.main: dict[str, Any] = {}  # the namespace of __main__
        self._pending: list[Callable[..., Any]] = []
        self._parent = "MayaWindow"
        self._ids = itertools.count(1)
        self._thread = threading.get_ident()
        self.modules = self._build_modules()

    # What happens to Maya

    def fire(self, event: str) -> None:
        """An event: its jobs are due at the next idle."""
        assert event in EVENTS, event
        for job in self.jobs.values():
            if job["event"][0] == event and job["event"][1] not in self._pending:
                self._pending.append(job["event"][1])

    def idle(self) -> None:
        """Maya has nothing else to do: jobs and deferred functions have their turn."""
        while self._pending:
            self._pending.pop(0)()

    def do(self, event: str) -> None:
        """An event and the idle after it."""
        self.fire(event)
        self.idle()

    def play(self, frames: int) -> None:
        """Play back; each frame lets `timeChanged` through."""
        self.playing = True
        for _ in range(frames):
            self.do("timeChanged")
        self.playing = False

    def tell(self, message: str) -> None:
        """A scene message by its name."""
        number = int(API["scene messages"][message])
        for kind, function, data in list(self.callbacks.values()):
            if kind == number:
                function(data)

    def new_scene(self) -> None:
        """File > New."""
        self.tell("kBeforeNew")
        self._close_scene()
        self.tell("kAfterNew")
        self.do("NewSceneOpened")

    def open_scene(self, path: str) -> None:
        """File > Open."""
        for message in ("kBeforeOpen", "kBeforeNew"):
            self.tell(message)
        self._close_scene()
        self.tell("kAfterNew")
        self.scene = path
        self.tell("kAfterOpen")
        self.do("SceneOpened")

    def save_scene(self, path: str = "") -> None:
        """File > Save (as)."""
        self.tell("kBeforeSave")
        self.scene = path or self.scene
        self.tell("kAfterSave")
        self.do("SceneSaved")

    def exit(self) -> None:
        """File > Exit."""
        self.tell("kMayaExiting")

    def click(self, label: str) -> None:
        """Press the button or menu item that says this and can be pressed."""
        (element,) = [
            element
            for name, element in self.ui.items()
            if element.get("label") == label and element.get("enable", True) and self.is_shown(name)
        ]
        element["command"](False)
        self.idle()

    def is_shown(self, name: str) -> bool:
        """Whether nothing above this element is hidden."""
        while name:
            if not self.ui[name].get("manage", True):
                return False
            name = self.ui[name]["parent"]
        return True

    def shown_text(self) -> str:
        """All that can be read in the windows now."""
        return "\n".join(str(element.get("label", "")) for name, element in self.ui.items() if self.is_shown(name))

    def _close_scene(self) -> None:
        self.scene = ""
        self.jobs = {number: job for number, job in self.jobs.items() if not job.get("killWithScene")}

    # What Maya offers

    def _build_modules(self) -> dict[str, types.ModuleType]:
        maya, api, commands = types.ModuleType("maya"), types.ModuleType("maya.api"), types.ModuleType("maya.cmds")
        maya.__path__, api.__path__ = [], []  # packages
        for name in API["commands"]:
            setattr(commands, name, self._strict(name))
        members: dict[str, dict[str, Any]] = {
            "utils": {"executeDeferred": self._defer},
            "mel": {"eval": self._mel},
            "OpenMayaUI": {"MQtUtil": types.SimpleNamespace(findControl=self._find_control)},
        }
        for module, wanted in members.items():
            missing = [name for name in API["names"].get(module, []) if name.split(".")[0] not in wanted]
            assert not missing, f"the stand-in lacks maya.{module}.{missing}"
            setattr(maya, module, types.SimpleNamespace(**wanted))
        constants = {name: int(number) for name, number in API["scene messages"].items()}
        scene = types.SimpleNamespace(**constants, addCallback=self._add_callback)
        open_maya = types.ModuleType("maya.api.OpenMaya")
        open_maya.MSceneMessage = scene  # type: ignore[attr-defined]
        open_maya.MMessage = types.SimpleNamespace(removeCallback=self._remove_callback)  # type: ignore[attr-defined]
        maya.cmds, maya.api, api.OpenMaya = commands, api, open_maya  # type: ignore[attr-defined]
        return {"maya": maya, "maya.cmds": commands, "maya.api": api, "maya.api.OpenMaya": open_maya}

    def _strict(self, name: str) -> Callable[..., Any]:
        known = {*API["commands"][name].split(), "query", "edit"}
        behave = getattr(self, f"_{name}", None)

        def command(*given: Any, **flags: Any) -> Any:
            self._on_main_thread(name)
            if unknown := set(flags) - known:
                raise TypeError(f"{name}: invalid flag {sorted(unknown)}")
            return behave(*given, **flags) if behave else self._element(name, *given, **flags)

        return command

    def _on_main_thread(self, name: str) -> None:
        if threading.get_ident() != self._thread:
            raise RuntimeError(f"{name} was called outside Maya's main thread")

    def _about(self, **flags: bool) -> Any:
        return self.batch if "batch" in flags else self.version

    def _internalVar(self, **flags: bool) -> str:
        return f"{self.user_folder}/"

    def _file(self, **flags: bool) -> str:
        return self.scene

    def _play(self, **flags: bool) -> bool:
        return self.playing

    def _confirmDialog(self, **flags: Any) -> str:
        self.dialogs.append(flags["message"])
        return self.answers.pop(0) if self.answers else str(flags["button"][0])

    def _scriptJob(self, **flags: Any) -> Any:
        if "exists" in flags:
            return flags["exists"] in self.jobs
        if "kill" in flags:
            job = self.jobs.get(flags["kill"])
            if job is None or (job.get("protected") and not flags.get("force")):
                raise RuntimeError(f"cannot kill job {flags['kill']}")
            return self.jobs.pop(flags["kill"])
        event = flags["event"]
        if event[0] not in EVENTS or self.batch:
            raise RuntimeError(f"scriptJob: no event {event[0]!r} here")
        number = next(self._ids)
        self.jobs[number] = flags
        return number

    def _add_callback(self, message: int, function: Callable[..., None], data: Any = None) -> int:
        self._on_main_thread("addCallback")
        number = next(self._ids)
        self.callbacks[number] = (message, function, data)
        return number

    def _remove_callback(self, number: int) -> None:
        self._on_main_thread("removeCallback")
        if number not in self.callbacks:
            raise RuntimeError(f"no callback {number}")
        del self.callbacks[number]

    def _defer(self, function: Callable[..., Any], *given: Any, **named: Any) -> None:
        self._pending.append(lambda: function(*given, **named))

    def _mel(self, text: str) -> str:
        assert text.endswith("$gMainWindow"), text
        return "MayaWindow"

    def _find_control(self, name: str) -> Any:
        return self.ui.get(name, {}).get("pointer")

    # Maya's own controls

    def _element(self, kind: str, *given: str, **flags: Any) -> Any:
        name = given[0] if given else f"{kind}{next(self._ids)}"
        if "exists" in flags:
            return name in self.ui
        if flags.pop("query", False):
            (flag,) = flags
            return self.ui[name].get(flag)
        if flags.pop("edit", False):
            self.ui[name].update(flags)
            return None
        if name in self.ui:
            raise RuntimeError(f"Object's name '{name}' is not unique")
        parent = "" if kind in ("window", "workspaceControl") else flags.pop("parent", self._parent)
        self.ui[name] = {"kind": kind, "parent": parent, **flags}
        if kind in ("window", "columnLayout"):
            self._parent = name
        return name

    def _setParent(self, where: str) -> None:
        assert where == ".."
        self._parent = self.ui[self._parent]["parent"]

    def _deleteUI(self, name: str) -> None:
        del self.ui[name]
        for child in [child for child, element in self.ui.items() if element["parent"] == name]:
            if child in self.ui:
                self._deleteUI(child)

    def _showWindow(self, name: str) -> None:
        assert self.ui[name]["kind"] == "window"

    def _textScrollList(self, *given: str, **flags: Any) -> Any:
        if flags.get("edit") and ("append" in flags or "removeAll" in flags):
            rows = self.ui[given[0]].setdefault("rows", [])
            rows[:] = [] if flags.get("removeAll") else [*rows, flags["append"]]
            return None
        return self._element("textScrollList", *given, **flags)

    def _workspaceControl(self, name: str, **flags: Any) -> Any:
        made = self._element("workspaceControl", name, **flags)
        if made == name:
            self.remembered_controls.add(name)
            self.on_control_made(name)
            exec(flags["uiScript"], self.main)
        return made

    def on_control_made(self, name: str) -> None:
        """A test with a real Qt puts the address of a widget here."""

    def _workspaceControlState(self, name: str, **flags: Any) -> Any:
        if "exists" in flags:
            return name in self.remembered_controls
        assert flags == {"remove": True}
        self.remembered_controls.discard(name)
        return None
