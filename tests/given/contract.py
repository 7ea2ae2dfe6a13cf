"""A client that holds every answer of the API to the model that the route names for it."""

import re
from functools import cache
from typing import Any

from fastapi.testclient import TestClient
from pydantic import TypeAdapter

from griffie.api.http.problem_document import Problem
from griffie.application.views.access_trail import Looks
from griffie.application.views.advice import ApplicabilityShown
from griffie.application.views.announcements import AnnouncementsShown
from griffie.application.views.dashboard import DashboardShown
from griffie.application.views.differences import RegisterDifference, RequestDifference
from griffie.application.views.documents import Documents
from griffie.application.views.events import Events
from griffie.application.views.law import LawShown, WordsShown
from griffie.application.views.lean import LeanRequest
from griffie.application.views.letter_files import LetterFiles
from griffie.application.views.letters import Letters
from griffie.application.views.lists import Page
from griffie.application.views.messages import JoinedShown, Messages, MessageShown
from griffie.application.views.outbox import OutboxItem, OutboxShown
from griffie.application.views.people import Me, People, TokenMade, Tokens
from griffie.application.views.portal_code import PortalCode
from griffie.application.views.processing_record import ProcessingRecordShown
from griffie.application.views.proofs import ConsistencyShown, InclusionShown
from griffie.application.views.recipient_notice import NoticeShown
from griffie.application.views.reports import AnnualShown
from griffie.application.views.request import DocumentAdded, RequestShown
from griffie.application.views.restricted import FindingsShown
from griffie.application.views.retention import CarriedShown, RetentionShown
from griffie.application.views.search_links import SearchLinksShown
from griffie.application.views.searches import SearchesShown
from griffie.application.views.signed_request import SignedReceived
from griffie.application.views.unsubscribe_links import UnsubscribeLinks

ONE = "/api/v1/requests/[0-9A-Za-z-]{11,36}"
SHAPES: tuple[tuple[str, Any], ...] = (
    ("POST /api/v1/mail", RequestShown | MessageShown | JoinedShown),
    ("GET /api/v1/messages", Messages),
    ("POST /api/v1/messages/[0-9a-f-]+/(make-request|join)", RequestShown),
    ("(GET|POST) /api/v1/messages/[0-9a-f-]+(/[a-z-]+)?", MessageShown),
    ("GET /api/v1/requests", Page),
    ("POST /api/v1/requests/search", Page),
    (f"GET {ONE}/events", Events),
    (f"POST {ONE}/documents", DocumentAdded),
    (f"POST {ONE}/documents/[^/]+/redact", DocumentAdded),
    (f"POST {ONE}/copy-bundle", DocumentAdded),
    (f"GET {ONE}/documents", Documents),
    (f"GET {ONE}/looks", Looks),
    ("GET /api/v1/audit/searches", SearchesShown),
    (f"GET {ONE}/restrictions", FindingsShown),
    (f"GET {ONE}/letters", Letters),
    (f"POST {ONE}/portal-code", PortalCode),
    (f"GET {ONE}/letter/files", LetterFiles),
    (f"POST {ONE}/letter/send", RequestShown),
    (f"POST {ONE}/recipient-notice", NoticeShown),
    (f"POST {ONE}/recipient-notice/send", RequestShown),
    (f"POST {ONE}/hand-on", RequestShown),
    (f"POST {ONE}/processor-question/send", RequestShown),
    (f"GET {ONE}/search-links", SearchLinksShown),
    (f"POST {ONE}/search-links(/[0-9a-f-]+/revoke)?", RequestShown),
    ("GET /api/v1/outbox", OutboxShown),
    ("POST /api/v1/outbox/[0-9a-f-]+/settle", OutboxItem),
    ("GET /api/v1/requests/diff", RegisterDifference),
    (f"GET {ONE}/diff", RequestDifference),
    (f"GET {ONE}/applicability", ApplicabilityShown),
    (f"(GET|POST) {ONE}(/[a-z-]+)?", RequestShown),
    ("POST /api/v1/requests", RequestShown),
    ("GET /api/v1/dashboards/deadlines", DashboardShown),
    ("GET /api/v1/audit/inclusion", InclusionShown),
    ("GET /api/v1/audit/consistency", ConsistencyShown),
    ("GET /api/v1/reports/(annual|period)", AnnualShown),
    ("GET /api/v1/reports/processing", ProcessingRecordShown),
    ("(GET|POST) /api/v1/announcements", AnnouncementsShown),
    ("POST /api/v1/withdrawals", RequestShown),
    ("POST /api/v1/unsubscribe-links", UnsubscribeLinks),
    ("POST /api/v1/signed-requests", SignedReceived),
    ("POST /api/v1/retention/carry-out", CarriedShown),
    ("GET /api/v1/retention", RetentionShown),
    ("GET /api/v1/me", Me),
    ("GET /api/v1/people", People),
    ("POST /api/v1/people/join", People),
    ("GET /api/v1/tokens", Tokens),
    ("POST /api/v1/tokens(/[0-9a-f]+/renew)?", TokenMade),
    ("GET /api/v1/law", LawShown),
    ("GET /api/v1/law/.+", WordsShown),
)


OF_OTHERS = "/api/(opendsr|drp)/"
"""Answers whose shape somebody else's standard gives; tests of their own hold them to it."""


def hold(asked: str, status: int, kind: str, content: bytes, *, lean: bool = False) -> None:
    """Raises where an answer is not of the shape that is promised."""
    if re.search(OF_OTHERS, asked):
        return
    if status >= 400:
        assert kind == "application/problem+json", f"{asked}: {status} {kind}"
        problem = Problem.model_validate_json(content)
        assert problem.status == status
        assert problem.type.startswith(("/problems/", "/law/"))
        assert problem.title
        assert problem.detail
    elif kind == "application/json" and "/api/" in asked:
        shape = next(shape for written, shape in SHAPES if re.fullmatch(written, asked))
        if shape is RequestShown and lean:
            shape = LeanRequest
        _checked(shape).validate_json(content, strict=True, by_alias=True, by_name=False)


@cache
def _checked(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


class HeldToShapes(TestClient):
    def request(self, method: str, url: Any, **more: Any) -> Any:
        answer = super().request(method, url, **more)
        kind = answer.headers.get("content-type", "")
        lean = answer.headers.get("preference-applied") == "return=minimal"
        asked = f"{method.upper()} {answer.url.path}"
        if method.upper() == "HEAD":
            return answer
        hold(asked, answer.status_code, kind, answer.content, lean=lean)
        return answer
