"""Programs on one machine and a server, all real but for the clock, the keyboard and the wire."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from dcc.backlot_client.config import Access, Home
from dcc.backlot_client.engine import Command, Engine
from dcc.backlot_client.idle import PRESENT, Inputs
from dcc.backlot_client.machine import OFF, STEP
from dcc.backlot_client.model import Host
from dcc.backlot_client.sender import Sender
from dcc.backlot_client.turns import Alive
from tests.dcc.client.memory_server import MemoryServer
from tests.dcc.client.reference import Mark

STRIDE = 60.0  # seconds between ticks while nothing happens, to be quick; still no sleep


class FakeClock:
    """now goes on in sleep, awake does not, wall can be set."""

    def __init__(self) -> None:
        self.true, self.booted, self.slept, self.wrong, self.boot = 1_795_000_000.0, 1_794_990_000.0, 0.0, 0.0, "boot-1"

    def now(self) -> float:
        return self.true - self.booted

    def awake(self) -> float:
        return self.now() - self.slept

    def wall(self) -> float:
        return self.true + self.wrong

    def reboot(self) -> None:
        self.booted, self.slept, self.boot = self.true, 0.0, f"boot-{self.true}"


class FakeHost(Host):
    def __init__(self, dcc: str) -> None:
        self.dcc, self.dcc_version, self.focus, self.online, self.file = dcc, "1.0", None, True, "shot.blend"
        self.renders = False

    def file_name(self) -> str:
        return self.file

    def online_allowed(self) -> bool:
        return self.online

    def focused(self) -> bool | None:
        return self.focus

    def rendering(self) -> bool:
        return self.renders


class Program:
    """One program that runs: its engine and its sender."""

    def __init__(self, world: World, dcc: str) -> None:
        self.world, self.host = world, FakeHost(dcc)
        world.home.make()
        self.alive = Alive(world.home.alive)
        inputs = Inputs(world.clock, lambda: world.idle())  # type: ignore[arg-type]
        self.engine = Engine(Home(str(world.home.folder)), self.host, world.clock, self.alive, inputs)  # type: ignore[arg-type]
        self.sender = Sender(
            Home(str(world.home.folder)), self.host, world.clock, self.alive, lambda: 0.5, world.server.api  # type: ignore[arg-type]
        )  # fmt: skip
        self.stamps: list[float] = []
        self.commands: list[Command] = []

    @property
    def on(self) -> bool:
        return self.engine.machine.state != OFF

    def do(self, what: str, **more: Any) -> None:
        self.commands.append(Command(self.world.clock.now(), what, **more))
        self.tick()

    def tick(self) -> None:
        stamps, self.stamps = self.stamps, []
        commands, self.commands = self.commands, []
        self.engine.tick(self.world.clock.now(), stamps, commands)

    def send(self) -> bool:
        return self.sender.go()

    def die(self) -> None:
        """As by kill -9: nothing is closed in good order."""
        os.close(self.alive._file)
        self.engine.store.close()
        self.sender.store.close()

    def quit(self) -> None:
        self.do("quit")
        self.engine.end()
        self.sender.go()
        self.sender.end()
        self.alive.end()


class World:
    """One machine with its programs, and a server."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock()
        self.server = MemoryServer(lambda: self.clock.true)
        self.home = Home(str(folder))
        self.pair(5, "Ada")
        self.programs: dict[str, Program] = {}
        self.diary: list[Mark] = []
        self.sees_input, self.sees_focus = True, False
        self._edited = ""
        self._input = self.clock.awake()

    def pair(self, user_id: int, name: str) -> None:
        self.home.keep(Access(name, "http://server", user_id, name, 1))

    def idle(self) -> float | None:
        return self.clock.awake() - self._input if self.sees_input else None

    def program(self, dcc: str) -> Program:
        if dcc not in self.programs:
            self.programs[dcc] = Program(self, dcc)
            self.programs[dcc].tick()
        return self.programs[dcc]

    def wait(self, seconds: float) -> None:
        """Time passes while nobody does anything."""
        end = self.clock.true + seconds
        while self.clock.true < end:
            self.clock.true = min(end, self.clock.true + (STEP if end - self.clock.true < 2 * STRIDE else STRIDE))
            self.tick()

    def tick(self) -> None:
        for program in self.programs.values():
            program.tick()
        for program in self.programs.values():
            program.send()

    def edit(self, dcc: str) -> None:
        self._go_to(dcc)
        self.program(dcc).stamps.append(self.clock.now())
        self._edited = dcc
        self._mark("input", dcc)

    def script(self, dcc: str) -> None:
        """An edit that nobody makes, while nobody is there; where input cannot be seen it could not be told apart."""
        if self.sees_input and self.clock.awake() - self._input > PRESENT:
            self.program(dcc).stamps.append(self.clock.now())
            self.tick()

    def touch(self, dcc: str) -> None:
        """Keyboard or mouse in a program without an edit, a second later than whatever was before."""
        self.wait(1)
        self._go_to(dcc)
        if self.sees_input:
            self._mark("input", dcc if self.sees_focus else self._edited)
        self.tick()

    def _go_to(self, dcc: str) -> None:
        if self.sees_input:
            self._input = self.clock.awake()
        self.program(dcc)
        for name, program in self.programs.items():
            program.host.focus = name == dcc if self.sees_focus else None

    def start(self, dcc: str, task: int) -> None:
        self.program(dcc).do("start", task_id=task, text=f"Task {task}")
        self._edited = dcc
        self._mark("start", dcc, task)

    def stop(self, dcc: str) -> None:
        self.program(dcc).do("stop")
        self._mark("stop", dcc)

    def crash(self, dcc: str) -> None:
        """kill -9, a moment after a tick: what another program took over in between is known."""
        if dcc in self.programs:
            self.tick()
            self.programs.pop(dcc).die()
            if self._edited == dcc:
                self._edited = ""
            self._mark("crash", dcc)

    def sleep(self, seconds: float) -> None:
        self.wait(1)
        self.clock.true += seconds
        self.clock.slept += seconds
        self._mark("sleep", "")
        self.tick()

    def reboot(self, seconds: float) -> None:
        for dcc in list(self.programs):
            self.crash(dcc)
        self.clock.true += seconds
        self.clock.reboot()
        self._input = self.clock.awake()

    def settle(self) -> None:
        """Everything ends, the server is well again, and one program sends what is left."""
        self.server.trouble = ""
        for dcc in list(self.programs):
            self.crash(dcc)
        last = self.program("last")
        for _ in range(60):
            self.clock.true += 700
            last.tick()
            if last.send():
                break
        left = last.engine.store.db.execute("SELECT count(*) FROM segment").fetchone()[0]
        assert left == 0, "everything was sent"

    def _mark(self, kind: str, dcc: str, task: int = 0) -> None:
        self.diary.append(Mark(self.clock.now(), kind, dcc, task))
