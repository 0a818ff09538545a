"""Ids in addresses: positive and within what a database can hold, so that anything else is a plain 404."""

from typing import Any

from werkzeug.routing import IntegerConverter, Map

from backend.core.schemas import MAX_ID


class IdConverter(IntegerConverter):
    """`<int:…>` limited to 1 … 2³¹−1."""

    def __init__(self, url_map: Map, *args: Any, **kwargs: Any) -> None:
        kwargs.update(min=1, max=MAX_ID)
        super().__init__(url_map, *args, **kwargs)
