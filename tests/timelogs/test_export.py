"""Hours as files: what spreadsheets and programs get."""

import csv
import io
from typing import Any

import pytest
from openpyxl import load_workbook

from backend.timelogs.reports import files, tables
from backend.timelogs.segments.moments import HOUR
from tests.people import Caller, Studio
from tests.timelogs.rows import Hours

WEEK = "from=2026-11-23&to=2026-11-29"


@pytest.fixture
def pid(studio: Studio) -> int:
    return studio.production(timezone="Europe/Berlin")


@pytest.fixture
def hours(studio: Studio, pid: int) -> Hours:
    return Hours(studio.app, pid)


def as_csv(caller: Caller, query: str) -> list[list[str]]:
    reply = caller.get(f"/time/export?{WEEK}&{query}")
    assert (reply.status, reply.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert 'filename="Hours 2026-11-23 to 2026-11-29.csv"' in reply.headers["Content-Disposition"]
    text = reply.body.decode()
    assert text.startswith("\ufeff")
    assert text.count("\n") == text.count("\r\n")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def as_book(caller: Caller, query: str) -> Any:
    reply = caller.get(f"/time/export?{WEEK}&format=xlsx&{query}")
    assert reply.status == 200
    assert 'filename="Hours 2026-11-23 to 2026-11-29.xlsx"' in reply.headers["Content-Disposition"]
    return load_workbook(io.BytesIO(reply.body)).active


def test_sums_as_csv(studio: Studio, pid: int, hours: Hours) -> None:
    boss, ana = studio.member(pid, "producer"), studio.member(pid, "vfx_artist", name="Ána Ľ")
    task = hours.task("=1+1", estimate_minutes=90)
    hours.rate(ana.user_id, "2026-01-01", 4500)
    hours.day(ana.user_id, task, "2026-11-23", ms=HOUR + 1000, manual_ms=HOUR // 2)
    assert as_csv(boss, "group=day,user,task") == [
        ["Day", "Person", "Task", "Estimate (h)", "Hours", "By hand (h)", "Cost", "Currency"],
        ["2026-11-23", "Ána Ľ", "'=1+1", "1.5000", "1.0003", "0.5000", "45.01", "EUR"],
    ]
    supervisor = studio.member(pid, "vfx_supervisor")
    assert as_csv(supervisor, "group=week,dcc") == [
        ["Week", "Program", "Hours", "By hand (h)"],
        ["2026-W48", "blender", "1.0003", "0.5000"],
    ]
    assert as_csv(studio.user(), "group=user") == [["Person", "Hours", "By hand (h)"]]


@pytest.mark.parametrize("title", ["=cmd()", "+1", "-1", "@SUM(A1)"])
def test_no_cell_is_a_formula(studio: Studio, pid: int, hours: Hours, title: str) -> None:
    boss = studio.admin(pid)
    task = hours.task(title)
    hours.day(boss.user_id, task, "2026-11-23", 1)
    hours.segment(boss.user_id, task, "2026-11-23T08:00", 60, note="\t=1+1", file="@evil")
    assert as_csv(boss, "group=task")[1][0] == f"'{title}"
    line = dict(zip(*as_csv(boss, "detail=segments"), strict=True))
    assert (line["Task"], line["Note"], line["File"]) == (f"'{title}", "'\t=1+1", "'@evil")
    cell = as_book(boss, "group=task")["A2"]
    assert (cell.value, cell.data_type) == (title, "s")


def test_sums_as_a_workbook_with_totals(studio: Studio, pid: int, hours: Hours) -> None:
    boss, kim = studio.admin(pid), studio.member(pid, "vfx_artist", name="Kim")
    task = hours.task()
    hours.rate(kim.user_id, "2026-01-01", 4500)
    hours.day(kim.user_id, task, "2026-11-23", 1.5)
    hours.day(boss.user_id, task, "2026-11-24", 2)
    sheet = as_book(boss, "group=user,day")
    assert sheet.freeze_panes == "A2"
    head, first, _second, total = ([cell.value for cell in row] for row in sheet.rows)
    assert head == ["Person", "Day", "Hours", "By hand (h)", "Cost", "Currency"]
    assert first[0] == "Kim"
    assert f"{first[1]:%Y-%m-%d}" == "2026-11-23"
    assert first[2:] == [1.5, 0, 67.5, "EUR"]
    assert total == ["Total", None, "=SUM(C2:C3)", "=SUM(D2:D3)", None, None]
    assert sheet["C2"].number_format == "0.00"
    assert [[cell.value for cell in row] for row in as_book(studio.user(), "group=user").rows] == [
        ["Person", "Hours", "By hand (h)"],
        ["Total", "=SUM(B2:B2)", "=SUM(C2:C2)"],
    ]


def test_segments_are_in_the_productions_own_time(studio: Studio, pid: int, hours: Hours) -> None:
    lead, kim = studio.member(pid, "vfx_supervisor"), studio.member(pid, "vfx_artist", name="Kim")
    task = hours.task("SH010 comp")
    hours.segment(kim.user_id, task, "2026-11-22T22:59:59", 10)  # still Sunday in Berlin
    hours.segment(kim.user_id, task, "2026-11-22T23:00:00", 90, note="Retake")
    hours.segment(kim.user_id, task, "2026-11-29T22:59:59", 30, dcc="manual", source="manual", corrected=True)
    hours.segment(kim.user_id, task, "2026-11-29T23:00:00", 10)
    hours.segment(kim.user_id, task, "2026-11-24T08:00", 10, removed=True)
    hours.segment(lead.user_id, task, "2026-11-24T08:00", 15)
    head, first, second, third = as_csv(lead, "detail=segments")
    assert head == ["Day", "Start", "End", "Hours", "Person", "Production", "Task", "Program", "Version", "Machine",
                    "File", "Note", "Source", "Corrected"]  # fmt: skip
    assert first == [
        "2026-11-23", "2026-11-23 00:00:00", "2026-11-23 01:30:00", "1.5000", "Kim", "The Long Tide", "SH010 comp",
        "blender", "", "ws12", "sh010_comp_v003.blend", "Retake", "measured", "",
    ]  # fmt: skip
    assert (second[4], second[3]) == ("Person 1", "0.2500")
    assert (third[0], third[7], third[12], third[13]) == ("2026-11-29", "manual", "manual", "yes")
    assert len(as_csv(kim, "detail=segments")) == 3
    assert len(as_csv(lead, f"detail=segments&user_id={kim.user_id}&dcc=manual&production_id={pid}")) == 2
    assert len(as_csv(studio.user(), "detail=segments")) == 1
    sheet = as_book(lead, "detail=segments")
    assert [sheet["B2"].value.isoformat(), sheet["D2"].value] == ["2026-11-23T00:00:00", 1.5]
    assert sheet.max_row == 4  # segments may overlap, so nothing is added up here


def test_segments_come_page_by_page(studio: Studio, pid: int, hours: Hours, monkeypatch: pytest.MonkeyPatch) -> None:
    boss, elsewhere = studio.admin(pid), studio.production("Elsewhere")
    others = Hours(studio.app, elsewhere)
    for which in (hours, others):
        task = which.task()
        for minute in (1, 1, 1, 2, 3, 4, 5):
            which.segment(boss.user_id, task, f"2026-11-24T08:{minute:02}", 1)
        which.day(boss.user_id, task, "2026-11-24", 0.1)
    whole = as_csv(boss, "detail=segments")
    assert len(whole) == 15  # on a production one has left the hours stay one's own
    monkeypatch.setattr(tables, "PAGE", 2)
    monkeypatch.setattr(files, "CHUNK", 100)
    assert as_csv(boss, "detail=segments") == whole
    monkeypatch.setattr(files, "MOST_LINES", 13)
    refused = boss.get(f"/time/export?{WEEK}&format=xlsx&detail=segments")
    assert (refused.status, refused.fields) == (422, ["format"])


@pytest.mark.parametrize(
    ("query", "status", "field"),
    [
        ("format=pdf", 422, "format"),
        ("detail=all", 422, "detail"),
        ("group=x", 422, "group"),
        ("production_id=99", 404, ""),
    ],
)
def test_what_an_export_refuses(studio: Studio, query: str, status: int, field: str) -> None:
    for more in ("", "&detail=segments") if "detail" not in query else ("",):
        reply = studio.user().get(f"/time/export?{WEEK}&{query}{more}")
        assert (reply.status, reply.fields) == (status, [field] if field else [])


def test_nobody_exports_without_signing_in(studio: Studio) -> None:
    assert studio.anonymous().get(f"/time/export?{WEEK}").status == 401
    assert studio.user().get("/time/export?from=2026-11-23&to=2026-11-01&detail=segments").fields == ["to"]
