"""Writes an answer of the application out as a JSON response, by the model that built it."""

from collections.abc import Mapping

from fastapi import Response

from griffie.application.views.answer import AnswerModel


def json_response(
    answer: AnswerModel, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """The answer as JSON. FastAPI validates a `Response` no second time."""
    return Response(answer.as_json(), status, headers, media_type="application/json")
