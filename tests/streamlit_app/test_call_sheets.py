"""Call sheets on screen: from a day to a sheet, edited in place, published, and read by the crew."""

import datetime as dt
import json
from typing import Any

import pytest

from backend.core import clock
from streamlit_app import words
from streamlit_app.api.client import Clash
from streamlit_app.components.call_sheet_facts import changed, duration, hospital, sun
from tests.films import Film
from tests.people import Caller, Reply, Studio

FIRST = clock.today("UTC") + dt.timedelta(days=1)


class Shoot:
    """Two coming days: the first with two scenes and two characters, the second empty."""

    def __init__(self, studio: Studio) -> None:
        self.pid = studio.production("The Last Ferry", timezone="UTC")
        self.ad = studio.member(self.pid, "assistant_director", name="Irina Petrova")
        self.gaffer = studio.member(self.pid, "crew", name="Kim [Gaffer]")
        film = self.film = Film(studio.app, self.pid)
        hospital = {"hospital_name": "Royal *Sussex*", "hospital_phone": "+44 1273 696955"}
        self.place = film.location("Ferry terminal", latitude=50.83, longitude=-0.25, **hospital)
        self.mara = film.cast(1, "MARA", "Zoë Ångström")
        self.scenes = [film.scene("1", [self.mara], eighths=9, set_name="RAMP_1"), film.scene("2", eighths=3)]
        self.days = [self.day(n) for n in range(2)]
        self.lay(*self.scenes)

    def day(self, after: int) -> int:
        body = {
            "date": (FIRST + dt.timedelta(days=after)).isoformat(),
            "general_call": "07:00",
            "location_id": self.place,
        }
        return self.ad.post(f"{self.path}/days", body).data["id"]

    def lay(self, *scenes: int) -> None:
        match = self.ad.get(f"{self.path}/schedule").etag
        answer = self.ad.put(f"{self.path}/days/{self.days[0]}/strips", {"scene_ids": list(scenes)}, match=match)
        assert answer.status == 200

    @property
    def path(self) -> str:
        return f"/productions/{self.pid}"

    def make(self) -> int:
        return self.ad.post(f"{self.path}/call-sheets", {"day_id": self.days[0]}).data["id"]

    def sheet(self, sheet: int, who: Caller | None = None) -> Reply:
        return (who or self.ad).get(f"{self.path}/call-sheets/{sheet}")

    def publish(self, sheet: int) -> None:
        answer = self.ad.post(f"{self.path}/call-sheets/{sheet}/publish", match=self.sheet(sheet).etag)
        assert answer.status == 200

    def change(self, sheet: int, **changes: Any) -> None:
        answer = self.ad.patch(f"{self.path}/call-sheets/{sheet}", changes, match=self.sheet(sheet).etag)
        assert answer.status == 200


@pytest.fixture
def shoot(studio: Studio) -> Shoot:
    return Shoot(studio)


def said(page: Any) -> str:
    """Everything a page says in text."""
    kinds = (page.title, page.subheader, page.markdown, page.caption, page.text, page.info, page.warning, page.error)
    return "\n".join(str(one.value) for kind in kinds for one in kind)


def figures(page: Any) -> list[dict[str, str]]:
    """The big figures: label, value and note."""
    found = [json.loads(one.proto.json) for one in page.get("bidi_component") if one.proto.json]
    return [one for one in found if isinstance(one, dict) and "value" in one]


def toasts(page: Any) -> list[str]:
    return [toast.value for toast in page.toast]


def address(page: Any, name: str) -> str:
    """A parameter of the page's address."""
    value = page.query_params[name]
    return value[0] if isinstance(value, list) else value


def field(widgets: Any, label: str) -> Any:
    """The widget with a label."""
    return next(one for one in widgets if one.label == label)


def press(page: Any, opener: str, key: str) -> None:
    """Press a button in a dialog; the simulated browser keeps a dialog open only when what opened it happens again."""
    page.button(key=opener).click().run()  # with what was typed, as a browser sends it field by field
    page.button(key=opener).click()
    page.button(key=key).click().run()
    assert not page.exception


def clash(caller: Caller, address: str, seen: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Store as a page does: raises what its client raises when somebody was faster."""
    answer = caller.patch(address, changes, match=seen["version"])
    if answer.status == 409:
        raise Clash(409, answer.json["message"], data=answer.json["data"])
    return answer.data


def as_cards(page: Any, key: str) -> None:
    """Edit rows as cards: the simulated browser has no table."""
    page.segmented_control(key=f"{key}_as").set_value("Cards").run()


def test_the_next_day_without_a_sheet_is_the_thing_to_do(open_page: Any, shoot: Shoot) -> None:
    page = open_page(shoot.ad, "call_sheets", production=shoot.pid)
    assert "0 of 2 shooting days with a call sheet" in said(page)
    assert [b.proto.type for b in page.button if b.label == "Make call sheet"] == ["primary", "secondary"]
    page.button(key=f"make_{shoot.days[0]}").click().run()
    sheet = shoot.ad.get(f"{shoot.path}/call-sheets").data[0]
    assert address(page, "sheet") == str(sheet["id"])
    assert "Day 1 of 2" in said(page)
    assert figures(page)[0]["value"] == "07:00"
    page.button(key="back").click().run()
    assert "1 of 2 shooting days" in said(page)
    assert [b.proto.type for b in page.button if b.label == "Make call sheet"] == ["primary"]


def test_without_a_day_it_says_what_comes_first(open_page: Any, studio: Studio) -> None:
    production = studio.production()
    assert "No shooting day yet" in said(open_page(studio.admin(production), "call_sheets", production=production))
    crew = studio.member(production, "crew")
    assert "No call sheet is out yet" in said(open_page(crew, "call_sheets", production=production))


def test_a_day_opens_its_sheet_or_offers_to_make_it(open_page: Any, shoot: Shoot) -> None:
    sheet = shoot.make()
    page = open_page(shoot.ad, "call_sheets", production=shoot.pid, day=str(shoot.days[0]))
    assert address(page, "sheet") == str(sheet)
    page = open_page(shoot.ad, "call_sheets", production=shoot.pid, day=str(shoot.days[1]))
    assert "This day has no call sheet yet" in said(page)
    page.button(key="make").click().run()
    assert "Day 2 of 2" in said(page)
    page = open_page(shoot.gaffer, "call_sheets", production=shoot.pid, day=str(shoot.days[0]))
    assert "not out yet" in said(page)
    assert "Make call sheet" not in [b.label for b in page.button]


def test_a_sheet_that_is_not_there(open_page: Any, shoot: Shoot) -> None:
    draft = shoot.make()
    for who, sheet in ((shoot.ad, "999"), (shoot.gaffer, str(draft))):
        page = open_page(who, "call_sheets", production=shoot.pid, sheet=sheet)
        assert "This call sheet is not here" in said(page)
    page = open_page(shoot.ad, "call_sheets", production=shoot.pid, sheet="99999999999999")
    assert "1 of 2 shooting days" in said(page)


def test_times_and_texts_are_stored_when_they_are_left(open_page: Any, shoot: Shoot) -> None:
    sheet = shoot.make()
    page = open_page(shoot.ad, "call_sheets", production=shoot.pid, sheet=str(sheet), part="Places and notes")
    field(page.time_input, "General call").set_value(dt.time(6, 45)).run()
    field(page.time_input, "Lunch").set_value(None).run()
    field(page.text_area, "Weather").set_value("  12 °C, showers ").run()
    place = field(page.selectbox, "Location")
    place.select_index(place.options.index("Not decided")).run()
    stored = shoot.sheet(sheet).data
    assert (stored["general_call"], stored["lunch"], stored["weather"]) == ("06:45", None, "12 °C, showers")
    assert stored["location_id"] is None
    assert not page.exception
    assert not page.error
    assert figures(page)[0]["value"] == "06:45"
    assert any("No location" in button.label for button in page.button)


def test_somebody_elses_change_appears_and_the_same_field_asks(open_page: Any, shoot: Shoot) -> None:
    sheet = shoot.make()
    page = open_page(shoot.ad, "call_sheets", production=shoot.pid, sheet=str(sheet), part="Places and notes")
    shoot.change(sheet, breakfast="06:15", parking="North gate")
    field(page.text_area, "Weather").set_value("Dry").run()
    assert shoot.sheet(sheet).data["weather"] == "Dry"
    assert field(page.time_input, "Breakfast").value == dt.time(6, 15)
    assert field(page.text_area, "Crew parking").value == "North gate"
    shoot.change(sheet, parking="South gate")
    field(page.text_area, "Crew parking").set_value("East gate").run()
    assert "Crew parking: South gate (theirs) → East gate (yours)" in said(page)
    assert shoot.sheet(sheet).data["parking"] == "South gate"
    assert field(page.text_area, "Crew parking").value == "East gate"
    page.button(key=f"head_{sheet}_mine_{sheet}").click().run()
    assert shoot.sheet(sheet).data["parking"] == "East gate"
    shoot.change(sheet, parking="West gate")
    field(page.text_area, "Crew parking").set_value("Any gate").run()
    page.button(key=f"head_{sheet}_theirs_{sheet}").click().run()
    assert field(page.text_area, "Crew parking").value == shoot.sheet(sheet).data["parking"] == "West gate"
    assert "theirs" not in said(page)


def test_what_the_api_refuses_stays_to_be_put_right(open_page: Any, shoot: Shoot) -> None:
    sheet = shoot.make()
    page = open_page(shoot.ad, "call_sheets", production=shoot.pid, sheet=str(sheet), part="Places and notes")
    field(page.text_area, "Notes").set_value("bell\x07").run()
    assert "Not saved" in said(page)
    assert field(page.text_area, "Notes").value == "bell\x07"
    field(page.text_area, "Notes").set_value("bell").run()
    assert shoot.sheet(sheet).data["notes"] == "bell"
    assert "Not saved" not in said(page)


def test_cast_calls_are_changed(open_page: Any, shoot: Shoot) -> None:
    sheet = shoot.make()
    row = shoot.sheet(sheet).data["cast"][0]
    page = open_page(shoot.ad, "call_sheets", production=shoot.pid, sheet=str(sheet), part="Cast")
    as_cards(page, f"cast_{sheet}")
    page.button(key=f"cast_{sheet}_edit_{row['id']}").click().run()
    form = f"cast_{sheet}_form_{row['id']}_{row['version']}"
    page.time_input(key=f"{form}_pick_up").set_value(dt.time(5))
    page.text_input(key=f"{form}_remarks").set_value("Own car")
    press(page, f"cast_{sheet}_edit_{row['id']}", f"cast_{sheet}_form_save")
    row = shoot.sheet(sheet).data["cast"][0]
    assert (row["pick_up"], row["remarks"], row["on_set"]) == ("05:00", "Own car", "07:00")


def test_a_contested_call_is_not_forgotten_on_another_tab(open_page: Any, shoot: Shoot) -> None:
    sheet = shoot.make()
    row = shoot.sheet(sheet).data["cast"][0]
    page = open_page(shoot.ad, "call_sheets", production=shoot.pid, sheet=str(sheet), part="Cast")
    as_cards(page, f"cast_{sheet}")
    edits = page.session_state[f"_sheet_cast_{sheet}"]
    address = f"{shoot.path}/call-sheets/{sheet}/cast/{row['id']}"
    assert shoot.ad.patch(address, {"remarks": "Theirs"}, match=row["version"]).status == 200
    edits.store(row["id"], {"remarks": "Mine"}, lambda seen, changes: clash(shoot.ad, address, seen, changes))
    assert "Remarks: Theirs (theirs) → Mine (yours)" in said(page.run())
    page.query_params["part"] = "Crew"
    assert "on Cast is not stored yet" in said(page.run())
    assert shoot.sheet(sheet).data["cast"][0]["remarks"] == "Theirs"


def test_crew_calls_are_changed_and_somebody_else_is_typed_in(open_page: Any, shoot: Shoot) -> None:
    sheet = shoot.make()
    row = next(row for row in shoot.sheet(sheet).data["crew"] if row["name"] == "Kim [Gaffer]")
    page = open_page(shoot.ad, "call_sheets", production=shoot.pid, sheet=str(sheet), part="Crew")
    as_cards(page, f"crew_{sheet}")
    page.button(key=f"crew_{sheet}_edit_{row['id']}").click().run()
    page.checkbox(key=f"crew_{sheet}_form_{row['id']}_{row['version']}_on_call").set_value(True)
    press(page, f"crew_{sheet}_edit_{row['id']}", f"crew_{sheet}_form_save")
    page.button(key=f"crew_{sheet}_add").click().run()
    page.text_input(key=f"crew_{sheet}_form_name").set_value("Day Player")
    page.text_input(key=f"crew_{sheet}_form_department").set_value("Grip")
    press(page, f"crew_{sheet}_add", f"crew_{sheet}_form_save")
    crew = {row["name"]: row for row in shoot.sheet(sheet).data["crew"]}
    assert crew["Kim [Gaffer]"]["on_call"] is True
    assert crew["Day Player"]["department"] == "Grip"


def test_scene_lines_banners_and_their_order(open_page: Any, shoot: Shoot) -> None:
    sheet = shoot.make()
    page = open_page(shoot.ad, "call_sheets", production=shoot.pid, sheet=str(sheet))
    assert "2 scenes · 1 4/8 pages" in said(page)
    page.button(key="add_line").click().run()
    page.selectbox(key="line_banner").set_value("Lunch")
    page.time_input(key="line_at").set_value(dt.time(13))
    page.selectbox(key="line_before").set_value(1)
    press(page, "add_line", "line_add")
    lines = shoot.sheet(sheet).data["scenes"]
    assert [(row["number"], row["banner"]) for row in lines] == [("1", ""), ("", "Lunch"), ("2", "")]
    assert lines[1]["at"] == "13:00"
    as_cards(page, f"lines_{sheet}")
    page.button(key=f"down_{lines[0]['id']}").click().run()
    assert [row["id"] for row in shoot.sheet(sheet).data["scenes"]] == [lines[n]["id"] for n in (1, 0, 2)]
    page.toggle(key="order_lines").set_value(True).run()
    assert not page.exception


def test_a_scene_of_another_day_is_added(open_page: Any, shoot: Shoot) -> None:
    sheet = shoot.make()
    extra = shoot.film.scene("9", eighths=4)
    page = open_page(shoot.ad, "call_sheets", production=shoot.pid, sheet=str(sheet))
    page.button(key="add_line").click().run()
    page.button(key="add_line").click()
    page.segmented_control(key="line_kind").set_value("Scene").run()
    page.selectbox(key="line_scene").set_value(extra)
    press(page, "add_line", "line_add")
    assert [row["number"] for row in shoot.sheet(sheet).data["scenes"]] == ["1", "2", "9"]


def test_times_that_do_not_follow_are_offered_and_typed_ones_named(open_page: Any, shoot: Shoot) -> None:
    sheet = shoot.make()
    row = shoot.sheet(sheet).data["cast"][0]
    address = f"{shoot.path}/call-sheets/{sheet}/cast/{row['id']}"
    assert shoot.ad.patch(address, {"makeup": "05:00"}, match=row["version"]).status == 200
    page = open_page(shoot.ad, "call_sheets", production=shoot.pid, sheet=str(sheet), part="Cast")
    assert "1 time does not follow" in said(page)
    assert "Typed by hand, so they stay: 1 MARA (H/MU)" in said(page)
    page.button(key="recompute").click().run()
    row = shoot.sheet(sheet).data["cast"][0]
    assert (row["pick_up"], row["makeup"]) == ("04:15", "05:00")
    assert "not follow" not in said(page)
    page.button(key="follow_cast").click().run()
    press(page, "follow_cast", "follow_cast_yes")
    assert shoot.sheet(sheet).data["cast"][0]["typed"] == []


def test_editions_are_compared_and_lines_are_signed(open_page: Any, shoot: Shoot) -> None:
    sheet = shoot.make()
    page = open_page(shoot.ad, "call_sheets", production=shoot.pid, sheet=str(sheet), part="Editions")
    assert "Nothing went out yet" in said(page)
    shoot.publish(sheet)
    shoot.change(sheet, shooting_call="08:00")
    page.run()
    assert "The shooting call is 08:00" in said(page).replace("\\", "")
    assert any("Changed since edition 1: 1 change" in one.label for one in page.expander)
    page.query_params["part"] = "Unit information"
    page.run()
    sign = next(button for button in page.button if button.label == "Sign")
    sign.click().run()
    assert "Signed by Irina Petrova" in said(page)
    page.query_params["part"] = "Departments"
    assert not page.run().exception


def test_defaults_are_changed_at_once(open_page: Any, shoot: Shoot) -> None:
    page = open_page(shoot.ad, "call_sheets", production=shoot.pid)
    page.button(key="sheet_defaults").click().run()
    page.number_input(key="default_makeup_minutes").set_value(90)
    page.text_input(key="default_colours").set_value("White, Sky")
    save = next(button for button in page.button if button.label == "Save")
    page.button(key="sheet_defaults").click()
    save.click().run()
    stored = shoot.ad.get(f"{shoot.path}/call-sheet-defaults").data
    assert (stored["makeup_minutes"], stored["colours"], stored["version"]) == (90, ["white", "sky"], 1)


def test_a_scene_keeps_its_heading(open_page: Any, shoot: Shoot) -> None:
    sheet = shoot.make()
    row = shoot.sheet(sheet).data["scenes"][0]
    page = open_page(shoot.ad, "call_sheets", production=shoot.pid, sheet=str(sheet))
    as_cards(page, f"lines_{sheet}")
    page.button(key=f"lines_{sheet}_edit_{row['id']}").click().run()
    form = f"lines_{sheet}_form_{row['id']}_{row['version']}"
    page.text_input(key=f"{form}_banner").set_value("EXT. MY OWN IDEA")
    page.number_input(key=f"{form}_minutes").set_value(50)
    press(page, f"lines_{sheet}_edit_{row['id']}", f"lines_{sheet}_form_save")
    assert "Only a banner has words of its own" in page.error[0].value
    stored = shoot.sheet(sheet).data["scenes"][0]
    assert (stored["banner"], stored["set_name"], stored["minutes"]) == ("", "RAMP_1", 50)


def test_more_people_are_called(open_page: Any, shoot: Shoot, studio: Studio) -> None:
    sheet = shoot.make()
    other = shoot.film.cast(2, "JONAS", "Piotr")
    page = open_page(shoot.ad, "call_sheets", production=shoot.pid, sheet=str(sheet), part="Cast")
    page.button(key="call_cast").click().run()
    page.multiselect(key="call_cast_who").set_value([other])
    press(page, "call_cast", "call_cast_yes")
    assert [row["number"] for row in shoot.sheet(sheet).data["cast"]] == [1, 2]
    late = studio.member(shoot.pid, "crew", name="Late Joiner")
    page = open_page(shoot.ad, "call_sheets", production=shoot.pid, sheet=str(sheet), part="Crew")
    page.button(key="call_crew").click().run()
    members = shoot.ad.get(f"{shoot.path}/members").data
    page.multiselect(key="call_crew_who").set_value([m["id"] for m in members if m["user_id"] == late.user_id])
    press(page, "call_crew", "call_crew_yes")
    assert "Late Joiner" in [row["name"] for row in shoot.sheet(sheet).data["crew"]]


def test_what_is_missing_blocks_publishing_and_is_named(open_page: Any, shoot: Shoot) -> None:
    sheet = shoot.make()
    shoot.change(sheet, general_call=None, hospital="")
    page = open_page(shoot.ad, "call_sheets", production=shoot.pid, sheet=str(sheet))
    assert page.expander[0].label.startswith("Before it goes out: 1 to fix, ")
    labels = [button.label for button in page.button]
    assert any("Say when the general call is" in label and "in the times above" in label for label in labels)
    hospital_missing = next(button for button in page.button if "hospital is missing" in button.label)
    assert "on Places and notes" in hospital_missing.label
    hospital_missing.click().run()
    assert address(page, "part") == "Places and notes"
    assert "The nearest hospital is missing" in said(page)
    page.button(key="publish").click().run()
    assert page.button(key="publish_yes").disabled
    assert shoot.sheet(sheet).data["status"] == "draft"


def test_a_sheet_goes_out_and_out_again_and_through_its_day(open_page: Any, shoot: Shoot) -> None:
    sheet = shoot.make()
    page = open_page(shoot.ad, "call_sheets", production=shoot.pid, sheet=str(sheet))
    page.button(key="publish").click().run()
    press(page, "publish", "publish_yes")
    assert "Published · edition 1, white" in said(page)
    assert toasts(page) == ["Edition 1 is out."]
    assert page.button(key="publish").label == "Publish edition 2"
    page.button(key="publish").click().run()
    press(page, "publish", "publish_yes")
    assert "edition 2, blue" in said(page)
    for status, badge in (("in_progress", "In progress"), ("wrapped", "Wrapped")):
        shoot.change(sheet, status=status)
        page.run()
        assert badge in said(page)
    assert not page.time_input, "a wrapped sheet is only read"


@pytest.mark.parametrize(
    ("state", "choice", "becomes"),
    [
        ("draft", "delete", None),
        ("draft", "propose", "draft"),
        ("published", "start", "in_progress"),
        ("published", "cancel", "cancelled"),
    ],
)
def test_the_menu_asks_first(open_page: Any, shoot: Shoot, state: str, choice: str, becomes: str | None) -> None:
    sheet = shoot.make()
    shoot.change(sheet, lunch="15:55")
    if state == "published":
        shoot.publish(sheet)
    page = open_page(shoot.ad, "call_sheets", production=shoot.pid, sheet=str(sheet))
    menu = page.get_by_key("sheet_menu")
    menu.set_value(choice).run()
    assert shoot.sheet(sheet).data["status"] == state, "nothing before the answer"
    page.get_by_key("sheet_menu").set_value(choice)
    page.button(key="confirm_yes").click().run()
    assert not page.exception
    after = shoot.sheet(sheet)
    assert (after.json["success"] and after.data["status"]) == (becomes or False)
    if choice == "propose":
        assert after.data["lunch"] == "13:00"
    if choice == "delete":
        assert "0 of 2 shooting days" in said(page)


def test_a_moved_schedule_is_told_and_followed(open_page: Any, shoot: Shoot) -> None:
    sheet = shoot.make()
    third = shoot.film.scene("3A", eighths=2)
    shoot.lay(shoot.scenes[0], third)
    page = open_page(shoot.ad, "call_sheets", production=shoot.pid, sheet=str(sheet))
    assert "scene 3A is now on this day and scene 2 is no longer on it" in said(page).replace("\\", "")
    page.button(key="sync").click().run()
    assert [row["number"] for row in shoot.sheet(sheet).data["scenes"]] == ["1", "3A"]
    assert "The schedule changed" not in said(page)


def test_the_crew_reads_its_own_call_first(open_page: Any, shoot: Shoot) -> None:
    sheet = shoot.make()
    assert "No call sheet is out yet" in said(open_page(shoot.gaffer, "call_sheets", production=shoot.pid))
    mine = next(row for row in shoot.sheet(sheet).data["crew"] if row["name"] == "Kim [Gaffer]")
    shoot.ad.patch(f"{shoot.path}/call-sheets/{sheet}/crew/{mine['id']}", {"call": "05:30"}, match=mine["version"])
    shoot.publish(sheet)
    page = open_page(shoot.gaffer, "call_sheets", production=shoot.pid)
    assert figures(page)[0] == {"label": "Your call", "value": "05:30", "note": mine["position"]}
    text = said(page)
    assert "General call 07:00" in text
    assert "RAMP\\_1" in text, "underscores of a set stay underscores"
    assert "Royal \\*Sussex\\*" in text
    links = {link.proto.label: link.proto.url for link in page.get("link_button")}
    assert links["Call +44 1273 696955"] == "tel:+441273696955"
    assert links["Map"].startswith("https://www.openstreetmap.org/?mlat=50.83")
    assert not page.time_input
    assert "Publish" not in " ".join(button.label for button in page.button)
    page.button(key="back").click().run()
    page.button(key=f"open_{sheet}").click().run()
    assert address(page, "sheet") == str(sheet)


def test_a_performer_reads_pick_up_first_and_a_cancelled_sheet_shouts(
    open_page: Any, shoot: Shoot, studio: Studio
) -> None:
    actor = studio.member(shoot.pid, "cast", name="Zoë Ångström")
    sheet = shoot.make()
    shoot.publish(sheet)
    page = open_page(actor, "call_sheets", production=shoot.pid, sheet=str(sheet))
    assert figures(page)[0] == {"label": "Your pick-up", "value": "05:15", "note": "MARA · scenes 1"}
    shoot.change(sheet, status="cancelled")
    page = open_page(actor, "call_sheets", production=shoot.pid, sheet=str(sheet))
    assert "cancelled" in page.error[0].value
    assert "No call sheet is out yet" not in said(open_page(actor, "call_sheets", production=shoot.pid))


def test_the_preview_is_the_printed_sheet(open_page: Any, shoot: Shoot) -> None:
    sheet = shoot.make()
    shoot.change(sheet, notes="Mind the \U000130c0")
    page = open_page(shoot.ad, "call_sheets", production=shoot.pid, sheet=str(sheet), part="Preview")
    assert not page.error
    assert "\U000130c0" in page.warning[0].value


@pytest.mark.parametrize(
    ("text", "lines", "phone"),
    [
        ("General\nHill Road\n+44 1632 (96) 0955", ["General", "Hill Road"], "+44 1632 (96) 0955"),
        ("General\n12", ["General", "12"], ""),
        ("  \n", [], ""),
        ("112 112", [], "112 112"),
    ],
)
def test_a_hospitals_number_is_found(text: str, lines: list[str], phone: str) -> None:
    assert hospital(text) == (lines, phone)


def test_words() -> None:
    assert words.dial("+44 1632 (96) 0955 x12") == "tel:+441632960955,12"
    assert [duration(minutes) for minutes in (0, 45, 60, 615)] == ["0 min", "45 min", "1 h", "10 h 15 min"]
    none = dict.fromkeys(("sunrise", "sunset", "civil_dawn", "civil_dusk"))
    assert sun({"sun": {**none, "note": "The sun does not set."}}) == "The sun does not set."
    gone = {"status": "draft", "changed": {"day_gone": True, "added": [], "removed": []}}
    assert "no longer on the schedule" in changed(gone)
    assert changed({**gone, "status": "wrapped"}) == ""
