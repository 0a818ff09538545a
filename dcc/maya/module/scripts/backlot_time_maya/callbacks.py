"""Which of Maya's events count as work. Each costs one stamp: no request, no file, no lock, no query of the scene.

Script jobs come at the next idle, once however often their event fired, and not during playback. Scene messages come
at once. Both are known by an id, and every id is given back on unload.
"""

from __future__ import annotations

from typing import Any

from maya import cmds
from maya.api import OpenMaya

from .backlot_client import TimeClient
from .host import MayaHost

EVENTS = ("SelectionChanged", "DragRelease", "ToolChanged", "Undo", "Redo")


class Callbacks:
    """The script jobs and scene messages of one client."""

    def __init__(self, client: TimeClient, host: MayaHost) -> None:
        self._client = client
        self._host = host
        self._jobs: list[Any] = []
        self._messages: list[Any] = []

    def install(self) -> None:
        """Register everything; opening another scene takes none of it away."""
        for event in EVENTS:
            self._jobs.append(cmds.scriptJob(event=(event, self._client.stamp), protected=True))
        self._jobs.append(cmds.scriptJob(event=("timeChanged", self._time_changed), protected=True))
        scene = OpenMaya.MSceneMessage
        reactions = (
            (scene.kBeforeNew, self._worked),
            (scene.kAfterNew, self._scene_changed),
            (scene.kAfterOpen, self._scene_changed),
            (scene.kAfterSave, self._saved),
            (scene.kBeforeSoftwareRender, self._render_begins),
            (scene.kAfterSoftwareRender, self._render_ends),
            (scene.kSoftwareRenderInterrupted, self._render_ends),
            (scene.kMayaExiting, self._exiting),
        )
        for message, react in reactions:
            self._messages.append(scene.addCallback(message, react))

    def remove(self) -> None:
        """Give every id back. Twice changes nothing."""
        for job in self._jobs:
            if cmds.scriptJob(exists=job):
                cmds.scriptJob(kill=job, force=True)
        for message in self._messages:
            OpenMaya.MMessage.removeCallback(message)
        self._jobs.clear()
        self._messages.clear()

    def _time_changed(self) -> None:
        if not cmds.play(query=True, state=True):  # a loop left playing over lunch is not work
            self._client.stamp()

    def _worked(self, *_: Any) -> None:
        self._client.stamp()

    def _scene_changed(self, *_: Any) -> None:
        self._host.refresh_file()
        self._client.stamp()

    def _saved(self, *_: Any) -> None:
        self._host.refresh_file()
        self._client.saved(self._host.file_name())

    def _render_begins(self, *_: Any) -> None:
        self._host.render(True)
        self._client.stamp()

    def _render_ends(self, *_: Any) -> None:
        self._host.render(False)  # nobody pressed anything: no stamp

    def _exiting(self, *_: Any) -> None:
        self._client.quit(timeout=1.0)
