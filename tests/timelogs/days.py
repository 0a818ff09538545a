"""Days of one person at several machines: the real client, the real API, and a clock, a keyboard and a wire of ours."""

import copy
import itertools
from pathlib import Path
from typing import Any

from backend.timelogs.segments import clocks, running
from dcc.backlot_client.config import Access
from dcc.backlot_client.http import Refused, Unreachable
from dcc.backlot_client.machine import STEP
from tests.dcc.client.world import STRIDE, FakeClock, World
from tests.people import Caller
from tests.timelogs.clock import FakeTime
from tests.timelogs.diary import Mark

BEGIN = 1_792_861_200.0  # Saturday 24 October 2026, 17:00 UTC; in London clocks go back that night


class Clock(FakeClock):
    """One machine's clocks; the true time is the same at all of them."""

    def __init__(self, life: "Life", name: str) -> None:
        self._life = life
        super().__init__()
        self.true, self.booted, self.boot = BEGIN, BEGIN - 10_000.0, f"{name}-{life.person.user_id}"
        self._boots = itertools.count(1)

    @property
    def true(self) -> float:
        return self._life.true

    @true.setter
    def true(self, at: float) -> None:
        self._life.true = at

    def reboot(self) -> None:
        super().reboot()
        self.boot = f"boot-{self._life.person.user_id}-{next(self._boots)}-{round(self.true)}"


class Wire:
    """Stands where the client's own Api does, and carries its requests to the app of this process.

    trouble: what requests meet. down: nothing arrives; lost: they arrive, the answers do not; late: they arrive when
    the next one is sent; a number: that error.
    """

    def __init__(self, life: "Life") -> None:
        self.life, self.trouble = life, ""
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self._late: list[tuple[str, str, Any]] = []
        self._known: set[str] = set()

    def api(self, server: str, token: str, timeout: float) -> Any:
        return _Api(self, token)

    def call(self, method: str, path: str, token: str, body: Any = None, **more: Any) -> dict[str, Any]:
        self.life.now()
        if self.trouble == "down":
            raise Unreachable("down")
        if self.trouble.isdigit():
            raise Refused(int(self.trouble), f"error {self.trouble}")
        if self.trouble == "late" and body and body.get("boot") in self._known:
            self._late.append((path, token, copy.deepcopy(body)))
            raise Unreachable("timed out")
        self.catch_up()
        reply = Caller(self.life.person.client.application, token).request(method, path, body, **more)
        if path.endswith("heartbeats") and reply.status == 200:
            self.sent.append((token, copy.deepcopy(body)))
            self._known.add(body["boot"])
        if self.trouble == "lost":
            raise Unreachable("connection lost")
        if reply.status >= 400:
            errors = reply.json.get("errors") or ()
            raise Refused(reply.status, str(reply.json.get("message")), tuple(one["field"] for one in errors))
        return dict(reply.json)

    def catch_up(self) -> None:
        """What was late arrives."""
        late, self._late = self._late, []
        for path, token, body in late:
            Caller(self.life.person.client.application, token).post(path, body)

    def again(self, number: int) -> None:
        """An old request arrives once more."""
        self.life.now()
        for token, body in self.sent[-number:][:1]:
            Caller(self.life.person.client.application, token).post("/time/heartbeats", body)

    def restart(self) -> None:
        """The server begins anew: no request of before can still be under way, and it knows no program's clock."""
        self.catch_up()
        clocks.forget()
        self.sent.clear()
        self._known.clear()


class _Api:
    def __init__(self, wire: Wire, token: str) -> None:
        self._wire, self._token = wire, token

    def get(self, path: str, **query: Any) -> dict[str, Any]:
        return self._wire.call("GET", path, self._token, query_string=query)

    def post(self, path: str, body: Any) -> dict[str, Any]:
        return self._wire.call("POST", path, self._token, body)


class Machine(World):
    """A machine of the person, paired; its clock says the true time while its wall clock may not."""

    def __init__(self, life: "Life", name: str, folder: Path) -> None:
        self.life, self.name, self.asleep = life, name, False
        super().__init__(folder)
        self.clock = Clock(life, name)
        self._input = self.clock.awake()
        self.wire = self.server = Wire(life)  # type: ignore[assignment]

    def pair(self, user_id: int, name: str) -> None:
        """With the person's own account, whatever the name."""
        code = self.life.person.post("/devices/pairings").data["code"]
        body = {"code": code, "name": self.name, "program": "blender", "system": "Linux", "client_version": "1"}
        paired = self.life.person.post("/devices/pair", body).data
        user = paired["user"]
        self.home.keep(Access(paired["token"], "http://server", user["id"], user["name"], paired["device_id"]))

    def wait(self, seconds: float) -> None:
        self.life.wait(seconds)

    def sleep(self, seconds: float) -> None:
        """Suspended, while the other machines go on."""
        self.tick()
        self.asleep = True
        self.life.wait(seconds)
        self.asleep = False
        self.clock.slept += seconds
        self._mark("sleep", "")
        self.tick()

    def reboot(self, seconds: float) -> None:
        """Its programs are killed, it is off for a while, and its clock begins anew."""
        for dcc in list(self.programs):
            self.crash(dcc)
        self.life.wait(seconds)
        self.clock.reboot()
        self._input = self.clock.awake()

    def settle(self) -> None:
        """Programs end, the server is well again, and one program sends what is left."""
        self.wire.trouble = ""
        for dcc in list(self.programs):
            self.crash(dcc)
        self.life.true += 200
        last = self.program("last")
        for _ in range(60):
            last.tick()
            last.send()
            left = last.engine.store.db.execute("SELECT * FROM segment").fetchall()
            if not left:
                break
            self.life.true += 700
        assert not left, [dict(row) for row in left]
        refused = last.engine.store.db.execute("SELECT reason, row FROM refused").fetchall()
        assert not refused, [tuple(row) for row in refused]

    def _mark(self, kind: str, dcc: str, task: int = 0) -> None:
        self.life.diary.append(Mark(self.life.true, kind, self.name, dcc, task))


class Life:
    """One person, their machines, the web page, and the diary of what they truly did."""

    def __init__(self, person: Caller, time: FakeTime, folder: Path) -> None:
        self.person, self.time, self.true = person, time, BEGIN
        self.diary: list[Mark] = []
        self.machines = {name: Machine(self, name, folder / name) for name in ("desk", "laptop")}
        self.meeting = False

    def now(self) -> None:
        """The server's clock says what the time is."""
        self.time.ms = round(self.true * 1000)

    def wait(self, seconds: float) -> None:
        """Time passes while nobody does anything."""
        end = self.true + seconds
        while self.true < end:
            self.true = min(end, self.true + (STEP if end - self.true < 2 * STRIDE else STRIDE))
            for machine in self.machines.values():
                if not machine.asleep:
                    machine.tick()

    def meet(self, task: int) -> None:
        """Start a timer by hand on the web page."""
        self.now()
        self.person.post("/time/timer/start", {"task_id": task}).data  # noqa: B018
        self.diary.append(Mark(self.true, "meeting", "web", task=task))
        self.meeting = True

    def part(self) -> None:
        """Stop it there."""
        self.now()
        self.person.post("/time/timer/stop").data  # noqa: B018
        self.diary.append(Mark(self.true, "over", "web"))
        self.meeting = False

    def sweep(self) -> None:
        """The server's own minute."""
        self.now()
        with self.person.client.application.app_context():
            running.sweep()

    def settle(self) -> None:
        """The day is over and everything has arrived."""
        for machine in self.machines.values():
            machine.settle()
        if self.meeting:  # only now: work that the server did not know of may have ended it
            self.part()
        self.true += 400
        self.sweep()

    def close(self) -> None:
        """Leave no open file behind."""
        for machine in self.machines.values():
            for program in machine.programs.values():
                program.die()
