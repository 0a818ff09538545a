"""The schedule as a workbook: one row a strip in its colour, day heads and ends, totals by formula."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import xlsxwriter

from backend.core.eighths import format_eighths
from backend.planning.light import ink_on
from backend.planning.reports.document import Day, Line, Report, pages
from backend.planning.reports.schemas import Kind

ONE_LINER = (("Sc", 8), ("I/E", 8), ("Set", 34), ("D/N", 12), ("Pages", 9), ("Eighths", 9), ("Min", 7), ("Cast", 22),
             ("What happens", 60))  # fmt: skip
MORE = (("Location", 26), ("Story day", 10), ("Cast by name", 44), ("Needs", 70))
EIGHTHS = 5  # columns of what is summed
MINUTES = 6


def render(made: Report, kind: Kind, head: Mapping[str, str], colours: Mapping[str, str]) -> bytes:
    """The workbook; texts that look like formulas stay texts."""
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        _Sheet(book, kind, colours).fill(made, head)
    return target.getvalue()


class _Sheet:
    """One sheet, written from top to bottom."""

    def __init__(self, book: Any, kind: Kind, colours: Mapping[str, str]) -> None:
        self.book, self.sheet, self.row = book, book.add_worksheet(), 0
        self.columns = (*ONE_LINER, *(MORE if kind == "shooting-schedule" else ()))
        self.plain = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "border_color": "#bbbbbb"})
        self.bold = book.add_format({"bold": True})
        self.shade = book.add_format({"bold": True, "bg_color": "#e6e6e6", "border": 1})
        self.places = {
            place: book.add_format({
                "bg_color": colour, "font_color": ink_on(colour), "bold": True, "border": 1, "valign": "top",
            })
            for place, colour in colours.items()
        }  # fmt: skip
        self.sums: list[tuple[int, int]] = []

    def fill(self, made: Report, head: Mapping[str, str]) -> None:
        """Head, days, totals; ready to print in landscape."""
        for index, (_, width) in enumerate(self.columns):
            self.sheet.set_column(index, index, width)
        self.sheet.write(0, 0, head["production"], self.book.add_format({"bold": True, "font_size": 16}))
        self.sheet.write(1, 0, f"{head['title']} · {head['board']} · {head['made']}")
        self.sheet.write_row(3, 0, [label for label, _ in self.columns], self.shade)
        self.sheet.freeze_panes(4, 1)
        self.row = 4
        for day in made.days:
            self._day(day)
        if made.boneyard:
            self._bar("Not scheduled", self.shade)
            for line in made.boneyard:
                self._line(line)
        self._total()
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(3)

    def _day(self, day: Day) -> None:
        for text in day.before:
            self._bar(text, self.places["holiday" if text.startswith("Holiday") else "week_break"])
        words = (f"DAY {day.number} OF {day.of}", f"{day.date:%A} {day.date.day} {day.date:%B} {day.date.year}",
                 day.unit, f"call {day.call}" if day.call else "", day.location)  # fmt: skip
        self._bar("  ·  ".join(word for word in words if word), self.shade)
        first = self.row
        for line in day.lines:
            self._line(line)
        end = self.places["day_break"]
        self._bar(f"End of day {day.number} · {pages(day.eighths)}", end)
        if day.lines:
            self._sum(self.row - 1, [(first, self.row - 2)], end)
            self.sums.append((first, self.row - 2))

    def _bar(self, text: str, look: Any) -> None:
        for index in range(len(self.columns)):
            self.sheet.write_blank(self.row, index, None, look)
        self.sheet.write_string(self.row, 0, text, look)
        self.row += 1

    def _line(self, line: Line) -> None:
        if line.banner:
            self._bar(line.banner, self.shade)
            if line.minutes:
                self.sheet.write_number(self.row - 1, MINUTES, line.minutes, self.shade)
            return
        needs = "\n".join(f"{heading}: {text}" for heading, text in line.needs)
        texts = (line.number, line.int_ext, line.set_name, line.day_night, format_eighths(line.eighths), None, None,
                 line.cast, line.synopsis, line.location, line.script_day, line.players, needs)  # fmt: skip
        for index, text in enumerate(texts[: len(self.columns)]):
            if text is not None:
                look = self.places.get(line.place, self.plain) if index == 0 else self.plain
                self.sheet.write_string(self.row, index, text, look)
        self.sheet.write_number(self.row, EIGHTHS, line.eighths, self.plain)
        if line.minutes is None:
            self.sheet.write_blank(self.row, MINUTES, None, self.plain)
        else:
            self.sheet.write_number(self.row, MINUTES, line.minutes, self.plain)
        self.row += 1

    def _sum(self, row: int, spans: list[tuple[int, int]], look: Any) -> None:
        for column, letter in ((EIGHTHS, "F"), (MINUTES, "G")):
            ranges = ",".join(f"{letter}{first + 1}:{letter}{last + 1}" for first, last in spans)
            self.sheet.write_formula(row, column, f"=SUM({ranges})", look)

    def _total(self) -> None:
        self._bar("Total of scheduled days, in eighths and minutes", self.shade)
        for start in range(0, len(self.sums), 200):  # a formula takes 255 arguments
            self._sum(self.row - 1, self.sums[start : start + 200], self.shade)
