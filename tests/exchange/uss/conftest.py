"""Sending schedule files and asking for them back."""

from collections.abc import Callable
from typing import Any

import pytest

from backend.exchange.uss.document import Document
from backend.exchange.uss.reading import read
from tests.people import Caller, Reply, Studio

Send = Callable[..., Reply]


def send(caller: Caller, production_id: int | None, content: bytes, *, preview: bool = False, **query: Any) -> Reply:
    """Import a file, or only preview it; production None makes a new one."""
    path = "/schedule-files" if production_id is None else f"/productions/{production_id}/schedule-file"
    path += "/preview" if preview else ""
    query.setdefault("filename", "plan.uss")
    return caller.request("POST", path, data=content, query_string=query)


def exported(caller: Caller, production_id: int) -> Document:
    """The production as a schedule file."""
    answer = caller.get(f"/productions/{production_id}/schedule-file")
    assert answer.status == 200, answer.json
    return read(answer.body)


@pytest.fixture
def production(studio: Studio) -> int:
    """An empty production."""
    return studio.production()


@pytest.fixture
def planner(studio: Studio, production: int) -> Caller:
    """Its assistant director."""
    return studio.member(production, "assistant_director")
