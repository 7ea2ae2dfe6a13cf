"""The inbox at the desk: a mail is dropped, opened, and one of three things is said of it."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import Role
from griffie.application.controller.load_profile import load_profile
from griffie.application.intake.mailbox_places import ParkedMail, Why
from griffie.application.intake.message import Message, MessageQuery, MessageState
from griffie.domain.housekeeping import looks_stream
from griffie.domain.law import Language
from griffie.domain.request.reference import reference
from tests.conftest import Clock
from tests.given.console import at_console, seen
from tests.given.inbox import A_MACHINE, WORDS, incoming, mail, requested

ROOT = Path(__file__).parents[2]
IASSIST = ROOT / "docs" / "examples" / "iassist.toml"
PASSED_ON = ROOT / "tests" / "mail" / "cases" / "03b-forwarded-as-attachment.eml"
NAME, ADDRESS = "An Peeters", "an.peeters@example.be"


@pytest.fixture
def desk(store: Store) -> TestClient:
    return at_console(store, Role.HANDLER)


def waiting(store: Store, raw: bytes | None = None) -> Message:
    taken = incoming(store, mail() if raw is None else raw)
    assert taken.message
    return taken.message


def dropped(desk: TestClient, *files: tuple[str, bytes]) -> Any:
    return desk.post("/inbox", files=[("files", one) for one in files])


def said(desk: TestClient, message: Message, deed: str, **typed: Any) -> Any:
    return desk.post(f"/inbox/{message.id}", data={"do": deed, "once": "k", **typed})


def looked(store: Store, message: Message) -> int:
    return len([*store.requests.history(looks_stream(message.id))])


def test_a_dropped_mail_waits_once_with_a_masked_name(desk: TestClient, store: Store) -> None:
    first, again = (dropped(desk, ("brief.EML", mail())) for _ in range(2))
    page = seen(desk, "/inbox")

    assert (first.status_code, again.status_code) == (200, 200)
    assert "It waits in the inbox." in first.text
    (message,) = store.engine.messages.page(MessageQuery())
    assert page.count(f'action="/inbox/{message.id}"') == 1
    assert "A. P…s" in page
    assert "to be read by" in page
    for secret in (NAME, ADDRESS, "kopie van alle"):
        assert secret not in page + first.text + again.text
    assert '<span class="n">1' in page
    assert looked(store, message) == 0


def test_what_is_no_mail_is_said_beside_what_is(desk: TestClient, store: Store) -> None:
    other = (
        ("foto.png", b"\x89PNG"),
        ("leeg.eml", b""),
        ("kapot.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    )

    answer = dropped(desk, ("goed.eml", mail()), *other)
    nothing = desk.post("/inbox")
    strange = desk.post("/inbox", data={"files": "x"})

    assert (answer.status_code, nothing.status_code, strange.status_code) == (422, 422, 400)
    assert answer.text.count("This is no mail that can be read.") == len(other)
    assert "Choose a file first." in nothing.text
    assert len(store.engine.messages.page(MessageQuery())) == 1


def test_opening_is_a_recorded_look_with_hints_that_choose_nothing(
    desk: TestClient, store: Store
) -> None:
    message = waiting(store)

    closed = seen(desk, f"/inbox/{message.id}")
    opened = said(desk, message, "open").text

    assert NAME not in closed
    assert WORDS not in closed
    for shown in (NAME, ADDRESS, WORDS, "this look was recorded", "They decide nothing: you do."):
        assert shown in opened
    assert "kopie van alle gegevens" in opened.partition('id="hints"')[2]
    assert "a hint from its words" in opened
    assert 'name="rights" value="access" checked' not in opened
    assert "Monday, 20 April 2026" in opened
    assert '<option value="nl" selected>' in opened
    assert looked(store, message) == 1


def test_the_original_is_saved_octet_by_octet_and_is_a_look(desk: TestClient, store: Store) -> None:
    raw = mail()
    message = waiting(store, raw)
    assert "Save the original" in said(desk, message, "open", purpose="complaint").text

    answer = said(desk, message, "original", purpose="complaint")

    assert answer.content == raw
    assert answer.headers["content-disposition"] == 'attachment; filename="message.eml"'
    assert answer.headers["content-type"] == "application/octet-stream"
    assert "sandbox" in answer.headers["content-security-policy"]
    looks = [*store.requests.history(looks_stream(message.id))]
    assert [one.purpose for one in looks] == ["complaint", "complaint"]


def test_nobody_saves_the_original_of_what_they_may_not_open(
    desk: TestClient, store: Store
) -> None:
    message = waiting(store)

    assert said(at_console(store, Role.AUDITOR), message, "original").status_code == 403
    said(desk, message, "make-request", language="nl")
    moved = said(desk, message, "original")

    assert moved.status_code == 409
    assert ADDRESS not in moved.text
    assert looked(store, message) == 0


def test_a_mail_that_a_colleague_passed_on_says_so(tmp_path: Path, clock: Clock) -> None:
    office = open_store(tmp_path / "office", profile=load_profile(IASSIST), clock=clock, demo=True)
    desk, told = at_console(office, Role.HANDLER), "A colleague passed it on: the author"
    passed_on, plain = waiting(office, PASSED_ON.read_bytes()), waiting(office)

    closed, opened = seen(desk, f"/inbox/{passed_on.id}"), said(desk, passed_on, "open").text

    assert told in closed
    assert told in opened
    assert NAME in opened  # and not the colleague
    assert told not in said(desk, plain, "open").text


def test_it_is_made_a_request_from_its_arrival(
    desk: TestClient, store: Store, clock: Clock
) -> None:
    message = waiting(store)
    clock.at = clock.at.replace(day=25)
    typed = {"rights": ["access", "erasure"], "language": "fr"}

    made, again = (said(desk, message, "make-request", **typed) for _ in range(2))
    late = said(desk, message, "no-request", once="other", reason="Een factuur.")
    request = store.requests.load(message.id)

    assert made.status_code == again.status_code == 303
    assert made.headers["location"] == f"/requests/{reference(message.id)}?done=1"
    assert (str(request.received_on), request.language) == ("2026-03-20", Language.FR)
    assert {*request.claims} == {"access", "erasure"}
    assert late.status_code == 409
    assert "moved on meanwhile" in late.text
    assert "Een factuur." in late.text
    assert f'href="/requests/{reference(message.id)}"' in late.text
    assert WORDS not in late.text


def test_it_joins_the_request_that_is_named_and_keeps_a_wrong_name(
    desk: TestClient, store: Store
) -> None:
    request, message = requested(store, mail(number="2")), waiting(store)
    named = reference(request.id)
    opened = said(desk, message, "open").text

    wrong = said(desk, message, "join", request="ZZZZZ-ZZZZZ")
    joined = said(desk, message, "join", request=named.lower(), once="other")

    assert f'<option value="{named}">' in opened  # of the same person
    assert wrong.status_code == 422
    assert 'value="ZZZZZ-ZZZZZ"' in wrong.text
    assert 'href="#f-request">' in wrong.text
    assert "There is no request with this reference" in wrong.text
    assert joined.headers["location"].startswith(f"/requests/{named}?done=")
    assert f'href="/requests/{named}"' in seen(desk, f"/inbox/{message.id}")
    assert looked(store, message) == 2  # opened, and shown again beside what was wrong


def test_intake_joins_only_to_what_it_entered(store: Store) -> None:
    request, message = requested(store, mail(number="2")), waiting(store)
    intake = at_console(store, Role.INTAKE)

    opened = said(intake, message, "open")
    tried = said(intake, message, "join", request=reference(request.id))

    assert reference(request.id) not in opened.text
    assert tried.status_code == 422
    assert message.waits


def test_it_is_set_aside_and_taken_back(desk: TestClient, store: Store) -> None:
    message = waiting(store)

    long = said(desk, message, "no-request", reason="x" * 1001)
    aside = said(desk, message, "no-request", reason="Een factuur.", once="2")
    closed = seen(desk, aside.headers["location"])
    twice = said(desk, message, "no-request", once="3")
    back = said(desk, message, "reopen", once="4")
    again = said(desk, message, "reopen", once="5")

    assert long.status_code == 422
    assert "at most 1,000 characters" in long.text
    assert "x" * 1001 in long.text
    assert aside.headers["location"] == f"/inbox/{message.id}"
    assert "Its words are erased on" in closed
    assert "Een factuur." not in closed
    assert twice.status_code == again.status_code == 409
    assert back.status_code == 303
    assert store.engine.messages.counts(store.engine.clock(), store.engine.today()).unread == 1


def test_what_a_machine_wrote_waits_apart_and_counts_for_nothing(
    desk: TestClient, store: Store
) -> None:
    waiting(store, mail(**A_MACHINE))

    assert "There is no message here." in seen(desk, "/inbox")
    assert "A. P…s" in seen(desk, "/inbox?state=parked")
    assert '<span class="n">' not in seen(desk, "/inbox")


def test_an_auditor_sees_which_wait_and_no_name(store: Store) -> None:
    message = waiting(store)
    auditor = at_console(store, Role.AUDITOR)

    for page in (seen(auditor, "/inbox"), seen(auditor, f"/inbox/{message.id}")):
        assert "A. P…s" not in page
        assert 'value="open"' not in page
    assert said(auditor, message, "open").status_code == 403
    assert dropped(auditor, ("a.eml", mail())).status_code == 403
    assert looked(store, message) == 0


def test_what_cannot_be_meant_is_refused_and_stores_nothing(desk: TestClient, store: Store) -> None:
    message = waiting(store)

    strange = [
        said(desk, message, "burn"),
        said(desk, message, "open", other="x"),
        desk.get("/inbox?after=xyz"),
        desk.get("/inbox?state=lost"),
        desk.get("/inbox/7"),
    ]
    wrong = said(desk, message, "make-request", rights=["all"], language="nl")
    foreign = desk.post(
        f"/inbox/{message.id}", data={"do": "open"}, headers={"Origin": "https://evil.example"}
    )

    assert [one.status_code for one in strange] == [400] * len(strange)
    assert seen(desk, f"/inbox/{UUID(int=1)}", 404)
    assert wrong.status_code == 422
    assert foreign.status_code == 403
    assert store.engine.messages.get(message.id) == message
    assert message.state is MessageState.UNREAD


def test_the_list_is_read_a_page_at_a_time(desk: TestClient, store: Store) -> None:
    for number in range(51):
        waiting(store, mail(number=f"p{number}"))

    first = seen(desk, "/inbox")
    following = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")

    assert first.count('value="open"') == 50
    assert seen(desk, following).count('value="open"') == 1


@pytest.mark.parametrize("language", Language)
def test_it_is_read_in_every_language(store: Store, language: Language) -> None:
    message = waiting(store)
    browser = at_console(store, Role.DPO, language)
    title = {"nl": "Postvak", "fr": "Boîte de réception", "de": "Posteingang", "en": "Inbox"}

    assert f"<h1>{title[language]}</h1>" in seen(browser, "/inbox")
    assert browser.post(f"/inbox/{message.id}", data={"do": "open"}).status_code == 200


def test_mails_that_lie_in_a_watched_mailbox_are_said_above_the_list(
    desk: TestClient, store: Store, clock: Clock
) -> None:
    assert "could not be taken in" not in desk.get("/inbox").text
    for number in (4, 9):
        store.engine.mailboxes.park(
            ParkedMail("privacy@iassist.be", 7, number, Why.UNREADABLE, 800, clock())
        )

    page = desk.get("/inbox").text

    assert "could not be taken in" in page
    assert "2 mails lie in the mailbox privacy@iassist.be." in page
