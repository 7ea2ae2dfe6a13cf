"""Following a request: what its person sees, adds, takes along and fetches; and nobody else."""

import json
from bisect import bisect_left
from datetime import UTC, datetime
from time import perf_counter_ns
from typing import Any

import pytest

from griffie.api.composition import Store
from griffie.application.access.roles import PORTAL
from griffie.application.portal.secret import request_of_secret
from griffie.domain.request.remarks import RemarkCode
from griffie.domain.steps.correspondence import open_remarks
from tests.conftest import Clock
from tests.given.forged_bundle import verdict
from tests.given.portal import FILE, QUESTION, Case, headings, inside


@pytest.fixture
def case(store: Store, clock: Clock) -> Case:
    return Case(store, clock)


def test_it_says_what_was_asked_when_and_until_when(case: Case) -> None:
    shown = case.send()

    assert shown.status_code == 200
    assert "Monday, April 20, 2026" in inside(shown) or "20 April 2026" in inside(shown)
    assert "To know which data you have about me" in shown.text
    assert "Ludmilla" not in shown.text
    assert "ludmilla" not in shown.text


def test_the_codes_may_be_typed_as_people_type_them(case: Case) -> None:
    reference, secret = case.codes
    loose = {"reference": f" {reference.lower().replace('-', ' ')}", "secret": secret.lower()}

    assert case.client.post("/portal/status", data=loose).status_code == 200
    dashed = {"reference": reference.replace("-", "\u2011"), "secret": secret.replace("-", "")}
    assert case.client.post("/portal/status", data=dashed).status_code == 200


@pytest.mark.parametrize("lang", ["nl", "fr", "de", "en"])
def test_a_late_answer_is_called_late_since_its_day(case: Case, lang: str) -> None:
    case.clock.at = datetime(2026, 5, 4, 9, tzinfo=UTC)

    shown = case.send(lang=lang)

    said = {"nl": "te laat sinds 21", "fr": "en retard depuis le 21"}
    said |= {"de": "verspätet seit dem 21", "en": "late since"}
    assert said[lang] in inside(shown)


def test_a_question_is_shown_and_its_answer_joins_without_proving_anything(case: Case) -> None:
    case.take("doubt-identity", grounds="Twee namen.", asked_on=case.today, asked_for=QUESTION)
    shown = case.send()
    assert headings(shown)[0] == "We need something from you"
    assert QUESTION in inside(shown)
    assert "Twee namen" not in shown.text

    sent = case.client.post(
        "/portal/status/message",
        data=case.codes.form(about="answer", message="Nummer 4411.", once="k" * 20),
        files={"files": FILE},
    )

    assert sent.status_code == 200
    assert "We received what you sent" in headings(sent)
    request = case.request
    assert request.identity == "doubted"
    assert {RemarkCode.JOINED, RemarkCode.MAY_BE_PROOF} <= set(open_remarks(request))
    assert len(request.documents) == 2
    path = f"/api/v1/requests/{request.id}/documents/{request.documents[0]}"
    assert case.office.get(path).content == b"Nummer 4411."


def test_a_question_about_the_meaning_is_shown_as_well(case: Case) -> None:
    case.take("ask-clarification", question=QUESTION, asked_on=case.today, large_quantity=True)

    shown = case.send()

    assert QUESTION in inside(shown)
    assert "our time stands still" in inside(shown)


def test_a_reminder_joins_once_and_needs_no_words(case: Case) -> None:
    for _ in range(2):
        assert case.send("/message", about="reminder", once="k" * 20).status_code == 200

    request = case.request
    assert len(request.documents) == 1
    assert RemarkCode.REMINDS in open_remarks(request)
    assert request.kept_events[-1].actor == PORTAL.id


def test_nothing_sent_is_nothing_filed(case: Case) -> None:
    assert case.send("/message", about="more").status_code == 422
    assert not case.request.documents


def test_the_receipt_is_one_that_anybody_can_verify(case: Case, tmp_path: Any) -> None:
    kept = case.send("/receipt")
    place = tmp_path / "receipt"
    place.write_bytes(kept.content)

    assert "attachment" in kept.headers["Content-Disposition"]
    said = verdict(place, trust=case.store.engine.log.vkey)
    assert (said["verdict"], said["request"]) == ("consistent", str(case.request.id))


def test_the_proof_is_a_page_and_a_pdf_without_a_name(case: Case) -> None:
    page, pdf = case.send("/proof"), case.send("/proof", **{"as": "pdf"})

    assert case.codes.reference in page.text
    assert "Article 15" in inside(page)
    assert case.codes.secret not in page.text
    assert "Ludmilla" not in page.text
    assert pdf.content.startswith(b"%PDF-")


def test_a_wrong_code_and_an_unknown_reference_are_the_same_answer(case: Case) -> None:
    wrong = case.client.post("/portal/status", data=case.codes.form(secret="0000-0000-0000-0000"))
    unknown = case.client.post("/portal/status", data=case.codes.form(reference="00000-00000"))
    empty = case.client.post("/portal/status", data={"lang": "en"})

    assert wrong.status_code == unknown.status_code == empty.status_code == 404
    assert wrong.content == unknown.content == empty.content
    assert {*wrong.headers.items()} ^ {*unknown.headers.items()} == {
        ("x-request-id", one.headers["x-request-id"]) for one in (wrong, unknown)
    }
    for where in ("/message", "/receipt", "/proof", "/letter", "/copy"):
        there = case.client.post(
            f"/portal/status{where}", data=case.codes.form(secret="0", sealed="x")
        )
        assert (there.status_code, there.content) == (404, wrong.content)


def test_who_guesses_is_slowed_and_locks_nobody_out(case: Case) -> None:
    tried = [
        case.client.post("/portal/status", data=case.codes.form(secret=str(n))).status_code
        for n in range(25)
    ]

    assert tried[0] == 404
    assert 429 in tried
    assert case.send().status_code == 200


def test_the_events_of_the_portal_hold_no_words(case: Case) -> None:
    case.send("/message", about="more", message="Nog iets van Ludmilla.", once="k" * 20)

    events = case.office.get(f"/api/v1/requests/{case.request.id}/events").json()
    assert "Ludmilla" not in json.dumps(events)
    assert {one["actor"] for one in events["items"]} == {PORTAL.id}


def test_a_wrong_code_takes_as_long_as_an_unknown_reference(case: Case) -> None:
    """How often one takes longer than the other: half of the times, as of two equal coins."""
    engine, (reference, _) = case.store.engine, case.codes
    unknown_one = reference[::-1]  # of the same letters: what is typed takes its own time
    tried: dict[str, list[int]] = {reference: [], unknown_one: []}
    for n in range(400):
        for named, took in sorted(tried.items(), reverse=bool(n % 2)):
            begun = perf_counter_ns()
            assert request_of_secret(engine, named, f"0000-0000-0000-{n:04}") is None
            took.append(perf_counter_ns() - begun)

    wrong, unknown = (sorted(tried[one]) for one in (reference, unknown_one))
    longer = sum(bisect_left(unknown, one) for one in wrong) / (len(wrong) * len(unknown))
    assert 0.35 < longer < 0.65


def test_who_holds_the_code_may_look_as_often_as_they_like(case: Case) -> None:
    assert {case.send().status_code for _ in range(60)} == {200}


def test_a_reminder_over_and_over_is_slowed(case: Case) -> None:
    sent = [case.send("/message", about="reminder").status_code for _ in range(32)]

    assert sent == [200] * 29 + [429] * 3  # the request itself was the first
