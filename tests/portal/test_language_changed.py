"""A form that is shown again in another language: nothing is taken in, sent or opened by it."""

import re
from html import unescape
from typing import Any

import pytest

from griffie.api.composition import Store
from griffie.api.portal.entered import ABOUT
from griffie.application.portal.standing import Asked as Question
from tests.conftest import Clock
from tests.given.portal import FILE, WORDS, Case, Codes, headings, inside, person
from tests.portal.coded import Coded
from tests.portal.test_code_by_mail import coded
from tests.portal.test_search_task import Asked, asked
from tests.sending.conftest import office, one_relay, relay, smtp

__all__ = ["asked", "coded", "office", "one_relay", "relay", "smtp"]

MARKUP = '"><script>alert(1)</script>'
WRITTEN = {"message": MARKUP, "name": MARKUP, "email": MARKUP, "rights": ["erasure", MARKUP]}


def typed(answer: Any, name: str) -> str:
    """What stands in a field of a page."""
    found = re.search(rf'<input[^>]* name="{name}"[^>]* value="([^"]*)"', answer.text)
    found = found or re.search(rf'<textarea[^>]* name="{name}"[^>]*>([^<]*)<', answer.text)
    assert found, answer.text
    return unescape(found[1])


@pytest.mark.parametrize("lang", ["nl", "fr", "de", "en"])
def test_the_form_of_a_request_comes_back_and_nothing_is_stored(store: Store, lang: str) -> None:
    sent = {**WRITTEN, "once": "k" * 20, "lang": "en", "files": "factuur-van-wittebolle.pdf"}
    shown = person(store).post(f"/portal/new/language?lang={lang}", data=sent)

    assert shown.status_code == 200
    assert shown.headers["Content-Language"] == lang
    assert (typed(shown, "message"), typed(shown, "once")) == (MARKUP, "k" * 20)
    assert typed(shown, "email") == MARKUP
    assert "<script" not in shown.text
    assert "factuur-van" not in shown.text
    assert "<strong>" in shown.text
    assert 'class="f-err"' not in shown.text
    assert store.engine.history.newest() == 0


def test_what_is_no_form_of_ours_is_refused_there_as_well(store: Store) -> None:
    client, at = person(store), "/portal/new/language?lang=nl"

    assert client.post(at, data={"received_on": "2020-01-01"}).status_code == 400
    assert (
        client.post(at, data=WORDS, headers={"origin": "https://evil.example"}).status_code == 403
    )
    assert client.post("/portal/new", data={"files": "a.pdf", **WORDS}).status_code == 400
    assert client.get(at).status_code == client.get("/portal/status/language").status_code == 200


def test_each_question_has_a_field_of_its_own(store: Store, clock: Clock) -> None:
    assert set(ABOUT) == set(Question)
    case = Case(store, clock)
    said = {"asked_on": case.today}
    case.take("doubt-identity", grounds="Twee namen.", asked_for="Welk nummer?", **said)
    case.take("ask-clarification", question="Welke aankoop?", large_quantity=False, **said)
    form = {"answer_identity": "4411", "answer_meaning": "Die van maart.", "message": "Dank."}
    files = [("files_identity", FILE), ("files_meaning", ("b.txt", b"B", "text/plain"))]

    sent = case.codes.form(about="meaning", once="k" * 20, **form)
    shown = case.client.post("/portal/status/message", data=sent, files=files)
    again = case.client.post("/portal/status/message", data=sent, files=files)

    assert "We received what you sent" in headings(shown)
    assert again.status_code == 200
    assert len(case.request.documents) == 2
    assert (typed(shown, "answer_identity"), typed(shown, "answer_meaning")) == ("4411", "")
    assert typed(shown, "message") == "Dank."
    assert shown.text.count("Choose files again") == 1  # those of the other question
    other = {**sent, "about": "identity"}
    assert case.client.post("/portal/status/message", data=other).status_code == 200
    kept = [
        case.office.get(f"/api/v1/requests/{case.request.id}/documents/{one}").content
        for one in case.request.documents
    ]
    assert sorted(kept) == [b"4411", b"B", b"Die van maart."]


def test_markup_in_every_field_of_a_request_stays_text(store: Store, clock: Clock) -> None:
    case = Case(store, clock)
    case.take("doubt-identity", grounds="Twee.", asked_for="Welk?", asked_on=case.today)
    names = ("answer_identity", "answer_meaning", "message", "pass", "about", "once")

    shown = case.send(**dict.fromkeys(names, MARKUP))
    found = case.client.post(
        "/portal/status/language?lang=fr", data=dict.fromkeys(Codes._fields, MARKUP)
    )

    assert typed(shown, "answer_identity") == typed(shown, "message") == MARKUP
    assert typed(found, "reference") == typed(found, "secret") == MARKUP
    assert "<script" not in shown.text + found.text
    assert len(case.request.documents) == 0


def test_the_form_of_a_code_comes_back_and_no_code_is_sent_or_used_up(coded: Coded) -> None:
    code, before = coded.code(), len(coded.relay.taken)
    form = {**coded.codes.form(code=code), "lang": ""}

    shown = [
        coded.client.post(f"/portal/status/code/language?lang={lang}", data=form)
        for lang in ("nl", "fr", "de", "en")
    ]
    unknown = coded.client.post(
        "/portal/status/code/language?lang=en", data={**form, "secret": "wrong"}
    )

    assert {one.status_code for one in shown} == {200}
    assert all(typed(one, "code") == code for one in shown)
    assert plain(unknown.text) == plain(shown[-1].text)
    assert len(coded.relay.taken) == before
    assert coded.enter(code).status_code == 200


def plain(page: str) -> str:
    """A page but for the keys of its forms and the secret code that was typed."""
    return re.sub(r'(name="(?:once|secret)" value=)"[^"]*"', r"\1", page)


def test_a_search_comes_back_with_what_was_found_and_the_look_is_recorded(asked: Asked) -> None:
    link = asked.link()
    said = {"result": "found", "message": MARKUP, "files": "gevonden.pdf"}

    shown = asked.client.post(f"{link}/language?lang=nl", data=said)

    assert typed(shown, "message") == MARKUP
    assert re.search('value="found"[^>]* checked', shown.text)
    assert "Kies de bestanden opnieuw" in inside(shown)
    assert not asked.request.searched
    wrong = asked.answer(link, result="none", message="Niets.", files={"files": FILE})
    assert (wrong.status_code, typed(wrong, "message")) == (422, "Niets.")
    asked.answer(link, result="none")
    closed = asked.client.post(f"{link}/language?lang=nl", data=said)
    assert closed.status_code == 404
    assert closed.text == asked.client.get(f"{link}?lang=nl").text
