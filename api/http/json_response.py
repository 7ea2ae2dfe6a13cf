"""Writes an answer of the application out as a JSON response, as the answer writes itself."""

from collections.abc import Mapping

from fastapi import Response

from griffie.application.views.answer import Answer


def json_response(
    answer: Answer, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """The answer as JSON. FastAPI validates a `Response` no second time."""
    return Response(answer.as_json(), status, headers, media_type="application/json")
