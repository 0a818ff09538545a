"""The installation: how people reach it, whether it is well, its backups and the mails it could not send."""

import streamlit as st

from streamlit_app import words
from streamlit_app.components.page import empty, title_line, told
from streamlit_app.state import api

SIGN = {
    "ok": ":green[:material/check_circle:]",
    "warning": ":orange[:material/warning:]",
    "failed": ":red[:material/error:]",
}

overview = api().get("/studio")
with title_line("Studio", f"Backlot {overview['version']} on {overview['database']}"):
    if st.button("Back up now", icon=":material/save:", type="primary", key="backup_now"):
        with told("The database was copied."):
            api().post("/studio/backups")

where, checks, copies, outbox = st.tabs(
    ["How to reach it", "Checks", "Backups", "Outbox"], on_change="rerun", key="studio_tab"
)
if where.open:
    with where:
        if overview["reachable"]:
            st.write("The crew, on the same network, opens:")
            for address in overview["addresses"] or [overview["base_url"]]:
                st.code(address, language=None)
        else:
            st.info(
                "Only this machine can open Backlot now. Start it with `python3 run_all.py --lan` to let the crew in.",
                icon=":material/lan:",
            )
        st.caption(f"Everything is kept in {overview['data_folder']}. Nothing leaves this machine.")
        joining = (
            "Anybody who reaches this page can make an account."
            if overview["open_registration"]
            else "People join by invitation."
        )
        st.caption(joining)
if checks.open:
    with checks:
        for row in api().get("/studio/checks"):
            st.markdown(f"{SIGN[row['state']]} **{row['name']}** – {row['message']}")
if copies.open:
    with copies:
        rows = api().get("/studio/backups")
        if rows:
            st.dataframe(
                [{**row, "label": row["label"] or "copy", "size": row["size"] / 2**20} for row in rows],
                column_order=["made_at", "name", "label", "size"],
                hide_index=True, alt="Backups",
                column_config={
                    "made_at": st.column_config.DatetimeColumn("Made", format="YYYY-MM-DD HH:mm"),
                    "name": st.column_config.TextColumn("File"),
                    "label": st.column_config.TextColumn("Why"),
                    "size": st.column_config.NumberColumn("MB", format="%.1f"),
                },
            )  # fmt: skip
            st.caption("To go back to one: stop Backlot, then `python3 run_all.py restore FILE`.")
        else:
            empty(
                "No copies yet",
                "One is made every night and before every update. Make one now with the button above.",
                "save",
            )
if outbox.open:
    with outbox:
        if overview["mail_works"]:
            st.success("Mails are sent by your mail server.", icon=":material/mark_email_read:")
        else:
            st.warning(
                "No mail server is set, so mails wait here. Read people their links and codes, "
                "or set SMTP_HOST (docs/settings.md).",
                icon=":material/outgoing_mail:",
            )
        for mail in api().get("/studio/outbox"):
            with st.container(border=True):
                st.markdown(f"**{words.plain(mail['subject'])}** to {words.plain(mail['to'])}")
                st.caption(mail["date"])
                st.code(mail["text"], language=None, wrap_lines=True)
