"""One shape for everything the API says, and a document that equals the routes."""

import inspect
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from backend import cli
from backend.core import schemas
from backend.settings import Settings
from tests.people import Studio
from tests.promises.test_roles import contracts

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("POST", "/health", 405),
        ("GET", "/productions", 401),
        ("POST", "/auth/login", 422),
        ("GET", f"/productions/{2**63}", 404),
    ],
)
def test_refusals_have_the_envelope(studio: Studio, method: str, path: str, status: int) -> None:
    reply = studio.anonymous().request(method, path, {} if method == "POST" else None)
    assert reply.status == status
    assert set(reply.json) == {"success", "data", "message", "errors"}
    assert reply.json["success"] is False
    assert reply.json["message"]


def test_broken_json_and_wrong_type(studio: Studio) -> None:
    nobody = studio.anonymous()
    broken = nobody.request("POST", "/auth/login", data="{", headers={"Content-Type": "application/json"})
    assert broken.status == 400
    assert broken.json["success"] is False
    wrong = nobody.request("POST", "/auth/login", data="<a/>", headers={"Content-Type": "text/xml"})
    assert wrong.status == 415
    huge = nobody.request("POST", "/auth/login", data=b" " * (2 << 20), headers={"Content-Type": "application/json"})
    assert huge.status == 413
    assert huge.json["success"] is False


def test_an_unexpected_error_is_an_envelope_and_shows_nothing(app: Any, studio: Studio, monkeypatch: Any) -> None:
    from backend.core import health

    def fail(*_: Any) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(health.mail, "mail_works", fail)
    reply = studio.anonymous().get("/ready")
    assert reply.status == 500
    assert reply.json["success"] is False
    assert "secret" not in reply.body.decode()


def test_every_answer_is_safe_to_keep_nowhere(studio: Studio) -> None:
    headers = studio.anonymous().get("/health").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_openapi_equals_the_routes(app: Any, studio: Studio) -> None:
    document = studio.anonymous().get("/openapi.json").json
    assert document["openapi"].startswith("3.1")
    described = {(method.upper(), path) for path, item in document["paths"].items() for method in item}
    real = {(c.method, re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule)) for rule, c in contracts(app)}
    assert described == real
    for item in document["paths"].values():
        for operation in item.values():
            assert operation["summary"]
            assert set(operation["responses"]) >= {"401", "404", "422"}


def test_swagger_ui_needs_no_internet(studio: Studio) -> None:
    page = studio.anonymous().get("/docs/swagger").body.decode()
    assert "swagger-ui" in page
    assert not re.findall(r"(?:src|href)=[\"']https?://", page)


def test_schema_names_are_unique(app: Any) -> None:
    """Components of the document are named after classes: two of one name would overwrite each other."""
    models: dict[str, set[type]] = {}
    for _, contract in contracts(app):
        for model in (contract.body, contract.out):
            if inspect.isclass(model) and issubclass(model, schemas.BaseModel):
                models.setdefault(model.__name__, set()).add(model)
    assert [name for name, classes in models.items() if len(classes) > 1] == []


def test_every_setting_is_documented() -> None:
    text = (ROOT / "docs" / "settings.md").read_text()
    documented = set(re.findall(r"^\| `(\w+)`", text, re.MULTILINE))
    assert documented == {item.metadata["env"] for item in fields(Settings)}


def test_every_command_is_documented() -> None:
    text = (ROOT / "docs" / "commands.md").read_text()
    actions = [action for action in cli.parser()._actions if action.choices and not action.option_strings]
    names = set(actions[0].choices)  # type: ignore[arg-type]
    assert set(re.findall(r"^\| `python -m backend ([\w-]+)", text, re.MULTILINE)) == names
