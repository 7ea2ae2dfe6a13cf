"""French sentences of console, portal and papers: no line breaks before : ; ? ! or in « »."""

import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.words.speech import Speech, catalogue
from griffie.api.words.typography import NARROW, NO_BREAK, typeset
from griffie.application.access.roles import Role
from griffie.domain.law import Language
from griffie.domain.step_words import WORDS
from tests.given.console import at_console, page_of, seen
from tests.given.story import receive

BREAKS = re.compile(r" [:;?!](?=$|[\s)»<])|« | »")
SET = {
    "Motif : {ground}.": f"Motif{NO_BREAK}: {{ground}}.",
    "Reçue le {on} ; la preuve suit.": f"Reçue le {{on}}{NARROW}; la preuve suit.",
    "Qui demande ?": f"Qui demande{NARROW}?",
    "Attention !": f"Attention{NARROW}!",
    "(fermé ?)": f"(fermé{NARROW}?)",
    "choisissez « Effacer »": f"choisissez «{NO_BREAK}Effacer{NO_BREAK}»",
    "« {name} » :": f"«{NO_BREAK}{{name}}{NO_BREAK}»{NO_BREAK}:",
    "https://griffie.example/?a=1;b=2": "https://griffie.example/?a=1;b=2",
    "à 09:30, voir gdpr/12/3 ou :code": "à 09:30, voir gdpr/12/3 ou :code",
    "griffie token create --role dpo": "griffie token create --role dpo",
}


@pytest.mark.parametrize(("typed", "set_"), SET.items())
def test_a_sentence_is_set_as_french_typography_has_it(typed: str, set_: str) -> None:
    assert typeset(typed, Language.FR) == set_
    assert typeset(set_, Language.FR) == set_


@pytest.mark.parametrize("language", [Language.NL, Language.DE, Language.EN])
def test_another_language_keeps_its_spaces(language: Language) -> None:
    assert [typeset(one, language) for one in SET] == [*SET]


def french() -> list[str]:
    """Every sentence that can be said in French, as `Speech` gives it before it is filled in."""
    speech = Speech(Language.FR)
    messages = [one for one in catalogue(Language.FR) if one.id]
    said = [
        speech._found(one.id, form, "")  # type: ignore[arg-type]
        for one in messages
        for form in range(2 if one.pluralizable else 1)
    ]
    phrases = [
        phrase
        for table in (WORDS.steps, WORDS.titles, WORDS.details, WORDS.fields, WORDS.sentences)
        for phrase in table.values()
    ]
    return said + [typeset(phrase.fr, Language.FR) for phrase in phrases]


def test_no_french_sentence_breaks_before_its_mark() -> None:
    every = french()

    assert len(every) > 2000
    assert sum(NARROW in one or NO_BREAK in one for one in every) > 300
    assert [one for one in every if BREAKS.search(one)] == []


@pytest.mark.parametrize("address", ["", "/do/doubt-identity", "/do/extend-deadline", "/decide"])
def test_a_page_in_french_holds_no_space_at_which_a_mark_falls_to_the_next_line(
    store: Store, clerk: TestClient, address: str
) -> None:
    rights = [{"right": "erasure"}, {"right": "access"}]
    place = receive(clerk, rights=rights, language="fr")

    page = seen(at_console(store, Role.DPO, "fr"), page_of(place) + address)

    words = unescape(re.sub(r"<(script|style).*?</\1>|<[^>]+>", "\n", page, flags=re.DOTALL))
    assert [one for one in words.split("\n") if BREAKS.search(one)] == []


def test_a_label_stands_before_its_colon_as_the_language_writes_it() -> None:
    assert Speech(Language.FR).labelled("Nom", "Peeters") == f"Nom{NO_BREAK}: Peeters"
    assert Speech(Language.NL).labelled("Naam", "Peeters") == "Naam: Peeters"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.FR, ("1er octobre 2026", "1er oct.", "Jeudi 1er octobre 2026")),
        (Language.NL, ("1 oktober 2026", "1 okt", "Donderdag 1 oktober 2026")),
    ],
)
def test_the_first_of_a_month_is_said_as_french_says_it(
    language: Language, said: tuple[str, str, str]
) -> None:
    speech, day = Speech(language), date(2026, 10, 1)

    assert (speech.day(day), speech.short_day(day), speech.long_day(day)) == said
    assert speech.day(date(2026, 10, 11)).startswith("11 o")
    assert speech.instant(datetime(2026, 10, 1, 8, tzinfo=UTC)) == f"{said[0]}, 10:00"
