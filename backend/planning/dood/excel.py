"""The day out of days as a workbook: the codes as text, every total a formula over them, so that it stays right when
somebody types another code into a cell."""

import datetime as dt
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_range_abs, xl_rowcol_to_cell

from backend.planning.dood.columns import Column
from backend.planning.dood.engine import Row

if TYPE_CHECKING:
    from backend.planning.dood.paper import Head
    from backend.planning.dood.service import Dood

TOP, LEFT = 6, 3  # the first row and column of codes; the dates are in the row above them
DATES, NUMBERS = 4, 5
# Codes count as in the guide; `{codes}` is the person's cells, `{dates}` the row of dates.
FORMULAS = {
    "Work": '=COUNTIF({codes},"*W*")',
    "Hold": '=COUNTIF({codes},"H*")',
    "Drop": '=IFERROR(INDEX({dates},MATCH("P*",{codes},0))-INDEX({dates},MATCH("*D*",{codes},0))-1,0)',
    "Travel": '=COUNTIF({codes},"*TR")+COUNTIF({codes},"M")',
    "Rehearsal": '=COUNTIF({codes},"R")+COUNTIF({codes},"*/R")',
    "Fitting": '=COUNTIF({codes},"*FT")',
    "Holiday": '=COUNTIF({codes},"/")',
    "Paid": "=" + "+".join(f'COUNTIF({{codes}},"{code}")' for code in ("*W*", "H*", "TR", "M", "R")),
    "Start": '=IFERROR(INDEX({dates},MATCH("S*",{codes},0)),"")',
    "Finish": '=IFERROR(INDEX({dates},MATCH("*WF*",{codes},0)),"")',
}
FILLS = {"W": "#ffffff", "H": "#ffe2b8", "T": "#d3e6fb", "M": "#cdcdcd", "off": "#dedede"}


class Book(NamedTuple):
    """The workbook while it is written; formats are made once each."""

    file: Any
    sheet: Any
    formats: dict[str, Any]


def render(found: "Dood", head: "Head", currency: str) -> bytes:
    """The workbook; `currency` adds the columns of money, "" leaves them out."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as file:
        sheet = file.add_worksheet("Day out of days")
        book = Book(file, sheet, _formats(file, currency))
        _head(book, head)
        _columns(book, found.columns, currency)
        for line, row in enumerate(found.rows, start=TOP):
            _row(book, line, row, found, currency)
        _working(book, found)
        sheet.freeze_panes(TOP, LEFT)
        sheet.set_landscape()
        sheet.set_paper(8)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, TOP - 1)
    return out.getvalue()


def _formats(file: Any, currency: str) -> dict[str, Any]:
    line = {"border": 1, "border_color": "#b4b4b4", "font_size": 9}
    centred = {**line, "align": "center"}
    found = {
        "title": {"bold": True, "font_size": 16},
        "plain": {"font_size": 10},
        "label": {**line, "bold": True, "bg_color": "#e8e8e8", "align": "center", "text_wrap": True, "valign": "top"},
        "month": {**centred, "bold": True, "bg_color": "#e8e8e8", "num_format": "mmm"},
        "date": {**centred, "bold": True, "bg_color": "#e8e8e8", "num_format": "d"},
        "date off": {**centred, "bold": True, "bg_color": "#cdcdcd", "num_format": "d"},
        "number": {**centred, "font_size": 8, "bg_color": "#e8e8e8"},
        "name": {**line, "bold": True},
        "performer": {**line, "font_color": "#555555"},
        "total": centred,
        "day": {**centred, "num_format": "d mmm yyyy"},
        "money": {**line, "num_format": f'#,##0.00 "{currency}"'},
        **{f"code {key}": {**centred, "bg_color": fill} for key, fill in FILLS.items()},
    }
    return {name: file.add_format(look) for name, look in found.items()}


def _head(book: Book, head: "Head") -> None:
    write, formats = book.sheet.write_string, book.formats
    write(0, 0, head.production, formats["title"])
    board = f" · {head.board}" if head.board else ""
    write(1, 0, f"Day out of days · {head.category}{board}", formats["plain"])
    write(2, 0, " · ".join(part for part in (head.company, f"made {head.made}") if part), formats["plain"])


def _columns(book: Book, columns: list[Column], currency: str) -> None:
    """Weekdays, dates and shooting days across the top, then the names of the totals."""
    sheet, formats = book.sheet, book.formats
    for place, name in enumerate(("No.", "Name", "Performer")):
        sheet.write_string(NUMBERS, place, name, formats["label"])
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 2, 24)
    before: tuple[int, int] | None = None
    for place, column in enumerate(columns, start=LEFT):
        month = (column.date.year, column.date.month)
        sheet.write_string(DATES - 1, place, f"{column.date:%a}"[:2], formats["number"])
        if month != before:
            sheet.write_datetime(DATES - 2, place, _moment(column.date), formats["month"])
        off = column.kind in ("off", "holiday", "travel")
        sheet.write_datetime(DATES, place, _moment(column.date), formats["date off" if off else "date"])
        numbers = " ".join(str(day.number) for day in column.days)
        sheet.write_string(
            NUMBERS, place, numbers or {"holiday": "/", "travel": "M"}.get(column.kind, ""), formats["number"]
        )
        before = month
    end = LEFT + len(columns)
    if columns:
        sheet.set_column(LEFT, end - 1, 4.6)
    names = [*FORMULAS, *(("Daily rate", "Held days cost", "Paid days cost") if currency else ())]
    for place, name in enumerate(names, start=end):
        sheet.write_string(NUMBERS, place, name, formats["label"])
    sheet.set_column(end, end + len(FORMULAS) - 3, 8)
    sheet.set_column(end + len(FORMULAS) - 2, end + len(names) - 1, 13)


def _row(book: Book, line: int, row: Row, found: "Dood", currency: str) -> None:
    sheet, formats, end = book.sheet, book.formats, LEFT + len(found.columns)
    if row.subject.number.isdecimal():
        sheet.write_number(line, 0, int(row.subject.number), formats["total"])
    else:
        sheet.write_string(line, 0, row.subject.number, formats["total"])
    sheet.write_string(line, 1, row.subject.name, formats["name"])
    sheet.write_string(line, 2, found.performers.get(row.subject.key, ""), formats["performer"])
    for place, column in enumerate(found.columns, start=LEFT):
        code = row.shown(column.date)
        sheet.write_string(line, place, code, formats[f"code {_fill(code, column)}"])
    values = _values(row)
    places = {"codes": xl_range_abs(line, LEFT, line, end - 1), "dates": xl_range_abs(DATES, LEFT, DATES, end - 1)}
    for place, (name, formula) in enumerate(FORMULAS.items(), start=end):
        look = formats["day" if name in ("Start", "Finish") else "total"]
        sheet.write_formula(line, place, formula.format(**places), look, values[name])
    if currency:
        _money(book, line, end, row)


def _values(row: Row) -> dict[str, Any]:
    """What the formulas come to, for programs that show a workbook without computing it."""
    totals = {name: getattr(row, name.lower()) for name in FORMULAS if name not in ("Start", "Finish")}
    return {**totals, "Start": _serial(row.start), "Finish": _serial(row.finish)}


def _money(book: Book, line: int, end: int, row: Row) -> None:
    place = end + len(FORMULAS)
    rate = xl_rowcol_to_cell(line, place)
    book.sheet.write_number(line, place, row.subject.rate / 100, book.formats["money"])
    for step, (name, days) in enumerate((("Hold", row.hold), ("Paid", row.paid)), start=1):
        counted = xl_rowcol_to_cell(line, end + list(FORMULAS).index(name))
        value = days * row.subject.rate / 100
        book.sheet.write_formula(line, place + step, f"={counted}*{rate}", book.formats["money"], value)


def _working(book: Book, found: "Dood") -> None:
    """Under the last person: how many work on each date, and the sums of the totals."""
    if not found.rows or not found.columns:
        return
    line, last = TOP + len(found.rows), TOP + len(found.rows) - 1
    book.sheet.write_string(line, 1, "Working", book.formats["label"])
    for place, column in enumerate(found.columns, start=LEFT):
        name = xl_col_to_name(place)
        working = sum("W" in row.codes.get(column.date, "") for row in found.rows)
        formula = f'=COUNTIF({name}{TOP + 1}:{name}{last + 1},"*W*")'
        book.sheet.write_formula(line, place, formula, book.formats["number"], working)
    for place, total in enumerate(list(FORMULAS)[:-2], start=LEFT + len(found.columns)):
        name = xl_col_to_name(place)
        value = sum(_values(row)[total] for row in found.rows)
        book.sheet.write_formula(line, place, f"=SUM({name}{TOP + 1}:{name}{last + 1})", book.formats["label"], value)


def _fill(code: str, column: Column) -> str:
    if "W" in code:
        return "W"
    if code.startswith("H"):
        return "H"
    if code in ("/", "M"):
        return "M"
    if code:
        return "T"
    return "off" if column.kind in ("off", "holiday", "travel") else "W"


def _moment(date: dt.date) -> dt.datetime:
    return dt.datetime.combine(date, dt.time())


def _serial(date: dt.date | None) -> Any:
    """A date as spreadsheets count it; "" for none."""
    return (date - dt.date(1899, 12, 30)).days if date else ""
