"""What the office sent by the portal is fetched there: by its person, for a time, recorded."""

from datetime import timedelta

import pytest

from griffie.api.composition import Store
from griffie.application.access.roles import PORTAL
from griffie.domain.housekeeping import DataExported, looks_stream
from tests.conftest import Clock
from tests.given.pdf import words
from tests.given.portal import QUESTION, Case, asked, headings, inside
from tests.given.story import SAID


@pytest.fixture
def case(store: Store, clock: Clock) -> Case:
    return Case(store, clock)


def test_a_copy_that_was_sent_by_the_portal_is_fetched_here_and_that_is_recorded(
    case: Case,
) -> None:
    document = case.file(b"%PDF-1.7 everything about her")
    sent = {"right": "access", "format": "pdf", "delivered_on": case.today}
    case.take("deliver-copy", channel="web_form", documents=[document], **sent)
    shown = case.send()
    assert headings(shown)[0] == "Our answer is here"

    fetched = case.send("/copy", sealed=document)

    assert fetched.content == b"%PDF-1.7 everything about her"
    assert fetched.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    looks = list(case.store.engine.requests.history(looks_stream(case.request.id)))
    (event,) = [one for one in looks if isinstance(one, DataExported)]
    assert (event.actor, event.what) == (PORTAL.id, "document")
    case.clock.at += timedelta(days=31)
    assert case.send("/copy", sealed=document).status_code == 404
    assert "Our answer is here" not in headings(case.send())


def test_several_copies_can_be_told_from_each_other_and_each_lies_there_once(case: Case) -> None:
    first, second = case.file(b"%PDF-1.7 one"), case.file(b"%PDF-1.7 two")
    sent = {"right": "access", "format": "pdf", "delivered_on": case.today}
    case.take("deliver-copy", channel="web_form", documents=[first, second], **sent)
    case.take("deliver-copy", channel="web_form", documents=[second], **sent)

    shown = case.send()

    assert shown.text.count(f'value="{second}"') == 1
    assert "Download copy 1 of 2" in inside(shown)
    assert "Download copy 2 of 2" in inside(shown)


def test_a_copy_that_went_another_way_is_not_opened_here(case: Case) -> None:
    document = case.file(b"%PDF-1.7 everything about her")
    sent = {"right": "access", "format": "pdf", "delivered_on": case.today}
    case.take("deliver-copy", channel="email", documents=[document], **sent)

    assert document not in case.send().text
    assert case.send("/copy", sealed=document).status_code == 404


def test_a_document_of_the_file_is_no_copy_and_a_copy_is_no_letter(case: Case) -> None:
    case.send("/message", about="more", message="Nog iets.", once="k" * 20)
    (mine,) = case.request.documents

    assert case.send("/copy", sealed=mine).status_code == 404
    assert case.send("/letter", sealed=mine).status_code == 404
    assert case.send("/copy", sealed="x").status_code == 404


def test_while_it_is_in_doubt_who_asks_nothing_is_handed_out(case: Case) -> None:
    document = case.file(b"%PDF-1.7 everything about her")
    sent = {"right": "access", "format": "pdf", "delivered_on": case.today}
    case.take("deliver-copy", channel="web_form", documents=[document], **sent)
    case.take("doubt-identity", grounds="Mailbox.", asked_on=case.today, asked_for=QUESTION)

    assert document not in case.send().text
    assert case.send("/copy", sealed=document).status_code == 404


def test_the_copy_of_the_person_is_not_for_who_speaks_for_them(store: Store, clock: Clock) -> None:
    case = Case(store, clock)
    case.codes = asked(case.client, once="k" * 20, for_name="Corneel", capacity="parent")
    document = case.file(b"%PDF-1.7 everything about him")
    sent = {"right": "access", "format": "pdf", "delivered_on": case.today, "hands": "requester"}
    answer = case.office.post(
        f"/api/v1/requests/{case.codes.reference}/deliver-copy",
        json={"channel": "web_form", "documents": [document], **sent},
    )
    assert answer.status_code == 200, answer.text

    assert case.send("/copy", sealed=document).status_code == 404


def test_a_letter_that_was_sent_by_the_portal_is_read_here(case: Case) -> None:
    document = case.file(b"%PDF-1.7 everything about her")
    sent = {"right": "access", "format": "pdf", "delivered_on": case.today}
    case.take("deliver-copy", channel="web_form", documents=[document], **sent)
    case.take("fulfil", right="access", measures="Gedaan.")
    case.take(
        "inform",
        kind="answer",
        rights=["access"],
        sent_on=case.today,
        channel="web_form",
        said=SAID,
    )
    (letter,) = (
        one["digest"]
        for one in case.office.get(f"/api/v1/requests/{case.codes.reference}/letters").json()[
            "items"
        ]
    )

    read = case.send("/letter", sealed=letter)
    paper = case.send("/letter", sealed=letter, **{"as": "pdf"})

    assert read.status_code == 200
    assert f'<pre lang="{case.request.language}">' in read.text
    assert case.codes.secret not in read.text
    assert "The letter as PDF" in inside(case.send())
    assert paper.headers["Content-Type"] == "application/pdf"
    assert {"Gedaan.", case.codes.reference} <= set(words(paper.content).split())
    looks = list(case.store.engine.requests.history(looks_stream(case.request.id)))
    assert [one.what for one in looks if isinstance(one, DataExported)] == ["letter"] * 2
    assert "answered on" in inside(case.send())
    assert len(inside(read)) > 500
    case.take("close")
    assert case.send().status_code == 200


def test_after_the_data_were_erased_the_code_opens_nothing_more(case: Case) -> None:
    case.store.vault.erase(case.request.id)

    assert case.send().status_code == 404
