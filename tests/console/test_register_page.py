"""Register: a request is taken in at the desk, with what is known of the same person."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from griffie.application.access.trail import AccessTrail
from griffie.application.register.find_request import find_request
from griffie.application.requests.histories import ContentionError
from griffie.domain.housekeeping import CommandRefused, looks_stream
from griffie.domain.law import Right
from tests.conftest import Clock
from tests.given.console import at_console, seen
from tests.given.forms import FormReader, Sent

NAME, MAIL = "Jozefien Van Overschelde", "jozefien@overschelde.example"
TYPED: dict[str, Any] = {
    "received_on": "2026-03-05",
    "channel": "phone",
    "language": "nl",
    "rights": ["access", "direct_marketing_objection"],
    "requester.name": NAME,
    "requester.email": MAIL,
    "message": "Stuur mij alles, en geen reclame meer.",
}


def typed(page: str, **other: Any) -> Sent:
    """The form as a browser fills it in."""
    form = FormReader(page)
    sent = {**form.values, **{name: _listed(one) for name, one in (TYPED | other).items()}}
    assert form.action == "/requests/new"
    assert TYPED.keys() <= form.values.keys()
    assert set(form.choices["rights"]) == {right.value for right in Right}
    return {name: values for name, values in sent.items() if values}


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


@pytest.fixture
def intake(store: Store) -> TestClient:
    return at_console(store, Role.INTAKE)


def test_what_came_by_telephone_becomes_a_request(intake: TestClient, store: Store) -> None:
    sent = typed(seen(intake, "/requests/new"))

    answer = intake.post("/requests/new", data=sent)
    place = answer.headers["location"]
    shown = seen(intake, place)

    assert answer.status_code == 303
    assert "Recorded: Request received." in shown
    assert "telephone" in shown
    assert NAME not in shown + place
    assert NAME in intake.post(f"{place.partition('?')[0]}/reveal").text
    assert store.history.newest() == 4  # the searches by name and number, the request, the look


def test_attachments_are_sealed_with_it(intake: TestClient) -> None:
    sent = typed(seen(intake, "/requests/new"))
    files = [("files", ("brief.pdf", b"%PDF-1")), ("files", ("leeg", b""))]

    answer = intake.post("/requests/new", data=sent, files=files)
    shown = seen(intake, answer.headers["location"])

    assert shown.count("Correspondence</b>") == 1
    assert "brief.pdf" not in shown


def test_sent_twice_it_is_one_request(intake: TestClient, store: Store) -> None:
    sent = typed(seen(intake, "/requests/new"))
    file = {"files": ("brief.pdf", b"x")}

    first = intake.post("/requests/new", data=sent, files=file)
    second = intake.post("/requests/new", data=sent | {"seen": ["1"]}, files=file)
    again = intake.post("/requests/new", data=sent, files=file)

    assert first.status_code == 303
    assert second.status_code == 409  # the same key with something else
    assert again.status_code in {303, 409}
    assert store.history.newest() == 5  # two searches more


def test_the_last_days_are_shown_before_anything_is_recorded(
    intake: TestClient, store: Store
) -> None:
    sent = typed(seen(intake, "/requests/new"))

    piece = intake.post("/requests/new/ahead", data=sent)
    page = intake.post("/requests/new", data=sent | {"ahead": ["1"]})

    for answer in (piece, page):
        assert "Tuesday, 7 April 2026" in answer.text  # access: a month, and Easter Monday
        assert "Monday, 9 March 2026" in answer.text  # at once: two working days
        assert "No open request of this name or address." in answer.text
    assert store.history.newest() == 0


def test_who_has_an_open_request_is_shown_before_another_is_opened(
    store: Store, intake: TestClient
) -> None:
    handler = at_console(store, Role.HANDLER)
    first = handler.post("/requests/new", data=typed(seen(handler, "/requests/new")))
    known = first.headers["location"].partition("?")[0]
    sent = typed(seen(handler, "/requests/new"), **{"requester.name": "", "rights": ["erasure"]})

    held = handler.post("/requests/new", data=sent)
    again = FormReader(held.text)
    done = handler.post("/requests/new", data=again.values)
    of_another = intake.post("/requests/new/ahead", data=sent)

    assert held.status_code == 409
    assert f'href="{known}"' in held.text
    assert again.values["message"] == [TYPED["message"]]
    assert again.values["seen"] == ["1"]
    assert done.status_code == 303
    assert "No open request of this name or address." in of_another.text  # it sees its own only


def test_that_it_was_found_is_recorded_once_a_day_and_never_the_name(
    store: Store, intake: TestClient, clock: Clock
) -> None:
    handler, dpo = at_console(store, Role.HANDLER), at_console(store, Role.DPO)
    place = handler.post("/requests/new", data=typed(seen(handler, "/requests/new")))
    named = place.headers["location"].partition("?")[0].rpartition("/")[2]
    sent = typed(seen(handler, "/requests/new"), **{"requester.name": ""})
    nobody = typed(seen(handler, "/requests/new"), **{"requester.email": "other@post.example"})
    stream = looks_stream(find_request(store.engine.named, named))

    handler.post("/requests/new/ahead", data=nobody | {"requester.name": ["Iemand Anders"]})
    intake.post("/requests/new/ahead", data=sent)  # who sees its own only is shown nothing
    before = [*store.requests.history(stream)]
    pieces = [handler.post("/requests/new/ahead", data=sent).text for _ in range(3)]
    dpo.post("/requests/new/ahead", data=sent)
    same_day = [*store.requests.history(stream)]
    clock.at += timedelta(days=1)
    handler.post("/requests/new/ahead", data=sent)
    found = [*store.requests.history(stream)]

    assert before == []
    assert all("That you were shown this is recorded" in piece for piece in pieces)
    assert len(same_day) == 2  # the handler and the officer
    assert [(one.TOPIC, one.at_version) for one in found] == [("PersonLookedUp", 1)] * 3
    assert len({one.actor for one in found}) == 2
    assert MAIL not in repr(found)
    assert "Found when the person was looked up" in seen(dpo, f"/requests/{named}/looks")


def test_where_it_cannot_be_recorded_nothing_is_shown(store: Store) -> None:
    handler = at_console(store, Role.HANDLER)
    place = handler.post("/requests/new", data=typed(seen(handler, "/requests/new")))
    sent = typed(seen(handler, "/requests/new"))

    with patch.object(AccessTrail, "record_look_up", side_effect=ContentionError):
        answer = handler.post("/requests/new/ahead", data=sent)

    assert answer.status_code == 503
    assert place.headers["location"].partition("?")[0] not in answer.text


@pytest.mark.parametrize(
    ("wrong", "said", "field"),
    [
        ({"received_on": "2026-03-40"}, "This is no date", "f-received_on"),
        ({"received_on": "2026-03-21"}, "it lies in the future, or after", "f-received_on"),
        ({"channel": ""}, "Fill this in", "f-channel"),
        ({"requester.email": ""}, "Give one address", "f-requester-email"),
        ({"contact": "none"}, "An address is given", "f-requester-email"),
        ({"representative.name": "Mr. X"}, "Fill this in", "f-representative-capacity"),
        (
            {"forwarded_by.party": "Geen Code"},
            "Only small letters, digits, hyphens",
            "f-forwarded_by-party",
        ),
    ],
)
def test_what_is_wrong_leads_to_its_field_and_keeps_the_rest(
    intake: TestClient, store: Store, wrong: dict[str, str], said: str, field: str
) -> None:
    sent = typed(seen(intake, "/requests/new"), **wrong)

    answer = intake.post("/requests/new", data=sent)
    again = FormReader(answer.text)

    assert answer.status_code == 422
    assert said in answer.text
    assert f'href="#{field}"' in answer.text
    assert f'id="{field}"' in answer.text
    assert again.values["message"] == [TYPED["message"]]
    assert again.values["rights"] == TYPED["rights"]
    assert store.history.newest() == 0


def test_somebody_of_whom_no_address_is_known_has_a_request_too(intake: TestClient) -> None:
    sent = typed(
        seen(intake, "/requests/new"), **{"requester.email": "", "contact": "none", "rights": []}
    )

    answer = intake.post("/requests/new", data=sent)

    assert answer.status_code == 303


def test_a_field_nobody_asked_for_and_a_form_of_another_site_are_refused(
    intake: TestClient, store: Store
) -> None:
    sent = typed(seen(intake, "/requests/new"))
    before = store.history.newest()

    strange = intake.post("/requests/new", data=sent | {"policy": ["none"]})
    text_as_file = intake.post("/requests/new", data=sent | {"files": ["x"]})
    foreign = intake.post("/requests/new", data=sent, headers={"sec-fetch-site": "cross-site"})

    assert [one.status_code for one in (strange, text_as_file, foreign)] == [400, 400, 403]
    assert NAME not in strange.text
    (refused,) = (one.event for one in store.history.page(before, 9))
    assert isinstance(refused, CommandRefused)
    assert (refused.command, refused.problem) == ("register", "/problems/foreign")


def test_whoever_has_a_pile_registers_one_after_another(intake: TestClient) -> None:
    answer = intake.post(
        "/requests/new", data=typed(seen(intake, "/requests/new")) | {"another": ["1"]}
    )

    address = answer.headers["location"]
    page = seen(intake, address)
    made = address.removeprefix("/requests/new?after=")
    assert answer.status_code == 303
    assert f'{made} is registered. <a href="/requests/{made}">' in page
    assert NAME not in page
    assert intake.get("/requests/new?after=<b>").status_code in {400, 422}
