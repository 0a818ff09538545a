"""What to install in which program, step by step."""

from functools import partial
from typing import Any

import streamlit as st

from streamlit_app import words
from streamlit_app.state import api

Row = dict[str, Any]
PAIR = "Type the code of **Pair a program** there; one pairing serves every program on a machine."
STEPS: dict[str, tuple[str, ...]] = {
    "blender-extension": (
        "Download the file and leave it zipped.",
        "Drag it into Blender’s window and confirm. Or: **Edit → Preferences → Get Extensions**, the arrow at the top "
        "right, **Install from Disk…**",
        "Tick **Allow Online Access** in **Preferences → System → Network**. Until then your hours are kept on your "
        "machine and sent later.",
        f"Press **N** in the 3D view and open the tab **Time**. {PAIR}",
    ),
    "blender-legacy": (
        "Download the file and leave it zipped.",
        "**Edit → Preferences → Add-ons → Install…**, choose the file, then tick the box beside **Backlot Time**.",
        f"Press **N** in the 3D view and open the tab **Time**. {PAIR}",
    ),
    "maya": (
        "Download the file and unpack it.",
        "Start Maya and drag **install_backlot_time.py** from there into the viewport. It adds a module; your own "
        "scripts stay as they are. Drag it in again to update or to remove it.",
        f"Open **Backlot → Open panel**. {PAIR}",
    ),
    "desktop-and-cli": (
        "Download the file and unpack it where it may stay. It needs Python 3.9 or newer, and nothing else.",
        f"Double-click **backlot-time-desktop.pyw**: a small window with your tasks, start and stop. {PAIR}",
        "Or in a terminal, `python3 backlot-time run 12 -- nuke shot.nk` keeps time on task 12 while that program is "
        "open; `python3 backlot-time --help` says the rest.",
    ),
}


def install(packages: list[Row]) -> None:
    """Choose a program, download its package, and read how it goes in."""
    known = {row["name"]: row for row in packages}
    name = st.pills(
        "Program", list(known), default=next(iter(known)), required=True, key="dcc_for", bind="query-params",
        format_func=lambda one: known[one]["title"], label_visibility="collapsed", wrap=True,
    )  # fmt: skip
    package = known[name or next(iter(known))]
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            facts = f"Version {words.plain(package['version'])} · {max(1, round(package['size'] / 1024))} KB"
            st.markdown(f"**{words.plain(package['title'])}**  \n:small[{facts}]", width="content")
            st.download_button(
                "Download", partial(api().file, f"/dcc-packages/{package['name']}"), package["file_name"],
                "application/zip", key=f"download_{package['name']}", on_click="ignore", icon=":material/download:",
            )  # fmt: skip
        steps = STEPS.get(package["name"], (package["about"], PAIR))
        st.markdown("\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1)))


def stored(settings: Row, production: str) -> None:
    """What is kept about an artist, said plainly."""
    file_name = ", and the name of the open file such as `sh010_anim_v003.blend`" if settings["keep_file_names"] else ""
    days = settings["retention_days"]
    kept = f"After {days} days only the sums of each day are kept." if days else "It is kept with the production."
    st.markdown(
        f"- **Kept:** the task you chose, from when to when you worked on it, in which program and on which "
        f"machine{file_name}. {kept}\n"
        "- **Never:** keys you press, screenshots, titles of windows, folders, or anything inside your files.\n"
        f"- A pause of more than {words.plural(settings['idle_minutes'], 'minute')} is not counted, from its first "
        "second. Only you are asked what it was.\n"
        "- You see all of it on **My time** and correct it there. **Stop** ends it at once, **Unpair** for good.\n"
        "- Your password stays out of it: a program gets a token of its own, which opens your tasks and your time and "
        "nothing else."
    )
    st.caption(f"As {words.plain(production)} has set it; another production may have set it otherwise.")
