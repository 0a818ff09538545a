"""The contract: one declaration per route says who may call it, what it takes and what it answers.

    @bp.patch("/<int:scene_id>", allow="scenes.edit", out=SceneOut, match=True)
    def change(production_id: int, scene_id: int, body: ScenePatch, version: int) -> Scene:

From it follow authorisation (before anything is validated), validation, the write transaction, the envelope, the ETag
and the OpenAPI document. Views are sentences; they return rows, a Page, a Said, or a Flask response for files.
"""

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_type_hints

from flask import Response, request
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field, TypeAdapter, create_model

from backend.core.context import settings
from backend.core.db import db, start_writing
from backend.core.envelope import answer, problem_answer
from backend.core.errors import Conflict, MatchRequired, Stale
from backend.core.limits import limiter
from backend.core.paging import Page
from backend.core.reading import read_body, read_query
from backend.core.roles import BY_LINK, PUBLIC
from backend.core.schemas import MAX_ID, Answer, PageAnswer, Refusal

View = Callable[..., Any]
Limit = tuple[str, Callable[[], str]] | tuple[str, Callable[[], str], Callable[[Response], bool]]
SAFE = {"GET"}
_REFUSALS = (400, 401, 403, 404, 405, 408, 409, 413, 415, 422, 428, 429, 503, 507)
_REFUSAL = {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}}
_PAGE = {"text/html": {"schema": {"type": "string"}}}


@dataclass(frozen=True)
class Said:
    """Data together with a sentence for the person who asked."""

    data: Any
    message: str


@dataclass(frozen=True)
class Contract:
    """What a route declares; tests walk these."""

    method: str
    rule: str
    allow: str
    body: type[BaseModel] | None
    query: type[BaseModel] | None
    out: Any
    page: bool
    status: int
    match: bool
    transaction: bool
    produces: str | Sequence[str] | None
    takes: str | None
    devices: bool


class MatchHeader(BaseModel):
    """The version of the row the caller saw."""

    if_match: str = Field(alias="If-Match", pattern=r'^"?[0-9]{1,18}"?$', description="ETag of the row as you read it")


class Domain(APIBlueprint):
    """One domain's routes; `prefix` may hold path parameters such as `/productions/<int:production_id>`."""

    def __init__(self, name: str, import_name: str, *, prefix: str = "") -> None:
        super().__init__(name, import_name, url_prefix=prefix or None, abp_tags=[Tag(name=name.replace("_", " "))])
        self.contracts: list[Contract] = []

    def get(self, rule: str, **facts: Any) -> Callable[[View], View]:  # type: ignore[override]
        """A route that reads."""
        return self._endpoint("GET", rule, **facts)

    def post(self, rule: str, **facts: Any) -> Callable[[View], View]:  # type: ignore[override]
        """A route that creates or acts."""
        return self._endpoint("POST", rule, **facts)

    def put(self, rule: str, **facts: Any) -> Callable[[View], View]:  # type: ignore[override]
        """A route that replaces."""
        return self._endpoint("PUT", rule, **facts)

    def patch(self, rule: str, **facts: Any) -> Callable[[View], View]:  # type: ignore[override]
        """A route that changes some fields."""
        return self._endpoint("PATCH", rule, **facts)

    def delete(self, rule: str, **facts: Any) -> Callable[[View], View]:  # type: ignore[override]
        """A route that removes."""
        return self._endpoint("DELETE", rule, **facts)

    def _endpoint(
        self,
        method: str,
        rule: str,
        *,
        allow: str,
        out: Any = None,
        page: bool = False,
        status: int = 200,
        match: bool = False,
        transaction: bool = True,
        limits: Sequence[Limit] = (),
        produces: str | Sequence[str] | None = None,
        takes: str | None = None,
        devices: bool = False,
    ) -> Callable[[View], View]:
        """Declare a route. out: schema of `data` (of an item when `page`), None: null.

        match: needs If-Match, passes `version`. transaction False: the service opens its own, after slow work. limits:
        Flask-Limiter texts, key, which answers count. produces/takes: other media types than JSON. devices: see gate.
        """

        def declare(view: View) -> View:
            hints = get_type_hints(view)
            contract = Contract(
                method, f"{self.url_prefix or ''}{rule}", allow, hints.get("body"), hints.get("query"), out, page,
                status, match, transaction and method not in SAFE, produces, takes, devices,
            )  # fmt: skip
            served = _serve(view, contract)
            for text, key, *counted in reversed(limits):
                served = limiter.limit(text, key_func=key, deduct_when=counted[0] if counted else None)(served)
            served.__annotations__ = _annotations(contract)
            served.contract = contract  # type: ignore[attr-defined]
            served.__delay_validate_request__ = True  # type: ignore[attr-defined]
            self.contracts.append(contract)
            document = {"responses": _responses(contract), **_more(contract)}
            getattr(super(Domain, self), method.lower())(rule, **document)(served)
            return view

        return declare


def _serve(view: View, contract: Contract) -> View:
    """Wrap a view: read the request, run it in its transaction, answer in the envelope."""
    adapter = TypeAdapter(list[contract.out] if contract.page else contract.out)  # type: ignore[name-defined]

    @functools.wraps(view)
    def served(**kwargs: Any) -> Response:
        production_id = kwargs.get("production_id", 0)
        if contract.takes:  # such a view counts what arrives and names the field; None would mean the app's 1 MiB
            request.max_content_length = settings().max_upload_bytes
        if contract.query:
            kwargs["query"] = read_query(contract.query)
        if contract.match:
            kwargs["version"] = _seen_version()
        if contract.body:
            kwargs["body"] = read_body(contract.body)
        if contract.transaction:
            start_writing(production_id)
        try:
            result = view(**kwargs)
            if contract.transaction:
                db.session.commit()
        except Stale as stale:
            current = _current(stale.current, contract, adapter)
            db.session.rollback()
            return problem_answer(stale, current)
        return _answered(result, contract, adapter)

    return served


def _current(row: Any, contract: Contract, adapter: TypeAdapter[Any]) -> Any:
    if row is None or contract.out is None:
        return None
    return adapter.dump_python(adapter.validate_python(row, from_attributes=True), mode="json")


def _answered(result: Any, contract: Contract, adapter: TypeAdapter[Any]) -> Response:
    if isinstance(result, Response):
        return result
    message = "OK"
    if isinstance(result, Said):
        result, message = result.data, result.message
    page = None
    if isinstance(result, Page):
        page, result = {"next": result.next, "total": result.total}, result.items
    body = adapter.dump_json(adapter.validate_python(result, from_attributes=True))
    response = answer(body, message, page=page, status=contract.status)
    version = result.get("version") if isinstance(result, Mapping) else getattr(result, "version", None)
    if isinstance(version, int):
        response.headers["ETag"] = f'"{version}"'
    return response


def _seen_version() -> int:
    header = request.headers.get("If-Match", "").strip()
    if not header:
        raise MatchRequired
    found = re.fullmatch(r'(?:W/)?"?(\d{1,18})"?', header)
    if not found:
        raise Conflict("If-Match must be the ETag of the row as you read it.")
    return int(found[1])


def expect(row: Any, version: int) -> None:
    """Refuse (409, with the row as it is now) when the caller saw an older version."""
    if row.version != version:
        raise Stale(row)


def _annotations(contract: Contract) -> dict[str, Any]:
    """What flask-openapi3 reads to document a route."""
    names = re.findall(r"<(?:(\w+):)?(\w+)>", contract.rule)
    hints: dict[str, Any] = {"body": contract.body, "query": contract.query}
    if contract.body and not any(field.is_required() for field in contract.body.model_fields.values()):
        contract.body.model_config["openapi_extra"] = {"required": False}  # type: ignore[typeddict-unknown-key]
    if names:
        types: dict[str, Any] = {
            name: (int, Field(ge=1, le=MAX_ID)) if kind == "int" else (str, Field(min_length=1)) for kind, name in names
        }
        hints["path"] = create_model("Path", **types)
    if contract.match:
        hints["header"] = MatchHeader
    return {name: hint for name, hint in hints.items() if hint is not None}


def _responses(contract: Contract) -> dict[Any, Any]:
    good: Any
    if contract.produces:
        kinds = [contract.produces] if isinstance(contract.produces, str) else contract.produces
        good = {"content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in kinds}}
    else:
        good = PageAnswer[contract.out] if contract.page else Answer[contract.out]  # type: ignore[name-defined]
    # The schema of a refusal is worked out once (for 422) and named elsewhere: it was most of the time of a start.
    if contract.allow == BY_LINK:  # pages for people, which refuse in a page
        return {contract.status: good, **{status: {"content": {**_REFUSAL, **_PAGE}} for status in _REFUSALS}}
    return {contract.status: good, **{status: {"content": _REFUSAL} for status in _REFUSALS}, 422: Refusal}


def _more(contract: Contract) -> dict[str, Any]:
    more: dict[str, Any] = {"security": [] if contract.allow in {PUBLIC, BY_LINK} else [{"bearer": []}, {"cookie": []}]}
    if contract.takes:
        content = {contract.takes: {"schema": {"type": "string", "format": "binary"}}}
        more["openapi_extensions"] = {"requestBody": {"required": True, "content": content}}
    return more
