"""The documentation of the API as a page, made from the OpenAPI document."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from markupsafe import Markup, escape

Spec = Mapping[str, Any]
_LONGEST_LIST = 12
"""A closed list with more values is named by its length: the schema has them all."""


class Field(NamedTuple):
    """A parameter, or a field of a body: its name, what may stand there, what it is for."""

    name: str
    kind: str
    required: bool
    about: str


class Operation(NamedTuple):
    """One address with one method, as the page shows it."""

    anchor: str
    method: str
    path: str
    summary: str
    about: list[str]
    parameters: list[Field]
    body: list[Field]
    answers: list[tuple[str, str]]


class Group(NamedTuple):
    """The operations that share a tag."""

    name: str
    about: str
    operations: list[Operation]


def groups(spec: Spec) -> list[Group]:
    """Every operation, under the last of its tags; the tags in the order of the document."""
    found: dict[str, list[Operation]] = {tag["name"]: [] for tag in spec["tags"]}
    for address, methods in spec["paths"].items():
        for method, operation in methods.items():
            *_, tag = operation.get("tags", ["other"])
            found.setdefault(tag, []).append(_document_operation(spec, address, method, operation))
    about = {tag["name"]: tag.get("description", "") for tag in spec["tags"]}
    return [Group(name, about.get(name, ""), all_of) for name, all_of in found.items() if all_of]


def _document_operation(spec: Spec, address: str, method: str, operation: Spec) -> Operation:
    return Operation(
        anchor=operation["operationId"],
        method=method.upper(),
        path=address,
        summary=operation.get("summary", ""),
        about=[part for part in operation.get("description", "").split("\n\n") if part],
        parameters=[
            Field(
                one["name"],
                _kind(spec, one["schema"]),
                one.get("required", False),
                one.get("description", ""),
            )
            for one in operation.get("parameters", [])
        ],
        body=_body(spec, operation),
        answers=[(status, one["description"]) for status, one in operation["responses"].items()],
    )


def _body(spec: Spec, operation: Spec) -> list[Field]:
    content = operation.get("requestBody", {}).get("content", {})
    return [field for one in content.values() for field in _fields(spec, one["schema"])]


def _fields(spec: Spec, schema: Spec, within: str = "") -> Iterator[Field]:
    """The fields of a body; a field of an inner object is called `requester.name`."""
    schema = _resolve_reference(spec, schema)
    required = schema.get("required", [])
    for name, found in schema.get("properties", {}).items():
        about = found.get("description", "") or _resolve_reference(spec, found).get(
            "description", ""
        )
        yield Field(within + name, _kind(spec, found), name in required, _first_line(about))
        inner = _inside(spec, found)
        if inner:
            yield from _fields(spec, inner, f"{within}{name}.")


def _first_line(text: str) -> str:
    return text.split("\n", maxsplit=1)[0]


def _inside(spec: Spec, schema: Spec) -> Spec | None:
    """The object that a field holds, alone or in a list; None where it holds a plain value."""
    for one in _choices(spec, schema):
        found = _resolve_reference(spec, one.get("items", one))
        if "properties" in found:
            return found
    return None


def _choices(spec: Spec, schema: Spec) -> list[Spec]:
    """The schemas that a value may have, without "null": `required` says that already."""
    schema = _resolve_reference(spec, schema)
    every = [_resolve_reference(spec, one) for one in schema.get("anyOf", [schema])]
    return [one for one in every if one.get("type") != "null"]


def _kind(spec: Spec, schema: Spec) -> str:
    """What may stand there, in a few words."""
    return " or ".join(dict.fromkeys(_kind_of_choice(spec, one) for one in _choices(spec, schema)))


def _kind_of_choice(spec: Spec, schema: Spec) -> str:
    if "const" in schema:
        return str(schema["const"])
    if values := schema.get("enum"):
        return " | ".join(values) if len(values) <= _LONGEST_LIST else f"one of {len(values)} codes"
    if schema.get("type") == "array":
        return f"list of {_kind(spec, schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type") or "any value")


def _resolve_reference(spec: Spec, schema: Spec) -> Spec:
    while "$ref" in schema:
        *_, name = schema["$ref"].split("/")
        schema = spec["components"]["schemas"][name]
    return schema


def mark_code(text: str) -> Markup:
    """Text between backticks as `<code>`; everything is escaped."""
    parts = text.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if place % 2 else escape(part)
        for place, part in enumerate(parts)
    )
