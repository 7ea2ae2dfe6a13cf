"""No letter says what did not happen: each sentence against a reader that knows only events."""

import os
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest

from griffie.application.controller.profile import ControllerProfile
from griffie.application.letters import LetterKind, compose, letter
from griffie.application.letters.decision_section import claim_section
from griffie.application.letters.phrases import Speaker, phrases
from griffie.domain.law import Language, Right
from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.rights_request import RightsRequest
from tests.given.facts_of_events import FACTS, stands
from tests.given.history_read import History
from tests.given.letters import IASSIST, ROOT
from tests.given.random_history import SEALED, Chance

PROFILE = tomllib.loads((ROOT / "docs" / "examples" / "iassist.toml").read_text("utf-8"))
CODES = {
    name: [one["code"] for one in PROFILE[name]]
    for name in ("purposes", "categories", "recipients", "systems")
} | {"fields": ["name", "birth"], "channels": ["email", "post"]}
OPENED = dict.fromkeys(SEALED, "Zeven jaar.")
SEED = int(os.environ.get("GRIFFIE_SEED", "9"))
STEPS = 16


class Said(list[tuple[str, Right | None, Mapping[str, Any]]]):
    """The sentences of a letter: key, the right under which it stands, what was filled in."""


@contextmanager
def listening(monkeypatch: pytest.MonkeyPatch) -> Iterator[Said]:
    """Keeps every sentence that is spoken, and under which right."""
    said, under = Said(), [None]
    say, section = Speaker.say, claim_section

    def heard(speaker: Speaker, key: str, **words: Any) -> str:
        said.append((key, under[0], words))
        return say(speaker, key, **words)

    def titled(source: Any, claim: Any) -> Any:
        under[0] = claim.right
        try:
            return section(source, claim)
        finally:
            under[0] = None

    with monkeypatch.context() as patched:
        patched.setattr(Speaker, "say", heard)
        patched.setattr(compose, "claim_section", titled)
        yield said


def untrue(said: Said, history: History) -> Iterator[tuple[str, str]]:
    """The sentences with a fact that does not stand: their keys, and that fact."""
    for key, right, words in said:
        for fact in phrases()[key].asserts:
            if not stands(fact, history, right, words):
                yield key, fact


def letters_of(
    request: RightsRequest, events: list[Any], profile: ControllerProfile, on: date, said: Said
) -> Iterator[tuple[LetterKind, Language]]:
    """Each letter that can be written of it, in each language; `said` holds its sentences."""
    for kind in LetterKind:
        for language in Language:
            said.clear()
            try:
                letter(request, events, profile, kind, language, OPENED, on=on)
            except OutOfOrderError:
                break
            yield kind, language


def run(seeds: range, monkeypatch: pytest.MonkeyPatch) -> tuple[int, Counter[str], Counter[Any]]:
    """How many letters were written, how often each sentence was, and what was untrue."""
    letters, spoken, wrong = 0, Counter[str](), Counter[Any]()
    with listening(monkeypatch) as said:
        for seed in seeds:
            chance = Chance(seed, CODES)
            request, events = chance.history(STEPS)
            if request.erased:
                continue
            on = chance.now.today
            history = History(events, PROFILE, on)
            for kind, language in letters_of(request, events, IASSIST, on, said):
                letters += 1
                spoken.update({key for key, _, _ in said})
                for key, fact in untrue(said, history):
                    wrong[key, fact, kind.value, language.value, seed] += 1
    return letters, spoken, wrong


def test_every_fact_that_a_sentence_states_is_read() -> None:
    stated = {fact.partition(":")[0] for one in phrases().values() for fact in one.asserts}

    assert stated == FACTS.keys()


def test_every_sentence_says_which_facts_it_states_be_they_none() -> None:
    silent = [key for key, one in phrases().items() if "asserts" not in one.model_fields_set]

    assert silent == []


def test_what_a_letter_says_did_happen(monkeypatch: pytest.MonkeyPatch) -> None:
    letters, spoken, wrong = run(range(SEED, SEED + 300), monkeypatch)

    assert not wrong, wrong.most_common(5)
    assert letters > 1_000
    stating = {key for key, one in phrases().items() if one.asserts}
    assert len(stating & spoken.keys()) > len(stating) / 2


def test_a_sentence_that_did_not_happen_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(monkeypatch) as said:
        for seed in range(SEED, SEED + 40):
            chance = Chance(seed, CODES)
            request, events = chance.history(STEPS)
            on = chance.now.today
            forgetful = History(events[:1], PROFILE, on)
            for _ in letters_of(request, events, IASSIST, on, said):
                if any(untrue(said, forgetful)):
                    return
    pytest.fail("a reader that forgot everything noticed nothing")


@pytest.mark.deep
@pytest.mark.timeout(2 * 3600)
def test_what_twenty_thousand_histories_say_did_happen(monkeypatch: pytest.MonkeyPatch) -> None:
    letters, spoken, wrong = run(range(SEED, SEED + 20_000), monkeypatch)
    stating = {key for key, one in phrases().items() if one.asserts}

    print(f"seed {SEED}: {letters} letters of 20000 histories in four languages")  # noqa: T201
    print(f"{sum(spoken.values())} sentences, of {len(stating)} that state a fact never said:")  # noqa: T201
    print(", ".join(sorted(stating - spoken.keys())))  # noqa: T201
    assert not wrong, wrong.most_common(20)
