"""A colleague without an account answers a search by a link: shown little, taken once, recorded."""

import re
from datetime import timedelta
from typing import Any

import pytest

from griffie.api.composition import Store
from griffie.application.access.roles import COLLEAGUE, Role
from griffie.application.portal.unsubscribe import unsubscribe_link
from griffie.application.sending.outbox import OutboxState
from griffie.application.sending.search_link import PATH, sealed_link
from griffie.application.sending.sender import send_waiting
from griffie.domain.housekeeping import PersonalDataRevealed, looks_stream
from griffie.domain.request.vocabulary import SearchResult
from griffie.infrastructure.smtp.relay import SmtpRelay
from tests.conftest import Clock, signed_in
from tests.given.portal import FILE, WORDS, Case, headings, inside
from tests.sending.conftest import PORTAL, Office, office, one_relay, relay, smtp
from tests.sending.relay import ARelay

__all__ = ["office", "one_relay", "relay", "smtp"]

TO = "joris@office.example"
FOUND = {"result": "found", "once": "k" * 20}


class Asked(Case):
    """A request whose search in the web shop a colleague was asked by e-mail."""

    def __init__(self, store: Store, clock: Clock, smtp: SmtpRelay, relay: ARelay) -> None:
        super().__init__(store, clock)
        self.smtp, self.relay = smtp, relay
        self.take("ask-search", system="web-shop", due_on=self.ahead(7))

    def ahead(self, days: int) -> str:
        return (self.store.engine.today() + timedelta(days=days)).isoformat()

    def mail(self, status: int = 200, **other: Any) -> Any:
        said = {"system": "web-shop", "to": TO, "colleague": "Joris Maes", **other}
        path = f"/api/v1/requests/{self.codes.reference}/search-links"
        answer = self.office.post(path, json={"until": self.ahead(7), **said})
        assert answer.status_code == status, answer.text
        return answer.json()

    def link(self, **other: Any) -> str:
        """The path of the link in the message that a colleague got."""
        self.mail(**other)
        send_waiting(self.store.engine, self.smtp)
        said = str(self.relay.taken[-1].get_content()).replace("=\n", "").replace("\n", "")
        found = re.search(re.escape(PORTAL) + r"(/portal/task/[\w-]+)\?lang=(\w\w)", said)
        assert found
        return found[1]

    def answer(self, link: str, **said: Any) -> Any:
        files = said.pop("files", None)
        return self.client.post(f"{link}/answer?lang=en", data=said, files=files)


@pytest.fixture
def asked(office: Office, clock: Clock, smtp: SmtpRelay, relay: ARelay) -> Asked:
    return Asked(office(), clock, smtp, relay)


def test_the_message_and_the_address_name_nobody_and_the_page_only_who_is_asked_for(
    asked: Asked,
) -> None:
    link = asked.link()

    (message,) = asked.relay.taken
    assert message["To"] == TO
    opened = asked.client.get(f"{link}?lang=en")
    for text in (str(message), opened.text):
        assert "Wittebolle" not in text
        assert "wittebolle" not in text
    assert "Please search: web shop" in headings(opened)
    shown = asked.client.post(f"{link}?lang=en")
    assert WORDS["name"] in inside(shown)
    assert WORDS["email"] in inside(shown)
    assert "Wittebolle-77" not in shown.text
    looks = asked.store.engine.requests.history(looks_stream(asked.request.id))
    actors = [one.actor for one in looks if isinstance(one, PersonalDataRevealed)]
    assert actors == [COLLEAGUE.id]


def test_no_more_is_shown_than_was_ticked(asked: Asked) -> None:
    link = asked.link(shows=["email"], words="Klantnummer 4411.")

    shown = asked.client.post(f"{link}?lang=en")

    assert "Ludmilla" not in shown.text
    assert WORDS["email"] in inside(shown)
    assert "Klantnummer 4411." in inside(shown)


def test_what_was_found_is_the_same_step_as_in_the_office_with_its_files(asked: Asked) -> None:
    link = asked.link()

    done = asked.answer(link, message="In de map van 2024.", files={"files": FILE}, **FOUND)

    assert headings(done) == ["Thank you"]
    request = asked.request
    assert [(one.system, one.result) for one in request.searched] == [
        ("web-shop", SearchResult.FOUND)
    ]
    history = list(asked.store.engine.requests.history(request.id))
    assert [one.TOPIC for one in history[-3:]] == [
        "SearchLinkAnswered",
        "DocumentAdded",
        "SearchCompleted",
    ]
    assert {one.actor for one in history[-3:]} == {COLLEAGUE.id}
    (document,) = request.documents
    path = f"/api/v1/requests/{request.id}/documents/{document}"
    assert asked.office.get(path).content == FILE[1]
    audited, _ = asked.store.check([], lambda *_: None)
    assert not audited


def test_nothing_found_is_an_answer_and_contradictions_are_none(asked: Asked) -> None:
    link = asked.link()
    wrong = [
        asked.answer(link, result="found"),
        asked.answer(link, result="perhaps"),
        asked.answer(link, result="none", files={"files": FILE}),
        asked.answer(link, result="found", message="x" * 200_001),
    ]
    assert {one.status_code for one in wrong} == {422}
    assert not asked.request.searched

    assert asked.answer(link, result="none").status_code == 200

    assert asked.request.searched[0].result is SearchResult.NONE


def test_a_link_takes_one_answer_and_then_is_as_any_that_opens_nothing(asked: Asked) -> None:
    link = asked.link()
    asked.answer(link, result="none")

    closed = [
        asked.client.get(f"{link}?lang=en"),
        asked.client.post(f"{link}?lang=en"),
        asked.answer(link, result="found", message="Toch wel iets."),
        asked.client.get(f"{PATH}AAAA?lang=en"),
        asked.client.get(f"{PATH}{'A' * 200}?lang=en"),
    ]

    assert {one.status_code for one in closed} == {404}
    assert len({one.text for one in closed}) == 1
    assert len(asked.request.searched) == 1


@pytest.mark.parametrize("end", ["late", "revoked", "closed", "searched", "erased"])
def test_a_link_that_was_ended_opens_nothing_and_its_message_is_not_sent(
    asked: Asked, end: str
) -> None:
    engine, request_id = asked.store.engine, asked.request.id
    asked.mail()
    (row,) = engine.outbox.in_state(OutboxState.WAITING)
    link = PATH + sealed_link(engine, request_id, row.mail)
    assert asked.client.get(link).status_code == 200
    if end == "late":
        asked.clock.at += timedelta(days=8)
    elif end == "revoked":
        path = f"/api/v1/requests/{asked.codes.reference}/search-links/{row.mail}/revoke"
        assert asked.office.post(path).status_code == 200
        assert asked.office.post(path).status_code == 409
    elif end == "searched":
        asked.take("complete-search", system="web-shop", result="none")
    else:
        asked.take("withdraw", rights=["access"], on=asked.today, words="Laat maar.")
        asked.take("close")
    if end == "erased":
        asked.take("erase-personal-data", ground="test_data", explanation="Een proef.")

    assert asked.client.get(link).status_code == 404
    assert asked.answer(link, result="none").status_code == 404
    send_waiting(engine, asked.smtp)
    assert asked.relay.taken == []
    assert OutboxState.SENT not in engine.outbox.counts()


def test_the_link_and_the_names_stand_in_no_file_of_the_store(asked: Asked) -> None:
    link = asked.link(words="Klantnummer 4411.")
    secret = link.removeprefix(PATH)
    asked.answer(link, result="none", message="Niets in de map van Joris.")
    kept = [str(one) for one in asked.store.engine.vault.open(asked.request.id).values()]

    assert not any(secret in one for one in kept)
    for file in asked.store.folder.parent.rglob("*"):
        if file.is_file():
            octets = file.read_bytes()
            for words in (secret, TO, "Joris Maes", "Klantnummer 4411"):
                assert words.encode() not in octets, file


def test_a_link_of_one_kind_opens_no_other(asked: Asked) -> None:
    engine = asked.store.engine
    unsubscribe = unsubscribe_link(engine.links, WORDS["email"], ())
    task = asked.link()

    swapped = PATH + unsubscribe.rpartition("/")[2]
    assert asked.client.get(swapped).status_code == 404
    assert asked.client.get("/portal/unsubscribe/" + task.removeprefix(PATH)).status_code == 404


def test_who_tries_links_is_slowed(asked: Asked) -> None:
    answers = [asked.client.get(f"{PATH}AAAA").status_code for _ in range(25)]

    assert answers[:20] == [404] * 20
    assert answers[-1] == 429
    assert asked.client.get(asked.link()).status_code == 200


@pytest.mark.parametrize("markup", ['"><script>alert(1)</script>', "{{ 7*7 }}", "\u202e1234"])
def test_markup_stays_words(asked: Asked, markup: str) -> None:
    link = asked.link(words=f"{markup} Klantnummer.")

    shown = asked.client.post(f"{link}?lang=en")
    done = asked.answer(link, result="found", message=markup)

    assert "<script>alert" not in shown.text
    assert done.status_code == 200


@pytest.mark.parametrize(
    ("other", "status"),
    [
        ({"to": "joris@office.example, eve@evil.example"}, 422),
        ({"to": "joris@office.example\nBcc: eve@evil.example"}, 422),
        ({"to": "no address"}, 422),
        ({"colleague": " "}, 422),
        ({"shows": [], "words": None}, 422),
        ({"shows": ["national_number"]}, 422),
        ({"system": "newsletter"}, 409),
        ({"until": "2020-01-01"}, 409),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_reason(
    asked: Asked, other: dict[str, Any], status: int
) -> None:
    said = asked.mail(status, **other)

    assert "evil" not in str(said)
    assert asked.store.engine.outbox.counts() == {}


def test_an_office_that_does_not_send_or_has_no_portal_says_so(
    store: Store, office: Office, clock: Clock, smtp: SmtpRelay, relay: ARelay
) -> None:
    for one in (store, office(portal=None)):
        assert "write" in Asked(one, clock, smtp, relay).mail(409)["detail"]


@pytest.mark.parametrize("role", [Role.INTAKE, Role.AUDITOR, Role.REPORTER, Role.ADMIN])
def test_who_may_ask_no_search_may_mail_none(asked: Asked, role: Role) -> None:
    path = f"/api/v1/requests/{asked.codes.reference}/search-links"
    said = {"system": "web-shop", "to": TO, "colleague": "Joris", "until": asked.ahead(7)}

    assert signed_in(asked.store, role).post(path, json=said).status_code == 403


def test_the_list_of_links_names_no_colleague(asked: Asked) -> None:
    asked.mail()
    path = f"/api/v1/requests/{asked.codes.reference}/search-links"

    (item,) = asked.office.get(path).json()["items"]

    assert (item["system"], item["shows"]) == ("web-shop", ["name", "email"])
    assert "Joris" not in str(item)


def test_the_same_key_sends_one_message(asked: Asked) -> None:
    path = f"/api/v1/requests/{asked.codes.reference}/search-links"
    said = {"system": "web-shop", "to": TO, "colleague": "Joris", "until": asked.ahead(7)}
    for _ in range(2):
        answer = asked.office.post(path, json=said, headers={"Idempotency-Key": "one-key"})
        assert answer.status_code == 200

    assert asked.store.engine.outbox.counts() == {OutboxState.WAITING: 1}
