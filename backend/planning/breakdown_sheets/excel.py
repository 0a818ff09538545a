"""The whole breakdown as a workbook: every element with its scenes, and every scene with its elements."""

from collections import defaultdict
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from backend.planning.breakdown_sheets.service import BreakdownSheet
from backend.script.breakdown.service import CategoryFacts, ElementFacts

ELEMENTS = (
    ("Category", 20), ("Element", 34), ("Aliases", 26), ("Scenes", 8), ("Quantity, most in a scene", 14),
    ("In scenes", 34), ("Day out of days", 10), ("Notes", 40),
)  # fmt: skip
ENTRIES = (
    ("Sheet", 7), ("Scene", 9), ("INT/EXT", 9), ("Set", 34), ("Day/night", 11), ("Script day", 10), ("Pages", 8),
    ("Location", 26), ("Category", 20), ("No.", 6), ("Element", 34), ("Quantity", 9), ("Notes", 40),
)  # fmt: skip


def render(
    sheets: Sequence[BreakdownSheet], categories: Sequence[CategoryFacts], elements: Sequence[ElementFacts]
) -> bytes:
    """A workbook of two pages, "Elements" and "By scene", each with a filter and a fixed head."""
    import xlsxwriter  # here: loaded when the first workbook is made

    out = BytesIO()
    # what people typed stays text: no formulas, links or numbers out of it
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    _page(book, "Elements", ELEMENTS, _elements(sheets, {row.id: row for row in categories}, elements))
    _page(book, "By scene", ENTRIES, _entries(sheets))
    book.close()
    return out.getvalue()


def _page(book: Any, title: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[Any]]) -> None:
    head = book.add_format({"bold": True, "bg_color": "#E8E8E8", "border": 1, "text_wrap": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    page = book.add_worksheet(title)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    for at, (name, width) in enumerate(columns):
        page.set_column(at, at, width, wrapped)
        page.write_string(0, at, name, head)
    for line, row in enumerate(rows, 1):
        for at, value in enumerate(row):
            page.write(line, at, value, wrapped)
    page.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)


def _elements(
    sheets: Sequence[BreakdownSheet], categories: dict[int, CategoryFacts], elements: Sequence[ElementFacts]
) -> list[tuple[Any, ...]]:
    needs: dict[tuple[int, str], list[tuple[str, int]]] = defaultdict(list)
    for sheet in sheets:
        for box in sheet.boxes:
            for need in box.needs:
                needs[box.category_id, need.name].append((sheet.scene_number, need.quantity))
    rows = []
    for row in elements:
        found = needs.get((row.category_id, row.name), [])
        most = max((quantity for _scene, quantity in found), default=row.quantity)
        scenes = ", ".join(number for number, _quantity in found)
        dood = "yes" if row.in_dood else ""
        name = categories[row.category_id].name
        rows.append((name, row.name, ", ".join(row.aliases), len(found), most, scenes, dood, row.notes))
    return rows


def _entries(sheets: Sequence[BreakdownSheet]) -> list[tuple[Any, ...]]:
    return [
        (
            sheet.number, sheet.scene_number, sheet.int_ext, sheet.set_name, sheet.day_night, sheet.script_day,
            sheet.pages, sheet.location, box.name, need.number, need.name, need.quantity, need.notes,
        )
        for sheet in sheets
        for box in sheet.boxes
        for need in box.needs
    ]  # fmt: skip
