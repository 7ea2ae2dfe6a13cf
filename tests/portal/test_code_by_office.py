"""The office gives a person a secret code: shown once, recorded; one before opens nothing more."""

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.composition.web import application
from griffie.application.access.roles import Role
from griffie.application.portal.secret import request_of_secret
from griffie.domain.steps.correspondence import CodeRenewed
from tests.conftest import Clock, Open, signed_in
from tests.given.portal import Case, Codes, inside, person
from tests.given.story import receive


@pytest.fixture
def clerk(store: Store) -> TestClient:
    return signed_in(store, Role.HANDLER)


def given_code(clerk: TestClient, place: str) -> Codes:
    answer = clerk.post(f"{place}/portal-code")
    assert answer.status_code == 200, answer.text
    return Codes(**answer.json())


def test_who_wrote_a_letter_may_follow_the_request_as_well(store: Store, clerk: TestClient) -> None:
    codes = given_code(clerk, receive(clerk, channel="post"))

    shown = person(store).post("/portal/status", data=codes.form())

    assert shown.status_code == 200
    assert codes.reference in inside(shown)


def test_the_code_before_opens_nothing_any_more(store: Store, clock: Clock) -> None:
    case = Case(store, clock)
    place = f"/api/v1/requests/{case.codes.reference}"

    second = given_code(case.office, place)
    third = given_code(case.office, place)

    opened = [request_of_secret(store.engine, *one) for one in (case.codes, second, third)]
    assert [one is not None for one in opened] == [False, False, True]


def test_it_is_recorded_by_whom_and_the_code_stands_nowhere(
    store: Store, clerk: TestClient, opening: Open
) -> None:
    place = receive(clerk)
    before = clerk.get(place).json()

    codes = given_code(clerk, place)

    request = request_of_secret(store.engine, *codes)
    assert request is not None
    event = request.kept_events[-1]
    assert isinstance(event, CodeRenewed)
    assert event.actor == request.entered_by
    after = clerk.get(place).json()
    assert (after["status"], after["deadline"]) == (before["status"], before["deadline"])
    files = b"".join(one.read_bytes() for one in store.folder.parent.rglob("*") if one.is_file())
    assert codes.secret.replace("-", "").encode() not in files
    assert opening().check([], lambda _done, _all: None)[0] == []


def test_who_takes_no_steps_gives_no_code(store: Store, clerk: TestClient) -> None:
    place = receive(clerk)

    for role in (Role.INTAKE, Role.AUDITOR, Role.REPORTER, Role.ADMIN):
        assert signed_in(store, role).post(f"{place}/portal-code").status_code == 403


def test_at_the_desk_it_is_shown_once_and_the_request_says_how_it_came(
    store: Store, clock: Clock
) -> None:
    case = Case(store, clock)
    desk = TestClient(application(store.engine), headers={"accept": "text/html"})
    desk.cookies.set("griffie_language", "en")
    desk.post("/login", data={"token": store.access.create_token(Role.HANDLER)})
    place = f"/requests/{case.codes.reference}"
    assert "Came in by the portal" in inside(desk.get(place))

    assert 'id="secret"' not in desk.get(f"{place}/code").text
    given = desk.post(f"{place}/code")

    secret = given.text.partition('id="secret">')[2].partition("<")[0]
    assert request_of_secret(store.engine, case.codes.reference, secret)
    assert secret not in desk.get(f"{place}/code").text
    assert "New secret code given" in desk.get(place).text
