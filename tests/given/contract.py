"""A client that holds every answer of the API to what `api.http.shapes.request` promises."""

import re
from typing import Any

from fastapi.testclient import TestClient

from griffie.api.http.routes.access import Looks
from griffie.api.http.shapes import differences, reports
from griffie.api.http.shapes import request as shapes
from griffie.api.http.shapes.shape import Shape

ONE = "/api/v1/requests/[0-9a-f-]+"
SHAPES: tuple[tuple[str, type[Shape]], ...] = (
    ("GET /api/v1/requests", shapes.Page),
    ("POST /api/v1/requests/search", shapes.Page),
    (f"GET {ONE}/events", shapes.Events),
    (f"POST {ONE}/documents", shapes.DocumentAdded),
    (f"GET {ONE}/looks", Looks),
    ("GET /api/v1/requests/diff", differences.RegisterDifference),
    (f"GET {ONE}/diff", differences.RequestDifference),
    (f"GET {ONE}/applicability", reports.ApplicabilityShown),
    (f"(GET|POST) {ONE}(/[a-z-]+)?", shapes.RequestShown),
    ("POST /api/v1/requests", shapes.RequestShown),
    ("GET /api/v1/dashboards/deadlines", shapes.DashboardShown),
    ("GET /api/v1/audit/inclusion", shapes.InclusionShown),
    ("GET /api/v1/audit/consistency", shapes.ConsistencyShown),
    ("GET /api/v1/reports/annual", reports.AnnualShown),
    ("POST /api/v1/retention/carry-out", reports.CarriedShown),
    ("GET /api/v1/retention", reports.RetentionShown),
    ("GET /api/v1/law", shapes.LawShown),
    ("GET /api/v1/law/.+", shapes.WordsShown),
)


def hold(asked: str, status: int, kind: str, content: bytes) -> None:
    """Raises where an answer is not of the shape that is promised."""
    if status >= 400:
        assert kind == "application/problem+json", f"{asked}: {status} {kind}"
        problem = shapes.Problem.model_validate_json(content)
        assert problem.status == status
        assert problem.type.startswith(("/problems/", "/law/"))
        assert problem.title
        assert problem.detail
    elif kind == "application/json" and "/api/" in asked:
        shape = next(shape for written, shape in SHAPES if re.fullmatch(written, asked))
        shape.model_validate_json(content, strict=True)


class HeldToShapes(TestClient):
    def request(self, method: str, url: Any, **more: Any) -> Any:
        answer = super().request(method, url, **more)
        kind = answer.headers.get("content-type", "")
        hold(f"{method.upper()} {answer.url.path}", answer.status_code, kind, answer.content)
        return answer
