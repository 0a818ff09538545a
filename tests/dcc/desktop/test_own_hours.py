"""A paired program shows its person's hours, and nobody else's, whatever the person may see in the browser."""

from typing import Any

from tests.people import Caller, Studio
from tests.timelogs.shop import Shop

ONE_HOUR = {"start": "2026-11-27T09:00:00Z", "end": "2026-11-27T10:00:00Z", "reason": "at the workstation"}
DAYS = "from=2026-11-27&to=2026-11-27"


def program_of(app: Any, person: Caller) -> Caller:
    code = person.post("/devices/pairings").data["code"]
    body = {"code": code, "name": "ws1", "program": "desktop", "system": "Linux", "client_version": "1.0.0"}
    return Caller(app, Caller(app).post("/devices/pair", body).data["token"], person.user_id)


def test_a_leads_program_sees_the_leads_own_hours_alone(app: Any, studio: Studio) -> None:
    shop = Shop(studio)
    task = shop.task()
    for person in (shop.lead, shop.ana):
        assert person.post("/time/segments", {"task_id": task, **ONE_HOUR}).status == 201
    program = program_of(app, shop.lead)
    assert shop.lead.get(f"/time/summary?{DAYS}").data["total"]["seconds"] == 7200
    assert [row["user_id"] for row in program.get(f"/time/summary?{DAYS}&group=user").data["rows"]] == [
        shop.lead.user_id
    ]
    assert program.get(f"/time/summary?{DAYS}&user_id={shop.ana.user_id}").data["rows"] == []
    assert {row["user_id"] for row in program.get("/time/segments").data} == {shop.lead.user_id}
    assert program.get(f"/time/sessions?day=2026-11-27&user_id={shop.ana.user_id}").data == []
    assert len(program.get("/time/sessions?day=2026-11-27").data) == 1
