"""Boards over the API: scenarios, undo, parts, banners, day breaks, dates moved, units and calendars."""

from functools import partial
from typing import Any

import pytest

from tests.films import Film, together
from tests.people import Caller


class Plan:
    """A production with six scenes (1 to 6 eighths), two characters, and five days from Monday 1 March 2027 on."""

    def __init__(self, studio: Any) -> None:
        self.studio, self.production = studio, studio.production()
        self.film, self.ad = Film(studio.app, self.production), studio.member(self.production, "assistant_director")
        self.mara, self.jonas = self.film.cast(1, "MARA"), self.film.cast(2, "JONAS")
        self.scenes = [
            self.film.scene(str(n), cast=[self.mara] if n % 2 else [self.mara, self.jonas], eighths=n)
            for n in range(1, 7)
        ]
        self.range({"first": "2027-03-01", "count": 5})

    def path(self, rest: str) -> str:
        return f"/productions/{self.production}{rest}"

    def range(self, body: dict[str, Any]) -> Any:
        return self.ad.post(self.path("/days/range"), body)

    def board(self, board_id: int | None = None) -> dict[str, Any]:
        return self.ad.get(self.path("/schedule" + (f"?board_id={board_id}" if board_id else ""))).data

    def days(self) -> list[int]:
        return [day["id"] for day in self.board()["days"]]

    def post(self, rest: str, body: Any = None, *, board_id: int | None = None, who: Caller | None = None) -> Any:
        return (who or self.ad).post(self.path(rest), body, match=self.board(board_id)["version"])

    def lay(self, day: int, *scenes: int) -> None:
        body = {"scene_ids": [self.scenes[n - 1] for n in scenes], "day_id": self.days()[day]}
        assert self.post("/strips/move", body).status == 200

    def undo(self, how: str = "undo", who: Caller | None = None) -> Any:
        board = self.board()
        return (who or self.ad).post(self.path(f"/boards/{board['board_id']}/{how}"), match=board["version"])

    def order(self, board_id: int | None = None) -> dict[str, list[str]]:
        """Month-day → what lies there, without empty days."""
        found = {}
        for day in self.board(board_id)["days"]:
            if day["strips"]:
                found[day["date"][5:]] = [said(strip) for strip in day["strips"]]
        return found

    def dates(self) -> list[str]:
        return [day["date"][5:] for day in self.board()["days"]]


def said(strip: dict[str, Any]) -> str:
    return strip["banner"] or strip["number"] + ("abc"[strip["part"] - 1] if strip["part"] else "")


@pytest.fixture
def plan(studio: Any) -> Plan:
    return Plan(studio)


def test_a_scenario_is_copied_changed_compared_and_made_the_active_one(plan: Plan) -> None:
    plan.lay(0, 1, 2)
    plan.lay(4, 3)
    plan.post("/banners", {"day_id": plan.days()[0], "banner": "Company move", "minutes": 45, "position": 1})
    active = plan.board()["board_id"]
    body = {"name": "Rain plan", "copy_of": active, "notes": "If it rains"}
    made = plan.ad.post(plan.path("/boards"), body).data
    assert (made["active"], made["days"], made["first"], made["last"]) == (False, 5, "2027-03-01", "2027-03-05")
    copy = plan.board(made["id"])
    assert plan.order(made["id"]) == plan.order() == {"03-01": ["1", "Company move", "2"], "03-05": ["3"]}
    assert not {day["id"] for day in copy["days"]} & set(plan.days())

    move = {"scene_ids": [plan.scenes[2]], "day_id": copy["days"][1]["id"]}
    assert plan.ad.post(plan.path("/strips/move"), move, match=copy["version"]).status == 200
    assert plan.order()["03-05"] == ["3"]  # the active board stays as it is
    compared = plan.ad.get(plan.path(f"/boards/{active}/compare?with_id={made['id']}")).data
    assert (compared["first"]["hold_days"], compared["second"]["hold_days"]) == (3, 0)  # MARA waits on 2, 3, 4 March
    assert compared["differences"] == [{"label": "3", "first": "2027-03-05", "second": "2027-03-02"}]

    path = plan.path(f"/boards/{made['id']}")
    assert plan.ad.post(plan.path("/boards"), {"name": "Rain plan"}).fields == ["name"]
    assert plan.ad.post(plan.path("/boards"), {"name": "X", "copy_of": 999_999}).fields == ["copy_of"]
    assert plan.ad.delete(plan.path(f"/boards/{active}"), match=1).status == 409
    on = plan.ad.post(f"{path}/activate", match=made["version"])
    assert on.data["active"]
    assert plan.order()["03-02"] == ["3"]
    assert [board["active"] for board in plan.ad.get(plan.path("/boards")).data] == [False, True]
    old = plan.ad.get(plan.path(f"/boards/{active}"))
    assert plan.ad.delete(plan.path(f"/boards/{active}"), match=old.etag).status == 200
    assert plan.ad.get(plan.path(f"/schedule?board_id={active}")).status == 404


def test_open_call_sheets_follow_to_the_day_of_the_active_board(plan: Plan) -> None:
    plan.lay(0, 1)
    sheet = plan.ad.post(plan.path("/call-sheets"), {"day_id": plan.days()[0]}).data
    active = plan.board()["board_id"]
    other = plan.ad.post(plan.path("/boards"), {"name": "B", "copy_of": active}).data
    plan.ad.post(plan.path(f"/boards/{other['id']}/activate"), match=other["version"])
    day = plan.board()["days"][0]
    assert day["call_sheet_id"] == sheet["id"]
    assert plan.ad.get(plan.path(f"/call-sheets/{sheet['id']}")).data["day_id"] == day["id"]
    gone = plan.ad.delete(plan.path(f"/days/{day['id']}"), match=day["version"])
    assert gone.status == 200
    assert plan.undo().status == 200  # the day comes back under its id, and its sheet to it
    assert plan.ad.get(plan.path(f"/call-sheets/{sheet['id']}")).data["day_id"] == day["id"]


def test_every_change_is_undone_and_done_again(plan: Plan) -> None:
    orders, steps = [plan.order()], []
    first, second, third, *_ = days = plan.days()

    def done(answer: Any) -> None:
        assert answer.status < 300, answer.json
        orders.append((plan.order(), plan.dates()))
        steps.append(plan.board()["undo"])

    orders[0] = (plan.order(), plan.dates())
    done(plan.post("/strips/move", {"scene_ids": plan.scenes[:4], "day_id": first}))
    done(plan.post("/strips/move", {"keys": [-plan.scenes[1]], "day_id": second, "position": 0}))
    done(plan.post("/strips/split", {"scene_id": plan.scenes[3], "eighths": [1, 3]}))
    done(plan.post("/banners", {"day_id": first, "banner": "Lunch", "minutes": 60}))
    done(plan.post(f"/days/{first}/swap", {"with_id": third}))
    done(plan.post(f"/days/{third}/shift", {"by": 2}))
    done(plan.post(f"/days/{first}/break", {"position": 1}))
    done(plan.post("/strips/join", {"scene_id": plan.scenes[3]}))
    day = plan.ad.get(plan.path(f"/days/{first}"))
    done(plan.ad.delete(plan.path(f"/days/{first}"), match=day.etag))
    assert steps[:3] == ["Scenes 1, 2, 3, 4 to Mon 1 Mar", "Scene 2 to Tue 2 Mar", "Split scene 4 in 2 parts"]
    assert steps[-1].startswith("Remove ")

    for wanted in reversed(orders[:-1]):
        assert plan.undo().status == 200
        assert (plan.order(), plan.dates()) == wanted
    assert plan.board()["undo"] == "Add 5 days from Mon 1 Mar"
    for wanted in orders[1:]:
        assert plan.undo("redo").status == 200
        assert (plan.order(), plan.dates()) == wanted
    refused = plan.undo("redo")
    assert (refused.status, refused.json["message"]) == (409, "There is nothing to do again on this board.")
    assert days


def test_nobody_undoes_what_somebody_else_did(plan: Plan, studio: Any) -> None:
    other = studio.member(plan.production, "director")
    plan.lay(0, 1)
    assert plan.post("/strips/move", {"scene_ids": [plan.scenes[1]], "day_id": plan.days()[1]}, who=other).status == 200
    assert plan.board()["undo"] is None
    refused = plan.undo()
    assert refused.status == 409
    assert "Scene 2 to Tue 2 Mar" in refused.json["message"]
    assert plan.undo(who=other).status == 200
    assert plan.undo("redo").status == 409  # what was theirs is theirs to make again
    assert plan.undo().status == 200
    assert plan.order() == {}
    plan.lay(0, 6)
    assert plan.undo("redo", who=other).status == 409  # a new step ends what could be made again
    stale = plan.ad.post(plan.path(f"/boards/{plan.board()['board_id']}/undo"), match=1)
    assert stale.status == 409
    assert stale.json["data"] == plan.board()


def test_an_undo_leaves_out_what_left_the_script_meanwhile(plan: Plan) -> None:
    plan.lay(0, 1, 2)
    body = {"scene_ids": [], "keys": None}
    plan.ad.put(plan.path(f"/days/{plan.days()[0]}/strips"), body, match=plan.board()["version"])
    assert plan.ad.delete(plan.path(f"/scenes/{plan.scenes[0]}"), match=1).status == 200
    assert plan.undo().status == 200
    assert plan.order() == {"03-01": ["2"]}


def test_a_scene_lies_in_parts_on_several_days(plan: Plan) -> None:
    plan.lay(0, 5, 6)
    scene = plan.scenes[5]
    split = plan.post("/strips/split", {"scene_id": scene, "eighths": [1, 2, 3]}).data
    day = split["days"][0]
    assert [(said(strip), strip["eighths"]) for strip in day["strips"]] == [("5", 5), ("6a", 1), ("6b", 2), ("6c", 3)]
    assert (day["eighths"], day["strips"][1]["parts"], day["strips"][1]["scene_eighths"]) == (11, 3, 6)
    parts = [strip["key"] for strip in day["strips"][1:]]
    assert plan.post("/strips/move", {"keys": parts[1:], "day_id": plan.days()[2]}).status == 200
    assert plan.order() == {"03-01": ["5", "6a"], "03-03": ["6b", "6c"]}
    assert plan.post("/strips/move", {"keys": [parts[2]], "day_id": None}).data["unscheduled"][-1]["part"] == 3
    assert plan.post("/strips/move", {"scene_ids": [scene], "day_id": None}).fields == ["scene_ids"]
    assert plan.post("/strips/split", {"scene_id": scene, "eighths": [1, 2]}).fields == ["eighths"]
    assert plan.post("/strips/split", {"scene_id": scene, "eighths": [3, 3]}).status == 200
    assert plan.order() == {"03-01": ["5", "6a"], "03-03": ["6b"]}
    joined = plan.post("/strips/join", {"scene_id": scene}).data
    assert plan.order() == {"03-01": ["5", "6"]}
    assert joined["days"][0]["eighths"] == 11
    assert plan.post("/strips/join", {"scene_id": scene}).fields == ["scene_id"]
    sheet = plan.ad.post(plan.path("/call-sheets"), {"day_id": plan.days()[0]})
    assert sheet.status == 201


def test_banners_lie_between_strips(plan: Plan) -> None:
    plan.lay(0, 1, 2)
    added = plan.post("/banners", {"day_id": plan.days()[0], "banner": "Lunch", "minutes": 60, "position": 1}).data
    banner = added["days"][0]["strips"][1]
    assert (banner["banner"], banner["scene_id"], banner["estimated_minutes"]) == ("Lunch", None, 60)
    assert added["days"][0]["minutes"] == 60 + 3 * 15  # three eighths without an estimate, by their length
    path, match = plan.path(f"/banners/{banner['id']}"), plan.board()["version"]
    changed = plan.ad.patch(path, {"banner": "Lunch on the quay", "minutes": 45}, match=match)
    assert changed.data["days"][0]["strips"][1]["estimated_minutes"] == 45
    assert plan.post("/strips/move", {"keys": [banner["key"]], "day_id": None}).status == 200
    assert plan.board()["unscheduled"][-1]["banner"] == "Lunch on the quay"
    assert plan.ad.delete(path, match=plan.board()["version"]).status == 200
    assert plan.order() == {"03-01": ["1", "2"]}
    strip = plan.board()["days"][0]["strips"][0]["id"]
    assert plan.ad.delete(plan.path(f"/banners/{strip}"), match=plan.board()["version"]).status == 404
    for keys in ([banner["key"]], [0], [-999_999]):
        assert plan.post("/strips/move", {"keys": keys, "day_id": None}).fields == ["keys"]


def test_days_move_to_other_dates(plan: Plan) -> None:
    for day in range(5):
        plan.lay(day, day + 1)
    mon, tue, wed, thu, fri = plan.days()
    board = plan.board()
    calendar = board["calendar"]["id"]
    holiday = {"date": "2027-03-08", "kind": "holiday", "name": "Founders' day"}
    plan.ad.post(plan.path(f"/calendars/{calendar}/dates"), holiday)
    touched = plan.post(f"/days/{mon}/swap", {"with_id": wed}).data["days"]
    assert [day["id"] for day in touched] == [wed, mon]
    assert plan.order()["03-01"] == ["3"]
    assert plan.post(f"/days/{thu}/shift", {"by": 1}).status == 200
    assert plan.dates() == ["03-01", "03-02", "03-03", "03-05", "03-09"]  # over the weekend and the holiday
    assert plan.post(f"/days/{thu}/shift", {"by": -1}).status == 200
    assert plan.dates() == ["03-01", "03-02", "03-03", "03-04", "03-05"]
    day = plan.ad.get(plan.path(f"/days/{thu}"))
    pinned = plan.ad.patch(plan.path(f"/days/{thu}"), {"pinned": True}, match=day.etag)
    assert plan.post(f"/days/{tue}/shift", {"by": 1}).status == 200
    assert plan.order() == {"03-01": ["3"], "03-03": ["2"], "03-04": ["4"], "03-05": ["1"], "03-09": ["5"]}
    for rest, body in ((f"/days/{thu}/shift", {"by": 1}), (f"/days/{mon}/swap", {"with_id": thu})):
        assert plan.post(rest, body).status == 409
    assert plan.ad.patch(plan.path(f"/days/{thu}"), {"date": "2027-03-12"}, match=pinned.etag).status == 409
    assert plan.post(f"/days/{tue}/shift", {"by": -2}).status == 409  # somebody is there already
    assert plan.post(f"/days/{mon}/swap", {"with_id": mon}).fields == ["with_id"]
    on_holiday = plan.ad.post(plan.path("/days"), {"date": "2027-03-08"}).data
    assert on_holiday["off"] == "holiday"
    assert fri


def test_a_day_break_sends_the_rest_to_the_next_working_day(plan: Plan) -> None:
    plan.lay(3, 1, 2, 3)
    plan.lay(4, 4)
    thu = plan.days()[3]
    answer = plan.post(f"/days/{thu}/break", {"position": 1})
    assert len(answer.data["days"]) == 3
    assert plan.order() == {"03-04": ["1"], "03-05": ["2", "3"], "03-08": ["4"]}
    assert plan.post(f"/days/{thu}/break", {"position": 2}).fields == ["position"]


def test_automatic_day_breaks_fill_days_to_the_limit(plan: Plan) -> None:
    plan.lay(1, 6)
    body = {"scene_ids": plan.scenes[:5], "first": "2027-03-01", "max_eighths": 6}
    answer = plan.post("/days/breaks", body)
    assert answer.status == 200
    assert plan.order() == {"03-01": ["1", "2", "3"], "03-02": ["6"], "03-03": ["4"], "03-04": ["5"]}
    by_rules = plan.post("/days/breaks", {"scene_ids": plan.scenes[:5], "first": "2027-03-29"})
    assert plan.order()["03-29"] == ["1", "2", "3", "4", "5"]  # a usual day takes five pages and more
    assert by_rules.data["days"][-1]["number"] == 6
    by_time = {"scene_ids": plan.scenes[:3], "first": "2027-04-05", "max_minutes": 45}
    assert plan.post("/days/breaks", by_time).status == 200
    assert plan.order()["04-05"] == ["1", "2"]


def test_ranges_go_by_the_calendar_and_units_count_their_own_days(plan: Plan) -> None:
    calendar = plan.board()["calendar"]["id"]
    path = plan.path(f"/calendars/{calendar}")
    dates = f"{path}/dates"
    for body in (
        {"date": "2027-03-08", "last": "2027-03-09", "kind": "off"},
        {"date": "2027-03-10", "kind": "travel", "name": "To the island"},
        {"date": "2027-03-13", "kind": "work"},
    ):
        assert plan.ad.post(dates, body).status == 201
    second = plan.ad.post(plan.path("/units"), {"name": "Second unit"}).data
    made = plan.range({"first": "2027-03-06", "count": 4, "unit_id": second["id"]}).data
    assert [day["date"][5:] for day in made] == ["03-11", "03-12", "03-13", "03-15"]
    assert (made[0]["number"], made[0]["of"], made[0]["unit_name"]) == (1, 4, "Second unit")
    same_date = plan.ad.post(plan.path("/days"), {"date": "2027-03-01", "unit_id": second["id"]})
    assert (same_date.status, same_date.data["number"]) == (201, 1)
    assert plan.ad.post(plan.path("/days"), {"date": "2027-03-01", "unit_id": second["id"]}).fields == ["date"]
    assert plan.ad.delete(plan.path(f"/units/{second['id']}"), match=second["version"]).status == 409
    spare = plan.ad.post(plan.path("/units"), {"name": "Splinter"}).data
    first = plan.ad.patch(plan.path(f"/units/{spare['id']}"), {"position": 0}, match=spare["version"])
    assert [unit["name"] for unit in plan.board()["units"]] == ["Splinter", "Main unit", "Second unit"]
    assert plan.ad.delete(plan.path(f"/units/{spare['id']}"), match=first.etag).status == 200
    assert plan.ad.post(plan.path("/units"), {"name": "Second unit"}).fields == ["name"]
    assert plan.ad.post(plan.path("/days"), {"date": "2027-09-01", "unit_id": 999_999}).fields == ["unit_id"]

    seen = plan.ad.get(path)
    marked = seen.data["dates"][0]
    one = f"{dates}/{marked['id']}"
    changed = plan.ad.patch(one, {"kind": "holiday", "name": "Easter"}, match=marked["version"])
    assert plan.ad.delete(one, match=changed.etag).data["name"] == "Easter"
    week = plan.ad.patch(path, {"weekly_off": [6]}, match=seen.etag).data
    assert plan.ad.patch(path, {"name": "x"}, match=seen.etag).json["data"] == week
    assert plan.ad.delete(path, match=week["version"]).status == 409  # the board goes by it
    assert plan.ad.post(dates, {"date": "2027-05-01", "last": "2027-04-01", "kind": "off"}).fields == ["last"]
    assert plan.range({"first": "2027-03-19", "count": 2}).data[-1]["date"] == "2027-03-20"  # Saturdays are worked
    other = plan.ad.post(plan.path("/calendars"), {"name": "Six-day week", "weekly_off": [6]}).data
    assert plan.ad.delete(plan.path(f"/calendars/{other['id']}"), match=other["version"]).status == 200


def test_sixteen_moves_at_once_and_nothing_is_lost(plan: Plan) -> None:
    scenes = [plan.film.scene(f"{n}X", eighths=1) for n in range(16)]
    days = plan.days()

    def drag(caller: Caller, n: int) -> int:
        for attempt in range(400):
            match = caller.get(plan.path("/schedule")).etag
            body = {"scene_ids": [scenes[n]], "day_id": days[n % 5], "position": 0}
            if caller.post(plan.path("/strips/move"), body, match=match).status == 200:
                return attempt
        raise AssertionError("never got a turn")

    before = plan.board()["version"]
    together([partial(drag, Caller(plan.studio.app, plan.ad.token), n) for n in range(16)])
    assert sorted(number for day in plan.order().values() for number in day) == sorted(f"{n}X" for n in range(16))
    assert plan.board()["version"] == before + 16


def test_others_read_and_may_not_write(plan: Plan, studio: Any) -> None:
    viewer, stranger = studio.member(plan.production, "viewer"), studio.admin(studio.production("Other"))
    board = plan.board()["board_id"]
    for rest in ("/boards", f"/boards/{board}", "/units", "/calendars", f"/boards/{board}/compare?with_id={board}"):
        assert viewer.get(plan.path(rest)).status == 200
        assert stranger.get(plan.path(rest)).status == 404
    for rest in ("/boards", f"/boards/{board}/undo", f"/boards/{board}/activate", "/units", "/banners", "/days/breaks"):
        assert viewer.post(plan.path(rest), {}).status == 403
    foreign = studio.production("Third")
    admin = studio.admin(foreign)
    assert admin.get(f"/productions/{foreign}/schedule?board_id={board}").status == 404
    assert admin.post(f"/productions/{foreign}/boards", {"name": "x", "copy_of": board}).fields == ["copy_of"]
