"""Figures of hours: who, on what, when, in which program. Plotly, from plain lists; no Streamlit here.

Every bar and cell carries in `customdata` what it is of, so that a click can lead to the rows behind it. Axes are in
hours. A figure has neither a title nor more of a legend than its programs: the page says those.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from streamlit_app import words
from streamlit_app.charts.palette import FONT, Palette, mixed, programs

if TYPE_CHECKING:  # loaded by the first figure, not by every page
    from plotly.graph_objects import Figure

HOUR = 3600
BAR = 26  # px of a line
HALF, THIRD, PHONE = 290, 190, 170  # px between the names and the edge: two or three figures in a line, on a phone
LETTER = 6.8  # px
SHORT, SHORTER = 26, 15  # letters of a name beside a bar; on a phone
OTHERS = "others"  # the key of a bar for all tasks that have none of their own
TIGHT = 16  # columns up to which a heatmap has room for figures
Trace = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """Hours of one thing in one program: `key` is what a click tells."""

    key: str
    name: str
    program: str
    seconds: int


@dataclass(frozen=True)
class Bar:
    """Hours of a task: in the period, ever, and its bid; seconds."""

    key: str
    name: str
    here: int
    ever: int
    bid: int | None
    over: bool


def short(name: str, most: int = SHORT) -> str:
    """A name that fits beside a bar."""
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def by_artist(parts: Sequence[Part], colours: Palette, *, narrow: bool = False) -> Figure:
    """Sorted bars, one a person, stacked by program."""
    totals: dict[str, int] = {}
    for part in parts:
        totals[part.key] = totals.get(part.key, 0) + part.seconds
    order = sorted(totals, key=lambda key: -totals[key])
    known = programs(sorted({part.program for part in parts}), colours)
    traces = [_program([part for part in parts if part.program == one], one, colour) for one, colour in known.items()]
    ends = _labels(order, [totals[key] for key in order], [words.hours(totals[key]) for key in order], colours)
    return _figure(
        [*traces, ends], order, {part.key: part.name for part in parts}, colours, room=PHONE if narrow else HALF,
        legend=0 if len(known) < 2 else len(known) if narrow else -(-len(known) // 4),
    )  # fmt: skip


def _program(parts: Sequence[Part], program: str, colour: str) -> Trace:
    name = words.program(program)
    hatched = {"shape": "/", "size": 5, "solidity": 0.35} if program == "manual" else {}
    return {
        "type": "bar", "orientation": "h", "name": name, "hoverinfo": "text",
        "x": [part.seconds / HOUR for part in parts], "y": [part.key for part in parts],
        "customdata": [part.key for part in parts], "marker": {"color": colour, "pattern": hatched},
        "hovertext": [f"{_plain(part.name)}<br>{name}: {words.length(part.seconds)}" for part in parts],
    }  # fmt: skip


def by_task(bars: Sequence[Bar], colours: Palette, *, narrow: bool = False) -> Figure:
    """Tasks with their bids as marks: hours of the period behind those that were there already.

    What is over its bid is red and says by how much. The bar of the other tasks is cut where the longest one ends.
    """
    order = [bar.key for bar in bars]
    most = max((max(bar.ever, bar.bid or 0) for bar in bars if bar.key != OTHERS), default=0)
    ends = [min(max(bar.ever, bar.bid or 0), most or bar.ever) for bar in bars]
    here = [min(bar.here, end) for bar, end in zip(bars, ends, strict=True)]
    before = mixed(colours.quiet, colours.ground, 0.45)
    marked = [bar for bar in bars if bar.bid is not None]
    said = [
        words.hours(bar.ever) + (f" · +{words.hours(bar.ever - (bar.bid or 0))}" if bar.over else "") for bar in bars
    ]
    traces = [
        _hours(bars, [bar.ever - bar.here for bar in bars], [before] * len(bars)),
        _hours(bars, here, [_tone(bar, colours, before) for bar in bars]),
        {
            "type": "scatter", "mode": "markers", "x": [(bar.bid or 0) / HOUR for bar in marked], "hoverinfo": "skip",
            "y": [bar.key for bar in marked], "customdata": [bar.key for bar in marked],
            "marker": {"symbol": "line-ns-open", "size": 17, "color": colours.text, "line": {"width": 2.5}},
        },
        _labels(
            order, ends, said, colours,
            [colours.bad if bar.over else colours.quiet for bar in bars],
        ),
    ]  # fmt: skip
    return _figure(traces, order, {bar.key: bar.name for bar in bars}, colours, room=PHONE if narrow else HALF)


def _tone(bar: Bar, colours: Palette, others: str) -> str:
    return others if bar.key == OTHERS else colours.bad if bar.over else colours.accent


def _hours(bars: Sequence[Bar], seconds: Sequence[int], tones: Sequence[str]) -> Trace:
    bids = ["no bid" if bar.bid is None else f"bid {words.length(bar.bid)}" for bar in bars]
    return {
        "type": "bar", "orientation": "h", "x": [one / HOUR for one in seconds], "y": [bar.key for bar in bars],
        "customdata": [bar.key for bar in bars], "marker": {"color": list(tones)}, "hoverinfo": "text",
        "hovertext": [
            f"{_plain(bar.name)}<br>{words.length(bar.here)} shown, {words.length(bar.ever)} in all, {bid}"
            for bar, bid in zip(bars, bids, strict=True)
        ],
    }  # fmt: skip


def shares(
    seconds: Mapping[str, int], colours: Palette, *, names: Mapping[str, str] | None = None,
    tones: Mapping[str, str] | None = None,
) -> Figure:  # fmt: skip
    """Plain bars of key → seconds in their order, with how much of all each is; `names` and `tones` of the keys."""
    order, whole = list(seconds), sum(seconds.values()) or 1
    called = {key: (names or {}).get(key, key) for key in order}
    trace: Trace = {
        "type": "bar", "orientation": "h", "x": [one / HOUR for one in seconds.values()], "y": order,
        "customdata": order, "marker": {"color": [(tones or {}).get(key, colours.accent) for key in order]},
        "hovertext": [f"{_plain(called[key])}: {words.length(one)}" for key, one in seconds.items()],
        "hoverinfo": "text",
    }  # fmt: skip
    said = [f"{words.hours(one)} · {100 * one / whole:.0f} %" for one in seconds.values()]
    return _figure([trace, _labels(order, list(seconds.values()), said, colours)], order, called, colours, room=THIRD)


def heatmap(
    people: Mapping[str, str], columns: Sequence[tuple[str, str, bool]], seconds: Mapping[tuple[str, str], int],
    colours: Palette,
) -> Figure:  # fmt: skip
    """Who worked how long when: people (key → name) down, columns (key, label, day off) across.

    Plotly knows no clicks on cells of a heatmap; marks that nobody sees lie on the cells with hours and take them.
    """
    keys, days = list(people), [key for key, _label, _off in columns]
    most = max(seconds.values(), default=HOUR)
    grid: Trace = {
        "type": "heatmap", "x": days, "y": keys, "zmin": 0, "zmax": max(most / HOUR, 8), "xgap": 2, "ygap": 2,
        "z": [[seconds[who, day] / HOUR if seconds.get((who, day)) else None for day in days] for who in keys],
        "colorscale": [[place / (len(colours.ramp) - 1), colour] for place, colour in enumerate(colours.ramp)],
        "showscale": False, "hoverinfo": "skip",
    }  # fmt: skip
    if len(days) <= TIGHT:
        grid["text"] = [
            [words.hours(seconds[who, day]) if seconds.get((who, day)) else "" for day in days] for who in keys
        ]
        grid["texttemplate"] = "%{text}"
    tint = mixed(colours.text, colours.ground, 0.06)
    more = {
        "xaxis": {
            "type": "category", "side": "top", "showgrid": False, "tickmode": "array", "tickvals": days, "tickangle": 0,
            "ticktext": [label for _key, label, _off in columns], "categoryorder": "array", "categoryarray": days,
            "ticks": "", "range": [-0.5, len(days) - 0.5], "showline": False, "zeroline": False, "fixedrange": True,
        },
        "shapes": [_column(place, tint) for place, (_key, _label, off) in enumerate(columns) if off],
    }  # fmt: skip
    return _figure([grid, _taps(people, columns, seconds)], keys, people, colours, axis=40, more=more)


def _taps(
    people: Mapping[str, str], columns: Sequence[tuple[str, str, bool]], seconds: Mapping[tuple[str, str], int]
) -> Trace:
    titles = {key: label.replace("<br>", " ") for key, label, _off in columns}
    there = [(who, day) for who in people for day in titles if seconds.get((who, day))]
    unseen = {"marker": {"opacity": 0}}
    return {
        "type": "scatter", "mode": "markers", "x": [day for _who, day in there], "y": [who for who, _day in there],
        "customdata": [[who, day] for who, day in there], "hoverinfo": "text", "selected": unseen, "unselected": unseen,
        "marker": {"symbol": "square", "size": 22, "opacity": 0},
        "hovertext": [f"{_plain(people[w])}<br>{titles[d]}: {words.length(seconds[w, d])}" for w, d in there],
    }  # fmt: skip


def _column(place: int, colour: str) -> dict[str, Any]:
    return {
        "type": "rect", "xref": "x", "yref": "paper", "x0": place - 0.5, "x1": place + 0.5, "y0": 0, "y1": 1,
        "fillcolor": colour, "line": {"width": 0}, "layer": "below",
    }  # fmt: skip


def _labels(
    keys: Sequence[str], ends: Sequence[int], said: Sequence[str], colours: Palette, tones: Sequence[str] = ()
) -> Trace:
    """The figure behind each bar; `ends` in seconds."""
    return {
        "type": "scatter", "mode": "text", "x": [end / HOUR for end in ends], "y": list(keys),
        "text": [f" {one}" for one in said], "textposition": "middle right", "hoverinfo": "skip", "showlegend": False,
        "textfont": {"color": list(tones) or colours.quiet, "size": 12}, "cliponaxis": False,
    }  # fmt: skip


def _figure(
    traces: Sequence[Trace], order: Sequence[str], names: Mapping[str, str], colours: Palette, *, room: int = HALF,
    axis: int = 0, legend: int = 0, more: Mapping[str, Any] | None = None,
) -> Figure:  # fmt: skip
    """The traces on horizontal lines in this order, the first on top; nothing zooms, a page scrolls over it.

    room: px that bars and the words behind them have at least; axis: px above the lines for one of their own;
    legend: its lines; more: of the layout. Plotly checks in the tests what it would otherwise check at every run.
    """
    from plotly.graph_objects import Figure

    most = SHORTER if room == PHONE else SHORT
    top = axis or (8 + 20 * legend if legend else 4)
    layout = {
        "template": None, "barmode": "stack", "bargap": 0.28, "dragmode": False, "hovermode": "closest",
        "height": len(order) * BAR + top + 8, "margin": {"l": 4, "r": 4, "t": top, "b": 4}, "showlegend": legend > 0,
        "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 12, "color": colours.text},
        "hoverlabel": {"bgcolor": colours.ground, "bordercolor": colours.line, "font": {"color": colours.text}},
        "legend": {
            "orientation": "h", "x": 0, "xref": "container", "xanchor": "left", "y": 1, "yanchor": "top",
            "yref": "container", "traceorder": "normal", "itemclick": False, "itemdoubleclick": False,
        },
        "xaxis": {"visible": False, "fixedrange": True, "range": _reach(traces, room)},
        "yaxis": {
            "type": "category", "fixedrange": True, "showgrid": False, "ticks": "", "automargin": True,
            "tickmode": "array", "tickvals": list(order), "categoryorder": "array", "categoryarray": list(order),
            "ticktext": [f"{_plain(short(names[key], most))}  " for key in order], "range": [len(order) - 0.5, -0.5],
            "showline": False, "zeroline": False,
        },
    }  # fmt: skip
    return Figure({"data": list(traces), "layout": layout | dict(more or {})}, _validate=False)


def _reach(traces: Sequence[Trace], room: int) -> list[float] | None:
    """From nothing to where the longest bar and the words behind it have room."""
    ends = [
        end / max(0.2, 1 - LETTER * len(said) / room)
        for trace in traces
        if trace.get("mode") == "text"
        for end, said in zip(trace["x"], trace["text"], strict=True)
    ]
    return [0, max(ends)] if ends else None


def _plain(text: str) -> str:
    """Somebody's text where Plotly would read markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
