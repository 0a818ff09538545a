"""The pages behind links: what a stranger with a link sees, what a stranger without one never learns."""

import datetime as dt
import re
from html.parser import HTMLParser
from typing import Any

import pypdfium2
import pytest

from backend.core import clock, qr
from backend.core.db import db
from backend.planning.distribution import page
from backend.planning.distribution.models import CallSheetRecipient
from backend.planning.distribution.personal import Place
from tests.people import Studio
from tests.planning.distribution.conftest import AD_PHONE, GAFFER_PHONE, MARA_PHONE, Inbox, Shoot, event


class Page(HTMLParser):
    """What a browser would load, run, and offer to press."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in {"href", "src", "action"}]


def set_clock(monkeypatch: pytest.MonkeyPatch, moment: dt.datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


def test_the_page_needs_no_login_no_script_and_nothing_from_elsewhere(shoot: Shoot) -> None:
    link = shoot.link("MARA")
    answer = shoot.visit(link)
    shown = Page(answer.text)
    assert not {"script", "img", "link", "iframe", "object"} & set(shown.tags)
    assert [
        one for one in shown.links if not re.match(r"(tel:|geo:|[\w-]+/(confirm|call-sheet\.pdf|call\.ics)$)", one)
    ] == []
    headers = answer.headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in headers["X-Robots-Tag"]
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "Set-Cookie" not in headers
    assert len(answer.data) < 20_000
    for words in ("ليلى العربية", "MARA", "General call", "07:00", "Ferry terminal", "Harbour General", "Day 1 of 1"):
        assert words in answer.text
    assert 'dir="auto"' in answer.text
    assert re.search(r"geo:50\.83\d*,-0\.25\d*", answer.text)
    assert "tel:+441632960955" in answer.text


@pytest.mark.parametrize(("phones", "shown"), [("none", []), ("key", [AD_PHONE]), ("all", [AD_PHONE])])
def test_nobody_elses_number_unless_the_production_allows(shoot: Shoot, phones: str, shown: list[str]) -> None:
    shoot.share(phones=phones)
    link = shoot.link("BEN")
    text = shoot.visit(link).text
    paper = pypdfium2.PdfDocument(shoot.visit(f"{link}/call-sheet.pdf").data)
    printed = "".join(one.get_textpage().get_text_range() for one in paper)
    assert [number for number in (AD_PHONE, GAFFER_PHONE, MARA_PHONE) if number in text] == shown
    also = [GAFFER_PHONE] if phones == "all" else []
    assert [number for number in (AD_PHONE, GAFFER_PHONE, MARA_PHONE) if number in printed] == [*shown, *also]
    assert "BEN" in printed


def test_unknown_withdrawn_and_old_links_are_one_answer(shoot: Shoot, monkeypatch: pytest.MonkeyPatch) -> None:
    withdrawn, alive = shoot.link("BEN"), shoot.link("MARA")
    assert shoot.of("BEN", "/link", method="DELETE").status == 200
    assert shoot.person("BEN")["link_works"] is False
    assert shoot.of("BEN", "/link", method="GET").status == 409
    night = dt.datetime.combine(shoot.date + dt.timedelta(days=5), dt.time(22), tzinfo=dt.UTC)
    with monkeypatch.context() as patch:
        set_clock(patch, night)
        assert shoot.visit(alive).status_code == 200
        set_clock(patch, night + dt.timedelta(days=1))
        answers = [
            shoot.visit(path) for path in (alive, withdrawn, "/c/nobody-ever-made-this", f"{alive}x", "/c/day/1-x")
        ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert "Ask your assistant director" in answers[0].text
    assert {shoot.visit(f"{withdrawn}/{part}").status_code for part in ("call-sheet.pdf", "call.ics")} == {404}
    assert shoot.app.test_client().post(f"{withdrawn}/confirm").status_code == 404
    again = shoot.of("BEN", "/link", method="POST").data["link"]
    assert again.rpartition("/")[2] != withdrawn.rpartition("/")[2]
    assert shoot.visit(shoot.link("BEN")).status_code == 200


def test_guessing_is_slow_and_opening_is_not(shoot: Shoot) -> None:
    link = shoot.link("MARA")
    assert {shoot.visit(link).status_code for _ in range(40)} == {200}
    answers = [shoot.visit(f"/c/guess{n}") for n in range(31)]
    assert [answer.status_code for answer in answers] == [404] * 30 + [429]
    assert "Wait a minute" in answers[-1].text
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_a_copy_of_the_database_gives_no_link_away(shoot: Shoot) -> None:
    token = shoot.link("MARA").rpartition("/")[2]
    assert len(token) == 32
    with shoot.app.app_context():
        row = db.session.get(CallSheetRecipient, shoot.person("MARA")["id"])
        assert row
        stored = " ".join(str(value) for value in vars(row).values())
    assert token not in stored
    assert shoot.link("MARA").endswith(token)


def test_with_another_secret_key_links_are_made_anew(
    shoot: Shoot, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    changed = replace(shoot.app.config["SETTINGS"], secret_key="k" * 40)
    monkeypatch.setitem(shoot.app.config, "SETTINGS", changed)
    assert shoot.person("MARA")["link_works"] is False
    shoot.send(to="all")
    assert shoot.visit(shoot.link("MARA")).status_code == 200


def test_the_wall_shows_the_day_and_nobody(shoot: Shoot) -> None:
    made = shoot.ad.get(f"{shoot.sheet_path}/wall").data
    path = re.sub(r"^https?://[^/]+", "", made["link"])
    answer = shoot.visit(path)
    assert answer.status_code == 200
    for words in ("07:00", "Ferry terminal", "assistant director", ">12</b>"):
        assert words in answer.text
    for secret in ("العربية", "MARA", "Kim", "Dede", "tel:", "+44", "<form"):
        assert secret not in answer.text
    number, _, rest = path.rpartition("/")[2].partition("-")
    assert shoot.visit(f"/c/day/{int(number) + 1}-{rest}").status_code == 404
    shoot.cancel()
    assert "cancelled" in shoot.visit(path).text


def test_the_notice_for_the_wall_prints_the_code(shoot: Shoot) -> None:
    link = shoot.ad.get(f"{shoot.sheet_path}/wall").data["link"]
    path = f"{shoot.sheet_path}/wall"
    kinds = {form: shoot.ad.get(f"{path}/{form}") for form in ("pdf", "png")}
    assert kinds["png"].body.startswith(b"\x89PNG")
    assert shoot.ad.get(path).data["qr_svg"].startswith("<svg")
    paper = pypdfium2.PdfDocument(kinds["pdf"].body)
    assert len(paper) == 1
    picture = paper[0].render(scale=4, grayscale=True).to_numpy().squeeze() < 128
    wanted = qr.modules(link)
    rows, columns = picture[: picture.shape[0] * 2 // 3].nonzero()
    deep = [y for y in rows if picture[y].sum() > 20 and y > picture.shape[0] * 0.3]
    top, bottom = min(deep), max(deep)
    inside = columns[(rows >= top) & (rows <= bottom)]
    left, right = inside.min(), inside.max()
    size = len(wanted)
    seen = [
        [int(picture[int(top + (y + 0.5) * (bottom - top) / size), int(left + (x + 0.5) * (right - left) / size)])
         for x in range(size)]
        for y in range(size)
    ]  # fmt: skip
    assert seen == wanted
    stranger = Studio(shoot.app).user()
    assert stranger.get(f"{path}/pdf").status == 404


def test_a_night_call_and_summer_time_are_the_right_hour_in_a_calendar(studio: Studio, inbox: Inbox) -> None:
    shoot = Shoot(studio, dt.date(2027, 3, 27), "Europe/Berlin")  # clocks go forward at two that night
    shoot.ad.patch(shoot.sheet_path, {"general_call": "20:00"}, match=shoot.sheet().etag).data  # noqa: B018
    shoot.call_mara(pick_up=None, makeup=None, wardrobe=None, on_set="03:30")
    shoot.publish()
    mine = event(shoot.visit(f"{shoot.link('MARA')}/call.ics").data)
    assert mine["DTSTART"].dt.isoformat() == "2027-03-28T03:30:00+02:00"


@pytest.mark.parametrize(
    ("place", "agent", "link"),
    [
        (Place(name="Q", latitude=5.5, longitude=-0.25), "Android 9", "geo:5.500000,-0.250000?q=5.500000,-0.250000(Q)"),
        (Place(name="Quay", address="1 Rope & Walk"), "Android 9", "geo:0,0?q=Quay%2C%201%20Rope%20%26%20Walk"),
        (Place(latitude=50.5, longitude=-0.25), "iPhone OS", "https://maps.apple.com/?daddr=50.500000,-0.250000"),
        (Place(latitude=50.5, longitude=-0.25, map_url="https://osm.example/1"), "Firefox", "https://osm.example/1"),
        (Place(name="Quay"), "Android 9", ""),
        (Place(), "iPhone OS", ""),
    ],
)  # fmt: skip
def test_navigate_opens_the_phones_own_map(place: Place, agent: str, link: str) -> None:
    assert page.navigate_link(place, agent) == link


@pytest.mark.parametrize(
    ("typed", "dialled"), [("+44 (0)1632 960-955", "tel:+441632960955"), ("0800 1 2#3", "tel:080012#3")]
)
def test_numbers_are_dialled_as_they_are_meant(typed: str, dialled: str) -> None:
    assert page.dial(typed) == dialled
