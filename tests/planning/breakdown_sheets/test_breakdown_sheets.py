"""Breakdown sheets: what is on them, and that paper and workbook say the same."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from tests.films import Film
from tests.people import Caller

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenhalterungsschraube"


@pytest.fixture
def made(studio) -> Any:
    """A production of two scenes with cast and a breakdown: (caller, path, scene ids, film)."""
    production = studio.production("The Long Tide", company="Northern Lights")
    film, caller = Film(studio.app, production), studio.member(production, "assistant_director")
    first = film.scene(
        "1", [film.cast(1, "MARA", "Ida Okafor"), film.cast(2, "JONAS")], set_name="HARBOUR", eighths=12,
        script_day="D1", synopsis="They wait.", estimated_minutes=75, location_id=film.location("Ferry terminal"),
    )  # fmt: skip
    second = film.scene("2", [], eighths=3)
    film.scene("3", [], eighths=5, status="omitted")
    last = film.scene("4", [])
    path = f"/productions/{production}"
    return caller, path, (first, second, last), film


def add(caller: Caller, path: str, scene: int, code: str, name: str, **entry: Any) -> None:
    rows = caller.get(f"{path}/breakdown/categories?limit=500").data
    category = next(row["id"] for row in rows if row["code"] == code)
    element = caller.post(f"{path}/breakdown/elements", {"category_id": category, "name": name}).data
    assert caller.put(f"{path}/breakdown/scenes/{scene}/elements/{element['id']}", entry).status == 200


def words(body: bytes) -> list[str]:
    return [" ".join(page.extract_text().replace("\u200b", "").split()) for page in PdfReader(io.BytesIO(body)).pages]


def test_a_sheet_says_everything_about_its_scene(made) -> None:
    caller, path, (first, second, last), _film = made
    add(caller, path, first, "background", "Ferry passengers", quantity=12, notes="wet coats")
    add(caller, path, first, "props", "Lantern")
    caller.patch(
        f"{path}/breakdown/scenes/{first}", {"sequence": "Storm", "unit": "Main", "comments": "Tide!"}, match=0
    )
    sheet = caller.get(f"{path}/breakdown-sheets/{first}").data
    assert (sheet["number"], sheet["page"], sheet["pages"], sheet["minutes"]) == (1, 1, "1 4/8", 75)
    assert (sheet["sequence"], sheet["unit"], sheet["location"]) == ("Storm", "Main", "Ferry terminal")
    boxes = {box["code"]: box["needs"] for box in sheet["boxes"]}
    assert [(need["number"], need["name"], need["notes"]) for need in boxes["cast"]] == [
        ("1", "MARA", "Ida Okafor"), ("2", "JONAS", ""),
    ]  # fmt: skip
    assert boxes["background"] == [{"number": "", "name": "Ferry passengers", "quantity": 12, "notes": "wet coats"}]
    assert boxes["weapons"] == []
    assert caller.get(f"{path}/breakdown-sheets/{second}").data["page"] == 2
    assert caller.get(f"{path}/breakdown-sheets/{last}").data["number"] == 3  # the omitted scene has no sheet
    assert caller.get(f"{path}/breakdown-sheets/999999").status == 404


def test_the_pdf_has_a_page_a_scene(made) -> None:
    caller, path, (first, second, _last), _film = made
    add(caller, path, first, "props", "Lantern", quantity=3, notes="one breaks")
    pages = words(caller.get(f"{path}/breakdown-sheets/pdf").body)
    assert len(pages) == 3
    for said in ("The Long Tide", "Northern Lights", "HARBOUR", "1 4/8", "1 h 15 min", "They wait.", "3 × Lantern"):
        assert said in pages[0], said
    assert "Ida Okafor" in pages[0]
    assert "WEAPONS" not in pages[0]
    some = caller.get(f"{path}/breakdown-sheets/pdf?scene_id={second}&empty=true&paper=letter")
    (page,) = words(some.body)
    assert "WEAPONS" in page
    assert PdfReader(io.BytesIO(some.body)).pages[0].mediabox.width == 612
    assert caller.get(f"{path}/breakdown-sheets/pdf?scene_id=999999").fields == ["scene_id"]


def test_paper_survives_long_names_and_every_script(made, studio) -> None:
    caller, path, (first, second, _last), film = made
    for n in range(25):
        film.cast(n + 10, f"CHARACTER {n}")
    names = [LONG * 2, "مركب الصيد", "Маяк", "灯塔 与 渔船", "#strong[x] *y* $z$", "a" * 255]
    for name in names:
        add(caller, path, first, "props", name, notes=f"{LONG} {name}"[:500])
    for n in range(60):
        add(caller, path, first, "set_dressing", f"Crate {n}")
    caller.patch(f"{path}/breakdown/scenes/{first}", {"comments": f"{LONG} " * 40}, match=0)
    answer = caller.get(f"{path}/breakdown-sheets/pdf?scene_id={first}&scene_id={second}")
    printed = "".join(words(answer.body)).replace(" ", "")
    for said in (LONG * 2, "Маяк", "灯塔", "#strong[x]", "a" * 255, "Crate59"):
        assert said.replace(" ", "") in printed, said
    assert "X-Backlot-Missing-Glyphs" not in answer.headers


def test_the_workbook_holds_elements_and_scenes(made) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    caller, path, (first, second, _last), _film = made
    add(caller, path, first, "props", "=1+1 Lantern", quantity=3)
    add(caller, path, second, "vehicles", "Boat")
    book = openpyxl.load_workbook(io.BytesIO(caller.get(f"{path}/breakdown-sheets/excel").body))
    rows = [[cell.value for cell in row] for row in book["Elements"].iter_rows(min_row=2)]
    assert [(row[0], row[1], row[3], row[4], row[5]) for row in rows] == [
        ("Vehicles", "Boat", 1, 1, "2"), ("Props", "=1+1 Lantern", 1, 3, "1"),
    ]  # fmt: skip
    scenes = [(row[1].value, row[8].value, row[10].value) for row in book["By scene"].iter_rows(min_row=2)]
    assert ("1", "Cast", "MARA") in scenes
    assert ("2", "Vehicles", "Boat") in scenes


def test_a_production_without_scenes_has_nothing_to_print(studio) -> None:
    production = studio.production()
    caller = studio.admin(production)
    assert caller.get(f"/productions/{production}/breakdown-sheets/pdf").status == 404
    assert caller.get(f"/productions/{production}/breakdown-sheets/excel").status == 200
