"""`python -m tests.dcc.blender.picture` takes docs/pictures/blender-panel.png anew: a clock and a pause."""

import datetime as dt
import tempfile
import time
from pathlib import Path

from PIL import Image

from tests.dcc.blender.real_blender import Blender, Screen, start_blender
from tests.dcc.blender.story import (
    EMPTY,
    FIRST_TASK,
    NOW,
    Day,
    Studio,
    install,
    package_for,
    pair,
    quit_blender,
    studio,
)

TARGET = Path(__file__).resolve().parents[3] / "docs" / "pictures" / "blender-panel.png"
PART = (500, 0, 1600, 700)
AWAY = 125  # seconds; the production's limit is one minute here
KEEP = (1150, 258)
MONKEY = """
shown = override()
shown.__enter__()
bpy.data.objects.remove(bpy.data.objects["Cube"])
bpy.ops.mesh.primitive_monkey_add(size=3, rotation=(-0.5, 0, 0.9))
bpy.context.object.modifiers.new("Smooth", "SUBSURF").levels = 2
bpy.ops.object.shade_smooth()
paint = bpy.data.materials.new("Paint")
paint.diffuse_color = (0.05, 0.32, 0.45, 1)
bpy.context.object.data.materials.append(paint)
shown.__exit__(None, None, None)
"""


def work_before(made: Studio) -> None:
    """A morning that was entered by hand, and pauses longer than a minute."""
    made.artist.patch("/productions/1/time/settings", {"idle_minutes": 1}, match=1).data  # noqa: B018
    now = dt.datetime.now(dt.UTC)
    span = {
        name: (now - ago).isoformat()
        for name, ago in (("start", dt.timedelta(hours=3)), ("end", dt.timedelta(minutes=20)))
    }
    made.artist.post("/time/segments", {"task_id": 1, "reason": "Storyboards", **span}).data  # noqa: B018


def work(blender: Blender) -> None:
    """Start, look, go away, come back."""
    blender.run(MONKEY)
    blender.press(*FIRST_TASK, f"{NOW}.state == 'active'")
    blender.screen.do("mousemove", 500, 600, "sleep", 1, "mousemove", *EMPTY)
    time.sleep(AWAY)
    for step in range(5):  # looking around is work too
        blender.screen.do("mousemove", 420 + 20 * step, 640)
        time.sleep(2)
    blender.wait(f"{NOW}.gaps", 60)


def main() -> None:
    """Take the picture; then settle the pause, to see that the button does it."""
    folder = Path(tempfile.mkdtemp(prefix="backlot-picture-"))
    screen = Screen(folder)
    try:
        with studio(folder / "server") as made:
            work_before(made)
            install(screen, folder, package_for(made, folder / "backlot_time.zip"))
            blender = start_blender(screen, folder)
            pair(blender, made, Day(folder=folder))
            work(blender)
            time.sleep(3)
            blender.run("bpy.ops.wm.redraw_timer(type='DRAW_WIN_SWAP', iterations=1)")
            screen.picture(folder / "whole.png")
            blender.click(*KEEP)
            time.sleep(3)
            blender.key("Return")
            blender.wait(f"not {NOW}.gaps and not {NOW}.message")
            quit_blender(blender)
    finally:
        screen.close()
    part = Image.open(folder / "whole.png").convert("RGB").crop(PART)
    part.quantize(128, dither=Image.Dither.NONE).save(TARGET, optimize=True)
    print(TARGET)


if __name__ == "__main__":
    main()
