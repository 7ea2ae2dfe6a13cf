"""Three presenters of the tree of errors: each says something sensible of every class."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
import typer
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient

from griffie.api.cli.options import errors_as_sentences
from griffie.api.console.frame.problem_page import PageRoute, status_of
from griffie.api.console.frame.sign_in import NotProvedError, NotSignedInError
from griffie.api.http import problems
from griffie.api.http.problems import RequestRefusedError
from griffie.application.clock import NothingToRecordError
from griffie.application.dossier.zip_writer import BundleTooLargeError
from griffie.application.past.moments import NoSuchMomentError
from griffie.domain.errors import DamagedStoreError, GriffieError, OperatorNeededError
from griffie.domain.law import GDPR
from griffie.domain.model.errors import BadInputError, StepRefusedError, UnlawfulError, UnsaidError
from tests.errors import ALL

SECRET = "/home/an/keys.kek of Ann Example"
MADE: dict[type[GriffieError], Any] = {
    UnlawfulError: partial(UnlawfulError, GDPR(12, 3), "It cannot be extended now."),
    UnsaidError: partial(UnsaidError, GDPR(15, 1), (GDPR(15, 2),), "Say where it stands."),
    BadInputError: partial(BadInputError, "received_on", "a day to come"),
    RequestRefusedError: partial(RequestRefusedError, 403, "role", "Not allowed", "Your role."),
    NotSignedInError: partial(NotSignedInError, "/"),
    NotProvedError: partial(NotProvedError, "/"),
}
OURS = (BundleTooLargeError, NothingToRecordError, NotProvedError, NotSignedInError)
FAILED = {kind for kind in ALL if issubclass(kind, (OperatorNeededError, *OURS))} | {GriffieError}
"""Failures of ours, or of who runs Griffie: a caller is told that, and nothing of the machine."""


def made(kind: type[GriffieError]) -> GriffieError:
    """An error of that class as its code raises it; with words, where it takes any."""
    error: GriffieError = MADE[kind]() if kind in MADE else kind(SECRET)
    return error


@contextmanager
def served_first(app: Any, router: APIRouter) -> Iterator[TestClient]:
    """A client of the application with other routes before its own: other tests share those."""
    routes, before = app.router.routes, list(app.router.routes)
    routes[:0] = router.routes
    try:
        yield TestClient(app)
    finally:
        routes[:] = before


kinds = pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)


@kinds
def test_http_answers_with_problem_details(kind: type[GriffieError]) -> None:
    app = FastAPI()
    problems.install(app)

    @app.get("/requests", name="add_note")
    def fail() -> None:
        raise made(kind)

    answer = TestClient(app).get("/requests")
    said = answer.json()

    assert answer.headers["content-type"] == problems.MEDIA_TYPE
    assert said["status"] == answer.status_code
    assert said["type"].startswith(("/problems/", "/law/"))
    assert all(said[part] for part in ("title", "detail"))
    expected = kind in FAILED or issubclass(kind, DamagedStoreError)
    assert answer.status_code < 500 or answer.status_code == 503 or expected
    if not issubclass(kind, (StepRefusedError, NoSuchMomentError)):
        assert SECRET not in answer.text


@kinds
def test_the_console_shows_a_page(dpo: TestClient, kind: type[GriffieError]) -> None:
    router = APIRouter(route_class=PageRoute)

    @router.get("/out-of-order")
    def fail() -> None:
        raise made(kind)

    with served_first(dpo.app, router) as client:
        answer = client.get("/out-of-order", follow_redirects=False)

    if issubclass(kind, NotSignedInError):
        leads = "/proof?next=%2F" if kind is NotProvedError else "/login"
        assert answer.headers["location"] == leads
        return
    assert answer.status_code == status_of(made(kind))
    assert "<h1>" in answer.text
    assert SECRET not in answer.text


@kinds
def test_the_command_line_says_a_sentence(
    kind: type[GriffieError], capsys: pytest.CaptureFixture[str]
) -> None:
    for error in (made(kind), *(() if kind in MADE else (kind.__new__(kind),))):
        with pytest.raises(typer.Exit) as out, errors_as_sentences():
            raise error
        said = capsys.readouterr().err

        assert out.value.exit_code == 2
        assert said.startswith("griffie: ")
        assert len(said) > len("griffie: \n")


def test_no_route_of_these_tests_is_left_to_others(dpo: TestClient) -> None:
    app: Any = dpo.app

    assert not [one for one in app.router.routes if getattr(one, "path", "") == "/out-of-order"]
