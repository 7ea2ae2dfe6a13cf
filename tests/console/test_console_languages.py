"""Every sentence of the console in four languages, and which language is shown."""

import re
from datetime import date
from typing import Any

import pytest
from babel.messages.catalog import Message
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.words.deadline_reasons import reason_in_words
from griffie.api.words.speech import Speech, catalogue, preferred_language
from griffie.application.access.roles import Role
from griffie.domain.law import Language
from griffie.domain.law.calendar import calendar
from griffie.domain.law.deadlines import Pause, Suspension, answer_term, at_once_term
from griffie.domain.rights_request import RightsRequest
from griffie.domain.step_words import WORDS
from griffie.domain.steps.rule import NO_RIGHT
from griffie.domain.steps.step import ERASED
from tests.given.console import at_console, page_of, seen, visitor
from tests.given.story import tell
from tools.extract_sentences import renew, sentences, step_sentences


def test_every_sentence_is_translated_with_the_same_words_to_fill_in() -> None:
    for language in (Language.NL, Language.FR, Language.DE):
        known = catalogue(language)
        for key in sentences():
            found = known.get(key if isinstance(key, str) else key[0])
            assert found, f"{language}: {key}"
            for original, said in zip(forms(key), forms(found.string), strict=True):
                assert said, f"{language}: {original}"
                assert blanks(said) == blanks(original), f"{language}: {original}"


def forms(said: Any) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)


def blanks(sentence: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", sentence))


@pytest.mark.parametrize("language", Language)
def test_the_catalogues_hold_today_s_sentences_and_no_others(language: Language) -> None:
    def ids(messages: Any) -> set[Any]:
        return {key_of(message) for message in messages if message.id}

    def key_of(message: Message) -> Any:
        return message.id if isinstance(message.id, str) else tuple(message.id)

    assert ids(catalogue(language)) == ids(renew(language))


def test_every_rule_and_hint_of_the_law_can_be_said_in_four_languages() -> None:
    rules = {rule.otherwise for step in RightsRequest.steps() for rule in step.rules}

    assert {*rules, NO_RIGHT, ERASED} <= step_sentences()
    assert step_sentences() == WORDS.sentences.keys()


@pytest.mark.parametrize("policy", Suspension)
def test_every_line_of_a_reckoning_is_said_in_dutch(policy: Suspension) -> None:
    waits = (Pause(date(2026, 1, 30), date(2026, 2, 5)), Pause(date(2026, 2, 10), None))
    days = calendar("BE/2026.1")
    terms = [
        answer_term(received, days, policy=policy, extended=extended, pauses=waits)
        for received in (date(2026, 1, 29), date(2026, 1, 30), date(2026, 1, 31))
        for extended in (True, False)
    ]
    terms += [answer_term(date(2026, 3, n), days) for n in range(1, 20)]
    terms.append(at_once_term(date(2026, 3, 5), days))
    late: dict[str, Any] = {"extended": True, "told_on": date(2026, 4, 20)}
    terms.append(answer_term(date(2026, 3, 5), days, policy=policy, **late))

    for step in (step for term in terms for step in term.trace):
        assert reason_in_words(step.because, Speech(Language.NL)) != str(step.because)


def test_the_language_is_the_chosen_one_else_the_browser_s_else_the_office_s(store: Store) -> None:
    french = visitor(store, "fr-BE,fr;q=0.9,nl;q=0.8")
    nobody_s = visitor(store, "xx")
    chosen = visitor(store, "fr")
    moved = chosen.get("/login?next=%2Fsearch&lang=de")

    assert '<html lang="fr">' in seen(french, "/login")
    assert '<html lang="nl">' in seen(nobody_s, "/login")
    assert moved.headers["location"] == "/login?next=%2Fsearch"
    assert '<html lang="de">' in seen(chosen, "/login")
    assert preferred_language("de;q=0.1, en;q=0.7, nl;q=oops", Language.NL) is Language.EN


@pytest.mark.parametrize("language", Language)
def test_every_page_speaks_every_language(
    store: Store, clerk: TestClient, language: Language
) -> None:
    page = page_of(tell(clerk))
    client = at_console(store, Role.DPO, language)

    for address in ("/", page, f"{page}/replay", "/audit", "/search", "/docs"):
        shown = seen(client, address)
        assert f'<html lang="{language}">' in shown
        if language is not Language.EN:
            assert "Work queue" not in shown
