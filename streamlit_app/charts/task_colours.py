"""Which of a theme's chart colours stands for which task."""

from collections.abc import Iterable

FAR_APART = (0, 2, 3, 4, 5, 7)  # of the theme's ten (chartCategoricalColors) those that nobody mistakes
NEAR = (1, 9, 8, 6)  # a second blue, a second green, grey; and red, which else says that something is wrong


def colours(task_ids: Iterable[int]) -> dict[int, int]:
    """Task → number of its colour: the same from day to day, and different for the tasks shown together.

    A task takes the colour its id falls on, or the next that is free; from the eleventh on they come again.
    """
    chosen: dict[int, int] = {}
    for task_id in sorted(set(task_ids)):
        first = task_id % len(FAR_APART)
        wanted = [*FAR_APART[first:], *FAR_APART[:first], *NEAR]
        free = [one for one in wanted if one not in chosen.values()]
        chosen[task_id] = (free or wanted)[0]
    return chosen
