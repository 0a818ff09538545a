"""Tables of hours as CSV and as workbooks. What people typed stays text: no program may take it for a formula."""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

from backend.core.errors import Invalid
from backend.timelogs.reports.tables import Column, Table

MOST_LINES = 50_000  # of a workbook, which is made as a whole before it is sent
CHUNK = 1 << 16
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_FORMATS = {
    "day": {"num_format": "yyyy-mm-dd", "align": "left"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm:ss", "align": "left"},
    "hours": {"num_format": "0.00"},
    "money": {"num_format": "#,##0.00"},
}


def csv_lines(table: Table) -> Iterator[bytes]:
    """The table as CSV in UTF-8, in pieces; a byte order mark tells Excel."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow([column.title for column in table.columns])
    for row in table.rows:
        writer.writerow([_written(column, column.value(row)) for column in table.columns])
        if buffer.tell() >= CHUNK:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


def _written(column: Column, value: Any) -> Any:
    if value is None:
        return ""
    if column.kind == "text":
        return f"'{value}" if value.startswith(_FORMULA) else value
    if column.kind == "hours":
        return f"{value / 3600:.4f}"  # to the second
    if column.kind == "money":
        return f"{value / 100:.2f}"
    if column.kind == "moment":
        return value.isoformat(" ", "seconds")
    return value


def workbook(table: Table) -> io.BytesIO:
    """The table as a workbook, totals as formulas. Raises Invalid naming `format` when it is too long."""
    import xlsxwriter  # here: loaded when the first workbook is made

    target = io.BytesIO()
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    }  # fmt: skip
    with xlsxwriter.Workbook(target, options) as book:
        _fill(book, table)
    target.seek(0)
    return target


def _fill(book: Any, table: Table) -> None:
    sheet = book.add_worksheet(table.title)
    bold = {"bold": True, "bg_color": "#e6e6e6"}
    formats = {kind: book.add_format(look) for kind, look in _FORMATS.items()}
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.title, book.add_format(bold))
    sheet.freeze_panes(1, 0)
    sums = dict.fromkeys((place for place, column in enumerate(table.columns) if column.totalled), 0.0)
    line = 0
    for line, row in enumerate(table.rows, start=1):
        if line > MOST_LINES:
            raise Invalid(f"A workbook holds {MOST_LINES:,} lines: take CSV, or fewer days.", field="format")
        for place, column in enumerate(table.columns):
            value = _number(column, column.value(row))
            _write(sheet, line, place, column, value, formats.get(column.kind))
            if place in sums:
                sums[place] += value
    if line:
        sheet.autofilter(0, 0, line, len(table.columns) - 1)
    if sums:
        sheet.write_string(line + 1, 0, "Total", book.add_format(bold))
    for place, total in sums.items():
        name = chr(ord("A") + place)
        look = book.add_format({**bold, **_FORMATS[table.columns[place].kind]})
        sheet.write_formula(line + 1, place, f"=SUM({name}2:{name}{max(line, 1) + 1})", look, total)


def _number(column: Column, value: Any) -> Any:
    """Hours and money as spreadsheets count them."""
    if value is None:
        return None
    return value / 3600 if column.kind == "hours" else value / 100 if column.kind == "money" else value


def _write(sheet: Any, line: int, place: int, column: Column, value: Any, look: Any) -> None:
    if value is None:
        sheet.write_blank(line, place, None, look)
    elif column.kind == "text":
        sheet.write_string(line, place, value)
    elif isinstance(value, dt.date):
        sheet.write_datetime(line, place, value, look)
    else:
        sheet.write_number(line, place, value, look)
