"""Who changed what, from what, to what."""

import streamlit as st

from streamlit_app import words
from streamlit_app.components.page import empty, title_line
from streamlit_app.state import api, viewer

DONE = {"create": "added", "update": "changed", "delete": "removed"}
KINDS = (
    "scene", "call sheet", "call sheet scene", "cast call", "crew call", "shooting day", "strip", "cast member",
    "member", "location", "shot", "task", "draft", "production", "invitation",
)  # fmt: skip

with title_line("Activity", "Every change in this production, newest first"):
    kind = st.selectbox(
        "What",
        [None, *KINDS],
        format_func=lambda k: (k or "everything").capitalize(),
        key="activity_kind_q",
        label_visibility="collapsed",
        bind="query-params",
    )
cursors: list[str | None] = st.session_state.setdefault("activity_cursors", [None])
if st.session_state.get("activity_kind") != kind:
    st.session_state["activity_kind"] = kind
    cursors[:] = [None]
rows, following, total = api().page(f"{viewer().path}/activity", kind=kind, limit=50, cursor=cursors[-1])
for row in rows:
    with st.container(border=True, gap="xxsmall"):
        st.markdown(
            f"**{words.plain(row['user_name'] or 'Backlot')}** {DONE[row['action']]} {row['kind']} "
            f"**{words.plain(row['label'])}** · :gray[{words.ago(row['at'])}]"
        )
        if row["action"] == "update":
            for name, (old, new) in row["fields"].items():
                was, now = (str(v) if v not in (None, "") else "–" for v in (old, new))
                st.caption(f"{name.replace('_', ' ')}: {was[:120]} → {now[:120]}")
if not rows:
    empty("Nothing here", "Changes appear here as they happen.", "history")
with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
    st.caption(words.plural(total, "change"))
    with st.container(horizontal=True, width="content"):
        if len(cursors) > 1 and st.button("Newer", icon=":material/chevron_left:", key="newer"):
            cursors.pop()
            st.rerun()
        if following and st.button("Older", icon=":material/chevron_right:", key="older"):
            cursors.append(following)
            st.rerun()
