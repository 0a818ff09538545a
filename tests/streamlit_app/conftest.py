"""Pages run against the real API in this process: AppTest for each page, signed in as whoever a test asks for."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from streamlit_app import state
from streamlit_app.api import client
from tests.people import Caller

APP = Path(__file__).resolve().parents[2] / "streamlit_app" / "app.py"
Open = Callable[..., AppTest]


@pytest.fixture
def open_page(app: Any, monkeypatch: pytest.MonkeyPatch) -> Open:
    """`open_page(caller, "scenes", production=1)` → the page after its first run, without any exception."""
    client.connect(app.wsgi_app)
    seen: dict[str, str | None] = {"token": None}
    monkeypatch.setattr(state, "token", lambda: seen["token"])

    def run(caller: Caller | None, page: str = "today", *, production: int | None = None, **query: str) -> AppTest:
        seen["token"] = caller.token if caller else None
        test = AppTest.from_file(str(APP), default_timeout=20)
        if production:
            test.query_params["production"] = str(production)
        for name, value in query.items():
            test.query_params[name] = value
        test.run()
        if page != "today":
            test.switch_page(f"views/{page}.py").run()
        assert not test.exception, [e.value for e in test.exception]
        return test

    return run
