"""The page of a request: claims, steps, the deadline, and personal data opened on request."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store, read_mail
from griffie.api.composition.web import application
from griffie.application.access.roles import Role
from griffie.application.intake.receive_mail import receive_mail
from griffie.domain.events import PersonalDataRevealed
from griffie.domain.law import Right
from griffie.domain.request.reference import reference
from tests.conftest import Clock
from tests.given.console import at_console, looks, page_of, seen, visitor
from tests.given.story import PERSONAL, receive, tell
from tests.mail.made import made


def test_a_request_shows_its_claims_exceptions_and_citations(
    store: Store, clerk: TestClient
) -> None:
    shown = seen(at_console(store, Role.HANDLER), page_of(tell(clerk)))

    assert "Right to erasure" in shown
    assert "Partly done" in shown
    assert "for compliance with a legal obligation" in shown.lower()
    assert "Article 17(3)(b) GDPR" in shown


def test_a_step_that_is_not_possible_says_why_and_by_which_article(
    store: Store, clerk: TestClient
) -> None:
    location = receive(clerk)
    body = {"grounds": "…a doubt", "asked_on": "2026-03-06", "asked_for": "…a call"}
    assert clerk.post(f"{location}/doubt-identity", json=body).status_code == 200

    shown = seen(at_console(store, Role.HANDLER, "nl"), page_of(location))

    assert "De identiteit van de verzoeker staat ter discussie: controleer die eerst" in shown
    assert "Artikel 12.6 AVG" in shown
    assert "Uw rol mag dit niet" in shown  # a handler does not correct the date of receipt


@pytest.mark.law("reg/1182-71/3/4")
def test_the_reckoning_is_shown_line_by_line_with_its_rules(
    store: Store, clerk: TestClient
) -> None:
    shown = seen(at_console(store, Role.HANDLER), page_of(receive(clerk)))

    assert "Tuesday, 7 April 2026" in shown
    assert "Sunday; Easter Monday" in shown
    assert "Article 3(4) of Regulation No 1182/71" in shown
    assert "Calendar BE/2026.1" in shown


def test_a_step_that_was_recorded_late_is_marked(store: Store, clerk: TestClient) -> None:
    shown = seen(at_console(store, Role.HANDLER), page_of(receive(clerk)))

    assert "recorded late: it happened on 5 March 2026" in shown


def test_personal_data_open_on_request_and_the_look_is_recorded(
    store: Store, clerk: TestClient
) -> None:
    location = receive(clerk)
    client = at_console(store, Role.HANDLER)
    assert not looks(store, location)

    answer = client.post(f"{page_of(location)}/reveal")

    assert PERSONAL["name"] in answer.text
    assert PERSONAL["message"] in answer.text
    (look,) = looks(store, location)
    assert isinstance(look, PersonalDataRevealed)


def test_who_opens_a_message_sees_which_rights_its_words_may_invoke_and_for_whom(
    store: Store,
) -> None:
    words = "Ik vraag dit voor mijn moeder: wis mijn gegevens. Een kopie van mijn gegevens graag."
    request = receive_mail(store.engine, read_mail, made(words), None, [Right.ACCESS]).request
    page = f"/requests/{reference(request.id)}"
    handler, auditor = at_console(store, Role.HANDLER), at_console(store, Role.AUDITOR)

    closed = seen(handler, page)
    opened = handler.post(f"{page}/reveal").text
    read_only = auditor.post(f"{page}/reveal", data={"reason": "Klacht"}).text

    assert "What the words may invoke" not in closed
    assert "<b>Erasure</b>: <bdi>wis mijn gegevens</bdi>" in opened
    assert f'href="{page}/do/add-claim?right=erasure"' in opened
    assert "<b>Access</b>: <bdi>" in opened
    assert "add-claim?right=access" not in opened  # it is invoked already
    assert "<span>Says to act for</span><b><bdi>mijn moeder</bdi></b>" in opened
    assert "<b>Erasure</b>" in read_only
    assert "?right=erasure" not in read_only


def test_an_auditor_states_a_reason_first_and_it_is_kept_sealed(
    store: Store, clerk: TestClient
) -> None:
    location = receive(clerk)
    client, page = at_console(store, Role.AUDITOR), page_of(location)

    without = client.post(f"{page}/reveal", data={"reason": "  "})
    refused = list(looks(store, location))
    with_one = client.post(f"{page}/reveal", data={"reason": "Klacht bij de toezichthouder"})

    assert without.status_code == 422
    assert PERSONAL["name"] not in without.text
    assert not refused
    assert PERSONAL["name"] in with_one.text
    assert looks(store, location)[0].reason is not None
    assert "Klacht" not in seen(client, page)


@pytest.mark.parametrize("role", [Role.REPORTER, Role.ADMIN])
def test_who_has_no_need_opens_no_personal_data(
    store: Store, clerk: TestClient, role: Role
) -> None:
    location = receive(clerk)
    client, page = at_console(store, role), page_of(location)

    answer = client.post(f"{page}/reveal", data={"reason": "curious"})

    assert answer.status_code == 403
    assert PERSONAL["name"] not in answer.text
    assert "/reveal" not in seen(client, page)
    assert [one.TOPIC for one in looks(store, location)] == ["CommandRefused"]


def test_intake_opens_what_it_entered_for_a_day(store: Store, clock: Clock) -> None:
    token = store.access.create_token(Role.INTAKE, "test")
    intake = visitor(store)
    intake.post("/login", data={"token": token})
    location = receive(
        TestClient(application(store.engine), headers={"Authorization": f"Bearer {token}"})
    )
    page = page_of(location)

    soon = intake.post(f"{page}/reveal")
    clock.at += timedelta(hours=25)
    late = intake.post(f"{page}/reveal")

    assert PERSONAL["name"] in soon.text
    assert late.status_code == 403


def test_of_erased_personal_data_the_history_stays_and_nothing_opens(
    store: Store, clerk: TestClient, dpo: TestClient
) -> None:
    location = tell(clerk)
    body = {"ground": "test_data", "explanation": "Alleen een proef."}
    assert dpo.post(f"{location}/erase-personal-data", json=body).status_code == 200
    client, page = at_console(store, Role.DPO), page_of(location)

    shown = seen(client, page)
    opened = client.post(f"{page}/reveal").text

    assert "Personal data erased; the history stays" in shown
    assert "Open the personal data" not in shown
    assert "Nothing is kept any more" in opened
    assert not [word for word in PERSONAL.values() if word in shown + opened]
    assert seen(client, f"{page}/replay?version=1")
