"""Hours as figures: added up by up to three keys, with names, and everything adds up."""

from collections.abc import Collection, Sequence
from typing import Any

from backend.core.access import me
from backend.core.errors import Invalid
from backend.productions.members.access import productions_where
from backend.timelogs.amounts import HOUR, rounded, seconds_of, shared
from backend.timelogs.reports import keys, sums
from backend.timelogs.reports.schemas import HoursQuery, SummaryQuery

MOST_DAYS = 400
MOST_ROWS = 20_000


def summary(query: SummaryQuery) -> dict[str, Any]:
    """The fields of `SummaryOut`. Raises Invalid naming `to` or `group` for more than fits into one answer."""
    hours, groups, priced = wanted(query), groups_of(query), rates_seen()
    found = sums.grouped(groups, hours, priced, MOST_ROWS + 1)
    if len(found["ms"]) > MOST_ROWS:
        raise Invalid(f"These are more than {MOST_ROWS:,} rows: ask for fewer days or group by less.", field="group")
    known = {group: keys.described(group, set(found[group])) for group in groups}
    found = _ordered(found, known)
    shown: sums.Columns = {
        field: [*map(values.__getitem__, found[group])]
        for group, facts in known.items()
        for field, values in facts.fields.items()
    }
    shown["seconds"], shown["manual_seconds"] = seconds_of(found["ms"], found["manual_ms"])
    total: dict[str, Any] = {name: sum(shown[name]) for name in ("seconds", "manual_seconds")}
    shown["cost_minor"], shown["currency"], money = _money(found) if priced else _no_money(len(found["ms"]))
    rows = [dict(zip(shown, row, strict=True)) for row in zip(*shown.values(), strict=True)]
    return {"from": query.first, "to": query.last, "rows": rows, "total": total | money}


def _ordered(found: sums.Columns, known: dict[str, keys.Known]) -> sums.Columns:
    places = [*zip(*(map(facts.place.__getitem__, found[group]) for group, facts in known.items()), strict=True)]
    order = sorted(range(len(places)), key=places.__getitem__)
    return {name: [*map(column.__getitem__, order)] for name, column in found.items()}


def wanted(query: HoursQuery) -> sums.Hours:
    """The hours that are asked for. Raises Invalid naming `to` when the days are too many or none."""
    if not 0 <= (query.last - query.first).days <= MOST_DAYS:
        raise Invalid(f"Not before the first day, and at most {MOST_DAYS} days after it.", field="to")
    return sums.Hours(**{name: getattr(query, name) for name in sums.Hours.__dataclass_fields__})


def groups_of(query: SummaryQuery) -> list[str]:
    """What it is grouped by, each once, in the order asked for."""
    return list(dict.fromkeys(query.group.split(",")))


def rates_seen() -> Collection[int]:
    """The productions whose rates the caller sees; a paired program shows no money."""
    return [] if me().kind == "device" else productions_where(me(), "rates.read")


def _money(found: sums.Columns) -> tuple[Sequence[int | None], Sequence[str | None], dict[str, Any]]:
    """What each row costs, rounded so that the rows of a currency add up; in which currency; what the total says."""
    currencies = found["currency"]
    costs: list[int | None] = [None] * len(currencies)
    by_currency: dict[str, dict[int, int]] = {}  # the exact costs, by place
    columns = (currencies, found["hidden"], found["whole"], found["rest"])
    for place, (currency, hidden, whole, rest) in enumerate(zip(*columns, strict=True)):
        if currency and not hidden and whole is not None:
            by_currency.setdefault(currency, {})[place] = whole * HOUR + rest
    for exact in by_currency.values():
        for place, cost in zip(exact, shared([*exact.values()], HOUR), strict=True):
            costs[place] = cost
    one = currencies[0] if len(set(currencies)) == 1 else None
    known = one in by_currency and not any(found["hidden"])
    total = {
        "cost_minor": sum(cost or 0 for cost in costs) if known else None,
        "currency": one,
        "unrated_seconds": rounded(sum(found["unrated_ms"])),
    }
    return costs, currencies, total


def _no_money(rows: int) -> tuple[Sequence[None], Sequence[None], dict[str, Any]]:
    nothing = [None] * rows
    return nothing, nothing, {"cost_minor": None, "currency": None, "unrated_seconds": None}
