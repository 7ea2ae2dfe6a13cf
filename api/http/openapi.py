"""Completes the OpenAPI document: the media type of problems, the headers of answers."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from griffie.api.http.parameters import PROBLEMS
from griffie.api.http.positions import MIN_POSITION, MIN_POSITION_PARAMETER, READING
from griffie.api.http.problems import MEDIA_TYPE

_FIRST_PROBLEM = 400


def _header(description: str, pattern: str) -> dict[str, Any]:
    return {
        "description": description,
        "required": True,
        "schema": {"type": "string", "pattern": pattern},
    }


_VERSION = {"ETag": _header("The version: send it as `If-Match`.", r'^"[0-9]+"$')}
_HEADERS = {
    "401": {"WWW-Authenticate": _header("How to sign in.", "^Bearer$")},
    "503": {"Retry-After": _header("In how many seconds to try again.", "^[0-9]+$")},
}
_PROBLEM = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
_PLACE = {"Location": _header("Where the request is read.", "^/api/v1/requests/[0-9a-f-]{36}$")}
_OF_A_REQUEST = {"#/components/schemas/RequestShown", "#/components/schemas/DocumentAdded"}


def describe(app: FastAPI) -> dict[str, Any]:
    """The document as FastAPI makes it, with what FastAPI cannot know. It is made once."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title,
            version=app.version,
            description=app.description,
            tags=app.openapi_tags,
            routes=app.routes,
        )
        for path in document["paths"].values():
            for method, operation in path.items():
                if method.upper() in READING:
                    _take_position(operation)
                for status, answer in operation["responses"].items():
                    _complete_answer(status, answer)
        app.openapi_schema = document
    return app.openapi_schema


def _take_position(operation: dict[str, Any]) -> None:
    taken = [one for one in operation.get("parameters", ()) if one["name"] != MIN_POSITION]
    operation["parameters"] = [*taken, MIN_POSITION_PARAMETER]
    behind = {"description": PROBLEMS[409]["description"], "content": _PROBLEM}
    operation["responses"].setdefault("409", behind)


def _complete_answer(status: str, answer: dict[str, Any]) -> None:
    content = answer.get("content", {})
    if int(status) >= _FIRST_PROBLEM:  # whatever the address answers otherwise
        answer["content"] = _PROBLEM
    schema = content.get("application/json", {}).get("schema", {})
    shown = {one.get("$ref") for one in (schema, *schema.get("anyOf", ()))}
    headers = dict(_HEADERS.get(status, {}))
    if shown & _OF_A_REQUEST:
        headers |= _VERSION | (_PLACE if status == "201" else {})
    if headers:
        answer["headers"] = headers
