"""The letter page: gaps as fields beside the paper, and sending only when none is open."""

import re
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.console.desk.letter_form import KINDS, usual_channel
from griffie.application.access.roles import Role
from griffie.application.letters import LetterKind
from tests.given.console import at_console, looks, page_of, seen
from tests.given.story import PERSONAL, receive

DAY = "2026-03-06"
ACCESS, ERASURE = {"right": "access"}, {"right": "erasure"}
COPY = ACCESS | {"format": "pdf", "channel": "email", "delivered_on": DAY}
KEEP = ERASURE | {"ground": "gdpr/17/3/b", "categories": ["invoices"], "necessity": "Zeven jaar."}
DECIDED: list[tuple[str, dict[str, Any]]] = [
    ("verify-identity", {"method": "Teruggebeld.", "verified_on": DAY}),
    ("deliver-copy", COPY),
    ("fulfil", ACCESS | {"measures": "Kopie gegeven."}),
    ("apply-exception", KEEP | {"legal_basis": "Artikel 60 van het Btw-wetboek."}),
    ("fulfil", ERASURE | {"measures": "Gewist.", "done_on": "2026-03-10"}),
]


@pytest.fixture
def place(clerk: TestClient) -> str:
    """A request of which everything was decided and done, and nothing told."""
    found = receive(clerk)
    for step, body in DECIDED:
        assert clerk.post(f"{found}/{step}", json=body).status_code == 200
    return found


@pytest.fixture
def console(store: Store) -> TestClient:
    return at_console(store, Role.HANDLER)


def opened(console: TestClient, place: str, **typed: str) -> str:
    answer = console.post(f"{page_of(place)}/letter", data={"kind": "answer"} | typed)
    assert answer.status_code == 200, answer.text
    return answer.text


def gaps(page: str) -> list[str]:
    return re.findall(r'<textarea id="(gap\d+)"', page)


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))


def all_filled(page: str) -> dict[str, str]:
    return {name: f"Antwoord {name}." for name in gaps(page)}


def test_opening_a_letter_is_a_recorded_look_and_choosing_is_none(
    store: Store, console: TestClient, place: str
) -> None:
    before = seen(console, f"{page_of(place)}/letter")
    nobody_looked = not looks(store, place)

    shown = opened(console, place)

    assert "Our answer" in before
    assert PERSONAL["name"] not in before
    assert nobody_looked
    assert PERSONAL["name"] in shown
    assert "PersonalDataRevealed" in [one.TOPIC for one in looks(store, place)]


def test_a_gap_is_numbered_on_the_paper_and_beside_it(console: TestClient, place: str) -> None:
    shown = opened(console, place)

    names = gaps(shown)
    assert names
    for number, name in enumerate(names, 1):
        assert f'<a class="gap" href="#{name}">{number} · ' in shown
    assert "Draft:" in shown


def test_send_does_not_exist_while_a_gap_is_open(console: TestClient, place: str) -> None:
    shown = opened(console, place)
    first, *_ = gaps(shown)
    partly = opened(console, place, **{first: "Twee jaar."})

    forced = console.post(
        f"{page_of(place)}/letter", data=hidden(partly) | {first: "Twee jaar.", "send": "1"}
    )

    assert 'name="send"' not in shown + partly
    assert '<span class="filled">Twee jaar.</span>' in partly
    assert f'href="#{first}"' not in partly
    assert forced.status_code == 409
    assert 'name="send"' not in forced.text
    assert console.get(page_of(place)).text.count("Requester informed") == 0


def test_a_letter_without_gaps_is_sent_word_for_word(
    store: Store, console: TestClient, clerk: TestClient, place: str
) -> None:
    typed = all_filled(opened(console, place))
    ready = opened(console, place, **typed)

    sent = hidden(ready) | typed | {"send": "1", "sent_on": "2026-03-20", "channel": "email"}
    answer = console.post(f"{page_of(place)}/letter", data=sent)
    twice = console.post(f"{page_of(place)}/letter", data=sent)

    assert 'name="send"' in ready
    assert "Draft:" not in ready
    assert answer.status_code == 303, answer.text
    assert twice.headers["location"] == answer.headers["location"]
    (letter,) = clerk.get(f"{place}/letters", params={"reveal": True}).json()["items"]
    assert (letter["kind"], letter["channel"], letter["language"]) == ("answer", "email", "nl")
    assert set(letter["rights"]) == {"access", "erasure"}
    words = " ".join(letter["text"].split())
    assert all(said in words for said in typed.values())
    assert "IN TE VULLEN" not in words
    assert clerk.post(f"{place}/close").status_code == 200
    closed = opened(console, place)
    assert '<pre class="sheet" lang="nl"' in closed
    assert "As it was sent, word for word." in closed
    assert 'name="send"' not in closed


def test_what_the_law_demands_is_listed_as_present_once_its_gap_is_filled(
    console: TestClient, place: str
) -> None:
    shown = opened(console, place)
    ready = opened(console, place, **all_filled(shown))

    assert "not yet" in shown
    assert "not yet" not in ready
    assert 'href="/law/gdpr/15/1/c"' in ready


@pytest.mark.parametrize(("language", "subject"), [("fr", "réponse"), ("de", "Antwort")])
def test_a_letter_can_be_written_in_another_language(
    console: TestClient, place: str, language: str, subject: str
) -> None:
    shown = opened(console, place, language=language)

    assert f'class="sheet" lang="{language}"' in shown
    assert subject in shown


def test_what_is_typed_cannot_break_out_of_the_paper(console: TestClient, place: str) -> None:
    first, *_ = gaps(opened(console, place))

    shown = opened(console, place, **{first: "<script>x</script>\ue0001\ue001"})

    assert "<script>x" not in shown
    assert "&lt;script&gt;x" in shown


def test_the_paper_is_had_as_pdf_with_what_was_typed(console: TestClient, place: str) -> None:
    first, *_ = gaps(opened(console, place))
    address = f"{page_of(place)}/letter"

    answer = console.post(address, data={"kind": "answer", first: "Twee jaar.", "pdf": "1"})

    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.content.startswith(b"%PDF-1.7")


def test_what_changed_meanwhile_sends_nothing(
    console: TestClient, clerk: TestClient, place: str
) -> None:
    typed = all_filled(opened(console, place))
    ready = opened(console, place, **typed)
    clerk.post(f"{place}/add-note", json={"note": "Nog even wachten."})

    answer = console.post(
        f"{page_of(place)}/letter",
        data=hidden(ready) | typed | {"send": "1", "sent_on": DAY, "channel": "email"},
    )

    assert answer.status_code == 412
    assert "A colleague was faster" in answer.text
    assert next(iter(typed.values())) in unescape(answer.text)
    assert clerk.get(f"{place}/letters").json()["items"] == []


def test_what_the_law_forbids_shows_the_article_and_keeps_the_words(
    console: TestClient, place: str
) -> None:
    typed = all_filled(opened(console, place))
    ready = opened(console, place, **typed)

    by_mouth = console.post(
        f"{page_of(place)}/letter",
        data=hidden(ready) | typed | {"send": "1", "sent_on": "2026-03-20", "channel": "phone"},
    )
    too_soon = console.post(
        f"{page_of(place)}/letter",
        data=hidden(ready) | typed | {"send": "1", "sent_on": "2027-03-20", "channel": "email"},
    )

    assert by_mouth.status_code == 409
    assert "GDPR</a>" in by_mouth.text
    assert too_soon.status_code == 422
    assert "it lies in the future" in too_soon.text
    for answer in (by_mouth, too_soon):
        assert next(iter(typed.values())) in unescape(answer.text)


def test_the_page_of_the_request_leads_to_the_letter(console: TestClient, place: str) -> None:
    clerk_assigned = seen(console, page_of(place))

    assert f'href="{page_of(place)}/letter"' in clerk_assigned


def test_every_letter_has_a_name_and_an_unknown_one_is_refused(
    console: TestClient, place: str
) -> None:
    address = f"{page_of(place)}/letter"

    assert KINDS.keys() == set(LetterKind)
    assert console.post(address, data={"kind": "dance"}).status_code == 400
    assert console.post(address, data={}).status_code == 303
    assert console.post(address, data={"kind": "fee"}).status_code == 409


def test_a_letter_that_a_step_records_is_only_printed(console: TestClient, place: str) -> None:
    shown = console.post(f"{page_of(place)}/letter", data={"kind": "acknowledgement"}).text

    assert 'name="send"' not in shown
    assert "Print it" in shown


@pytest.mark.parametrize("role", [Role.INTAKE, Role.AUDITOR, Role.REPORTER, Role.ADMIN])
def test_who_may_not_inform_reads_no_letter_here(store: Store, place: str, role: Role) -> None:
    client = at_console(store, role)

    assert client.get(f"{page_of(place)}/letter").status_code == 403
    answer = client.post(f"{page_of(place)}/letter", data={"kind": "answer"})
    assert answer.status_code == 403
    assert PERSONAL["name"] not in answer.text


@pytest.mark.parametrize(
    ("channel", "known", "goes_by"),
    [
        ("phone", {"email": "a@b.example", "phone": "0470112233"}, "email"),
        ("phone", {"postal_address": "Markt 1, 9000 Gent"}, "post"),
        ("phone", {"phone": "0470112233"}, "phone"),
        ("in_person", {"email": "a@b.example"}, "email"),
        ("post", {"email": "a@b.example"}, "post"),
        ("web_form", {"email": "a@b.example"}, "web_form"),
    ],
)
def test_a_letter_goes_by_a_way_that_carries_letters(
    store: Store, clerk: TestClient, channel: str, known: dict[str, str], goes_by: str
) -> None:
    place = receive(clerk, channel=channel, requester=known)

    assert usual_channel(store.engine.requests.load(UUID(place.rsplit("/", 1)[1]))) == goes_by
