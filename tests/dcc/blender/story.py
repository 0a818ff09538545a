"""A morning in Blender against a real Backlot: what happened, and when, for the tests to compare.

The places of buttons are those of Blender 3.4 as it comes, in a window of 1600 × 900.
"""

import contextlib
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests import running
from tests.dcc.blender.real_blender import Blender, Screen, start_blender, until
from tests.running import API, OWNER, Client, Server, start_server

TAB = (1308, 243)
CODE, PAIR = (1215, 203), (1200, 232)
FIRST_TASK, SEARCH = (1200, 165), (1170, 243)
SWITCH, STOP = (1150, 195), (1245, 195)
EMPTY = (400, 640)  # a place of the 3D view without anything
CLIENT = "__import__('backlot_time').tracking.client()"
NOW = f"{CLIENT}.snapshot()"
TASKS = ("SH010 Animation", "SH020 Lighting", "Octopus rig")


@dataclass
class Studio:
    """A running Backlot with an artist who has tasks, at an address that survives restarts."""

    folder: Path
    server: Server
    artist: Client
    tasks: dict[str, int]

    def restart(self) -> None:
        """Serve the same data at the same address again."""
        self.server = start_server(self.folder, app=API, again=True)

    def code(self) -> str:
        """A code for pairing."""
        return str(self.artist.post("/devices/pairings").data["code"])

    def segments(self) -> list[dict[str, Any]]:
        """What the server knows, oldest first."""
        return sorted(self.artist.all("/time/segments"), key=lambda row: row["started_at"])

    def running(self) -> dict[str, Any]:
        """The running timer, or an empty dictionary."""
        return self.artist.get("/time/timer").data["running"] or {}


@dataclass
class Day:
    """What was done when (seconds since 1970), and what was seen."""

    moments: dict[str, float] = field(default_factory=dict)
    seen: dict[str, Any] = field(default_factory=dict)
    code: str = ""
    folder: Path = Path()
    segments: list[dict[str, Any]] = field(default_factory=list)

    def now(self, name: str) -> None:
        """Remember when."""
        self.moments[name] = time.time()


@contextlib.contextmanager
def studio(folder: Path) -> Iterator[Studio]:
    """A Backlot with one production, whose programs report every fifteen seconds."""
    with pytest.MonkeyPatch.context() as patch:
        port = running.free_port()
        patch.setattr(running, "free_port", lambda: port)
        server = start_server(folder, app=API)
        artist = server.set_up()
        film = artist.post("/productions", {"title": "The Long Tide"}).data["id"]
        terms = {"interval_seconds": 15}
        artist.put(f"/productions/{film}/time/settings", terms, match=0).data  # noqa: B018
        me = artist.get("/auth/me").data["id"]
        tasks = {
            title: artist.post(f"/productions/{film}/tasks", {"title": title, "assignee_ids": [me]}).data["id"]
            for title in TASKS
        }
        made = Studio(folder, server, artist, tasks)
        try:
            yield made
        finally:
            made.server.stop()


def open_tab(blender: Blender) -> None:
    """Show the sidebar and click its tab; the first clicks may come before the first picture."""
    blender.run("area().spaces[0].show_region_ui = True")
    blender.press(*TAB, "len(__import__('backlot_time').redraw._drawn)")


def edit(blender: Blender, times: int = 1) -> None:
    """Move the cube by hand: g, the mouse, a click."""
    for turn in range(times):
        before = blender.ask("list(bpy.data.objects['Cube'].location)")
        x = 560 + 60 * (turn % 2)
        blender.screen.do("mousemove", x, 470, "sleep", 0.3, "key", "g", "sleep", 0.3, "mousemove", x + 40, 480)
        blender.screen.do("sleep", 0.3, "mousemove", x + 80, 500, "sleep", 0.3, "click", 1)
        blender.wait(f"list(bpy.data.objects['Cube'].location) != {before}")


def install(screen: Screen, folder: Path, package: Path) -> None:
    """Install the zip, switch the add-on on and save the preferences, as its users do."""
    blender = start_blender(screen, folder, "--factory-startup")
    blender.run(f"bpy.ops.preferences.addon_install(filepath={str(package)!r})")
    blender.run("bpy.ops.preferences.addon_enable(module='backlot_time')")
    blender.run("bpy.context.preferences.view.show_splash = False; bpy.ops.wm.save_userpref()")
    quit_blender(blender)


def quit_blender(blender: Blender) -> None:
    """As File > Quit does."""
    blender.run("bpy.app.timers.register(lambda: bpy.ops.wm.quit_blender() and None, first_interval=0.1)")
    assert blender.process.wait(30) == 0, blender.log


def off_and_on(blender: Blender, day: Day) -> None:
    """The add-on switched off and on again in a Blender with a window, where its threads and its clock run."""
    switch = "bpy.ops.preferences.addon_{}(module='backlot_time')"
    blender.run("; ".join(switch.format(word) for word in ("disable", "enable", "disable", "enable")))
    names = "sorted(thread.name for thread in __import__('threading').enumerate() if 'backlot' in thread.name)"
    day.seen["threads"] = blender.wait(f"len({names}) == 2 and {names}")
    day.seen["clock"] = blender.ask("bpy.app.timers.is_registered(__import__('backlot_time').redraw.tick)")


def play(blender: Blender, day: Day) -> None:
    """An animation runs in a loop: not by itself a sign that anybody works."""
    playing = "__import__('backlot_time').handlers._playing()"
    day.seen["playing"] = [blender.ask(playing)]
    blender.run("with override(): bpy.ops.screen.animation_play()")
    day.seen["playing"].append(blender.wait(playing))
    blender.run("with override(): bpy.ops.screen.animation_cancel()")
    day.seen["playing"].append(blender.ask(playing))


def pair(blender: Blender, made: Studio, day: Day) -> None:
    """Type the code, press the button."""
    day.code = made.code()
    open_tab(blender)
    blender.click(*CODE)
    blender.type(day.code)
    blender.key("Return")
    blender.wait(f"bpy.context.window_manager.backlot_code == {day.code!r}")
    blender.press(*PAIR, "not bpy.context.window_manager.backlot_code")
    blender.wait(f"{NOW}.paired and len({NOW}.tasks) == {len(TASKS)}")
    day.seen["user"] = blender.ask(f"{NOW}.user")
    day.seen["code_after"] = blender.ask("bpy.context.window_manager.backlot_code")


def first_task(blender: Blender, made: Studio, day: Day) -> None:
    """Start by a click on the first task, work a while."""
    blender.press(*FIRST_TASK, f"{NOW}.state == 'active'")
    day.now("start")
    day.seen["first"] = blender.ask(f"{NOW}.task_title")
    edit(blender, 3)
    day.seen["running"] = until(made.running, 20, lambda: blender.log)


def switch(blender: Blender, made: Studio, day: Day) -> None:
    """Search another task by a part of its name."""
    other = next(title for title in TASKS[1:] if title != day.seen["first"])
    blender.click(*SWITCH)
    time.sleep(2)
    blender.type(other.split()[1].lower())
    blender.key("Return")
    blender.wait(f"{NOW}.task_title == {other!r}")
    day.now("switch")
    day.seen["second"] = other
    until(lambda: made.running().get("task_title") == other, 20, lambda: blender.log)


def save_and_open(blender: Blender, day: Day) -> None:
    """Save under a name, open the file, and work on: the tracking goes on (it stopped once, in another tracker)."""
    file = str(day.folder / "sh010_anim_v003.blend")
    blender.run("bpy.context.scene['plain'] = 'a property in the clear'")
    blender.run(f"with override(): bpy.ops.wm.save_as_mainfile(filepath={file!r})")
    blender.run(f"with override(): bpy.ops.wm.open_mainfile(filepath={file!r})")
    time.sleep(2)
    open_tab(blender)
    edit(blender)
    day.seen["state_after_opening"] = blender.ask(f"{NOW}.state")


def outage(blender: Blender, made: Studio, day: Day) -> None:
    """The server goes away in the middle of the work, one goes over to another task, and the server comes back."""
    made.server.kill()
    edit(blender)
    blender.wait(f"{NOW}.online == 'no'", 60)
    third = next(title for title in TASKS if title not in (day.seen["first"], day.seen["second"]))
    blender.run(f"bpy.ops.backlot.start(task_id={made.tasks[third]})")
    day.now("switch_away")
    edit(blender)
    day.seen["third"] = third
    day.seen["waiting"] = blender.wait(f"{NOW}.waiting")
    day.seen["told"] = blender.ask(f"{NOW}.message")
    made.restart()
    edit(blender)
    blender.wait(f"{NOW}.online == 'yes' and not {NOW}.waiting", 60)


def killed(blender: Blender, day: Day) -> None:
    """The last edit, a while of thinking, and the process ends at once (SIGTERM runs nothing of ours)."""
    edit(blender)
    day.now("last_input")
    time.sleep(17)  # longer than a tick: what the disk holds is up to date
    day.now("killed")
    blender.end(signal.SIGTERM)


def afterwards(screen: Screen, made: Studio, day: Day) -> None:
    """Blender again: it sends what the killed one left, is stopped by a click, and quits while it counts."""
    blender = start_blender(screen, day.folder)
    open_tab(blender)
    until(lambda: [row for row in made.segments() if row["closed"] == "crash"], 60, lambda: blender.log)
    blender.wait(f"{NOW}.tasks")
    blender.press(*FIRST_TASK, f"{NOW}.state == 'active'")
    edit(blender)
    blender.press(*STOP, f"{NOW}.state == 'off'")
    day.now("stop")
    blender.press(*FIRST_TASK, f"{NOW}.state == 'active'")
    edit(blender)
    day.now("quit")
    quit_blender(blender)
    day.now("gone")


def live(folder: Path) -> Day:
    """The whole morning."""
    day = Day(folder=folder)
    screen = Screen(folder)
    try:
        with studio(folder / "server") as made:
            install(screen, folder, package_for(made, folder / "backlot_time.zip"))
            blender = start_blender(screen, folder)
            off_and_on(blender, day)
            pair(blender, made, day)
            play(blender, day)
            first_task(blender, made, day)
            switch(blender, made, day)
            save_and_open(blender, day)
            outage(blender, made, day)
            killed(blender, day)
            afterwards(screen, made, day)
            until(lambda: all(row["closed"] for row in made.segments()), 20, lambda: str(made.segments()))
            day.segments = made.segments()
    finally:
        screen.close()
    return day


def package_for(made: Studio, target: Path) -> Path:
    """The add-on as this server offers it for download."""
    answer = made.artist.get("/dcc-packages/blender-legacy")
    assert answer.status == 200, answer.body
    target.write_bytes(answer.body)
    return target


PASSWORD = OWNER["password"]
