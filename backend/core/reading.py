"""Reading a request: JSON bodies and query strings into their schemas, every mistake as a field of the envelope."""

import json
import re
from typing import Any, TypeVar, get_origin

from flask import request
from pydantic import BaseModel, ValidationError

from backend.core.errors import Invalid, Problem, WrongType

Model = TypeVar("Model", bound=BaseModel)


def read_body(model: type[Model]) -> Model:
    """The JSON body as `model`. Raises 415 for another type, 400 for broken JSON, 422 naming the fields."""
    raw = request.get_data(cache=True)
    if raw and not request.is_json:
        raise WrongType("Send JSON with Content-Type: application/json.")
    try:
        return model.model_validate_json(whole_numbers(raw) or b"{}")
    except ValidationError as error:
        if any(item["type"] == "json_invalid" for item in error.errors()):
            raise Problem("The body is not valid JSON.") from error
        raise Invalid(errors=field_errors(error)) from error


def whole_numbers(raw: bytes) -> bytes:
    """JSON in which 3.0 and 3e0 read 3: JSON knows one kind of number, so either is an integer to the contract."""
    if not re.search(rb"\d[.eE]", raw):
        return raw
    try:
        return json.dumps(json.loads(raw, parse_float=_number)).encode()
    except (ValueError, RecursionError):
        return raw  # what is wrong with it is said by the schema


def _number(text: str) -> float:
    value = float(text)
    return int(value) if value.is_integer() else value


def read_query(model: type[Model]) -> Model:
    """The query string as `model`; a parameter that is not known is refused, a list is given by repeating it."""
    values: dict[str, Any] = {}
    for name in request.args:
        field = model.model_fields.get(name)
        many = field is not None and "list" in str(get_origin(field.annotation) or field.annotation)
        values[name] = request.args.getlist(name) if many else request.args[name]
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise Invalid(errors=field_errors(error)) from error


def field_errors(error: ValidationError) -> list[dict[str, str]]:
    """Pydantic's findings as [{field, message}], in words a person can act on."""
    return [
        {
            "field": ".".join(str(part) for part in item["loc"]) or "body",
            "message": _words(item["type"], item["msg"], item.get("ctx")),
        }
        for item in error.errors(include_url=False, include_input=False)
    ]


def _words(kind: str, message: str, context: Any) -> str:
    if kind == "missing":
        return "This field is required."
    if kind == "extra_forbidden":
        return "This field is not known here."
    if kind in {"enum", "literal_error"}:
        return f"Must be one of {(context or {}).get('expected', '')}."
    if kind == "string_pattern_mismatch":
        return "This text has a form that is not accepted here."
    return message.removeprefix("Value error, ")[:1].upper() + message.removeprefix("Value error, ")[1:]


def json_object(text: str) -> dict[str, Any]:
    """A JSON object out of a form or header field; raises Invalid when it is none."""
    try:
        value = json.loads(text)
    except ValueError as error:
        raise Invalid("This must be a JSON object.") from error
    if not isinstance(value, dict):
        raise Invalid("This must be a JSON object.")
    return value
