"""What generated clients call the operations, their headers and their models."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from griffie.api.composition.web import _routes

DOCUMENT: dict[str, Any] = _routes().openapi()


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def test_every_operation_has_a_name_of_its_own_without_its_address() -> None:
    named = Counter(operation["operationId"] for _, operation in operations())

    assert not [name for name, times in named.items() if times > 1]
    assert not [name for name in named if not re.fullmatch(r"[a-z]+(_[a-z]+)*", name)]
    assert not [name for name in named if "_api" in name or name.endswith(("_get", "_post"))]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("POST /api/v1/requests", "receive"),
        ("GET /api/v1/requests", "list_requests"),
        ("GET /api/v1/requests/{request_id}", "read_request"),
        ("POST /api/v1/requests/{request_id}/copy-bundle", "make_copy_bundle"),
        ("POST /api/v1/requests/{request_id}/fulfil", "fulfil"),
        ("GET /api/v1/audit/events", "list_audit_events"),
        ("DELETE /api/v1/tokens/{token_id}", "revoke_token"),
    ],
)
def test_an_operation_is_called_by_what_it_does(address: str, name: str) -> None:
    assert dict(operations())[address]["operationId"] == name


def test_headers_are_written_as_their_standards_write_them() -> None:
    named = {
        one["name"]
        for _, operation in operations()
        for one in operation.get("parameters", ())
        if one["in"] == "header"
    }

    assert named == {"If-Match", "Idempotency-Key", "Prefer", "Reveal-Reason"}


def test_no_model_has_the_name_of_one_of_its_fields() -> None:
    """A generator in Python would give the field and the model one name."""
    models = DOCUMENT["components"]["schemas"]
    same = {
        name
        for name, schema in models.items()
        if re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower() in schema.get("properties", ())
    }

    assert not same
