"""What a day itself can bear: its date, its length, its meals, the light, and what lies on it."""

from collections.abc import Iterator

from backend.planning.conflicts.clock import SAID
from backend.planning.conflicts.facts import Conflict, Severity
from backend.planning.conflicts.view import Layout, View, hours, ids, is_night, keys, outside, said, scenes, some
from backend.planning.facts import StripFacts

DAYLIGHT = ("DAY", "MORNING", "AFTERNOON")
EARLY = 120  # a breakfast within two hours of call counts as the early meal
Strips = tuple[StripFacts, ...]


def dates(view: View) -> Iterator[Conflict]:
    """Scenes on dates the company does not work."""
    calendar = view.board.calendar
    for each in view.days:
        date = each.day.date
        if not each.scenes or calendar.works(date):
            continue
        severity: Severity = "error"
        if date in calendar.holidays:
            why, hint = "a holiday", "Move the scenes, or mark the date as worked in the calendar."
        elif date in calendar.travel:
            why, hint = "a travel day of the company", "Move the scenes, or take the travel day out of the calendar."
        elif date in calendar.off:
            why, hint = "a day off", "Move the scenes, or mark the date as worked in the calendar."
        else:
            why, hint, severity = "off every week", "Mark the date as worked in the calendar if it is meant.", "warning"
        text = f"{said(date)} is {why}, but has {scenes(each.scenes)}."
        yield _conflict("day_off", severity, text, hint, each, each.scenes, view.better_day(each.scenes, each.day))


def load(view: View) -> Iterator[Conflict]:
    """More pages, or more hours from call to wrap, than the rules have for a day."""
    most, longest = view.rules.max_eighths_per_day, view.rules.max_day_minutes
    for each in view.days:
        eighths = sum(strip.eighths for strip in each.scenes)
        if most and eighths > most:
            text = f"{said(each.day.date)} has {pages(eighths)} pages; {pages(most)} are the most for a day."
            yield _conflict("pages", "warning", text, "Move a scene to a lighter day.", each, (), None, (eighths, most))
        minutes = each.clock.minutes
        if longest and each.scenes and minutes > longest:
            how = SAID[each.clock.source]
            text = f"{said(each.day.date)} lasts {hours(minutes)} from call to wrap{how}; {hours(longest)} is the most."
            yield _conflict(
                "long_day", "warning", text, "Move a scene to another day.", each, (), None, (minutes, longest)
            )


def meals(view: View) -> Iterator[Conflict]:
    """Meals too late after people's own calls, or after the meal before; only where a meal is planned at a time."""
    due, grace = view.rules.meal_after_minutes, view.rules.meal_grace_minutes
    for each in view.days if due else ():
        clock = each.clock
        if clock.meal is None or clock.call is None or clock.wrap is None:
            continue
        begins, ends = clock.meal
        late = _waiting(view, each, begins, due + grace)
        if late:
            longest, names = max(minutes for minutes, _name in late), [name for _minutes, name in late]
            text = (
                f"The meal on {said(each.day.date)} at {view.at(begins, each.day.date)} comes {hours(longest)} after "
                f"the call of {some(names)}; it is due within {hours(due)}."
            )
            hint = "Eat earlier, call them later, or give an early meal within two hours of their call."
            yield _conflict("meal", "warning", text, hint, each, (), None, (begins - clock.call, longest, tuple(names)))
        until = clock.wrap if clock.second_meal is None else clock.second_meal
        if until - ends > due + (0 if clock.second_meal is None else grace):
            by = view.at(ends + due, each.day.date)
            what = (
                "none is planned" if clock.second_meal is None else f"it is planned at {view.at(until, each.day.date)}"
            )
            text = f"A second meal is due by {by} on {said(each.day.date)}; {what}."
            yield _conflict(
                "second_meal", "warning", text, "Plan it, or wrap earlier.", each, (), None, (until - ends, due)
            )


def _waiting(view: View, each: Layout, meal: int, due: int) -> list[tuple[int, str]]:
    """Who waits longer than `due` for the meal, and how long; those dismissed before it is due do not."""
    clock, found = each.clock, []
    turns = dict(clock.turns)
    if not any(key[0] == "crew" for key in turns) and clock.call is not None and meal - clock.call > due:
        found.append((meal - clock.call, "the crew"))
    for key, turn in turns.items():
        since = turn.call
        early = view.rules.early_meal_minutes
        if early and clock.breakfast is not None and since <= clock.breakfast <= since + EARLY:
            since = clock.breakfast + early
        if meal - since > due and turn.wrap - since > due:
            found.append((meal - since, view.name(key)))
    return sorted(found, key=lambda one: -one[0])


def light(view: View) -> Iterator[Conflict]:
    """Exteriors by day in the dark, exteriors at night in daylight, where the sun and the times are known."""
    for each in view.days:
        dark, bright = [], []
        for strip in each.scenes:
            times = each.clock.strips.get(strip.key)
            if times is None or not outside(strip):
                continue
            place = strip.location_id or each.day.location_id or 0
            sun = view.around.sun.get((place, each.day.date))
            if sun is None or sun.sunrise is None or sun.sunset is None:
                continue
            rise, down = (view.zone.moment(each.day.date, at.hour * 60 + at.minute) for at in (sun.sunrise, sun.sunset))
            day = 24 * 60
            nights = ((down - day, rise), (down, rise + day), (down + day, rise + 2 * day))
            if (strip.day_night or "").upper().startswith(DAYLIGHT) and any(_meet(times, night) for night in nights):
                dark.append(strip)
            if is_night(strip) and any(_meet(times, (rise + shift, down + shift)) for shift in (0, day)):
                bright.append(strip)
        yield from _light(each, tuple(dark), "EXT DAY", "in the dark", "dark")
        yield from _light(each, tuple(bright), "EXT NIGHT", "in daylight", "daylight")


def _light(each: Layout, strips: Strips, what: str, when: str, code: str) -> Iterator[Conflict]:
    if strips:
        is_are = "is" if len({strip.number for strip in strips}) == 1 else "are"
        how = SAID[each.clock.source]
        text = f"S{scenes(strips)[1:]} {is_are} {what} but would be shot {when} on {said(each.day.date)}{how}."
        yield _conflict(code, "warning", text, "Change the order of the day, or its call.", each, strips)


def lying(view: View) -> Iterator[Conflict]:
    """Scenes that are cut and still on a day; scenes nobody knows the place of."""
    for each in view.days:
        if each.cut:
            text = f"{said(each.day.date)} has {scenes(each.cut)}, which will not be shot any more."
            yield _conflict("cut", "warning", text, "Take them off the day.", each, each.cut)
        homeless = tuple(strip for strip in each.scenes if not strip.location_id and not each.day.location_id)
        if homeless:
            text = f"{said(each.day.date)} has {scenes(homeless)} without a location."
            yield _conflict("no_location", "notice", text, "Give the scenes or the day a location.", each, homeless)


def pages(eighths: int) -> str:
    """`4 2/8`."""
    whole, rest = divmod(eighths, 8)
    return f"{whole} {rest}/8" if whole and rest else f"{rest}/8" if rest else str(whole)


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _conflict(
    code: str, severity: Severity, text: str, hint: str, each: Layout, strips: Strips, to_day: int | None = None,
    facts: tuple[object, ...] = (),
) -> Conflict:  # fmt: skip
    day = each.day
    return Conflict(
        code, severity, day.date, text, hint, (day.key,), keys(strips), None, to_day, (day.unit, ids(strips), *facts)
    )
