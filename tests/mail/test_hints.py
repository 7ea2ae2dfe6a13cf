"""Which rights words may invoke: sentences in four languages, that invoke one and that do not."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from griffie.application.intake.hints import hints
from griffie.domain.law import Language, Right
from tests.given.quick import is_quick

SAID = tomllib.loads((Path(__file__).parent / "hints_said.toml").read_text())
SENTENCES = [
    (Language(language), right, sentence)
    for language, by_right in SAID.items()
    for right, sentences in by_right.items()
    for sentence in sentences
]
ASKING = [one for one in SENTENCES if one[1] != "nothing"]
NOT_ASKING = [one for one in SENTENCES if one[1] == "nothing"]


def rights(text: str, language: Language | None = None) -> set[str]:
    return {str(one.right) for one in hints(text, language)}


def test_there_are_sentences_for_each_right_in_each_language() -> None:
    asked = {(language, right) for language, right, _ in ASKING}

    assert {right for _, right, _ in ASKING} == set(Right)
    for language in Language:
        assert {right for one, right in asked if one == language} >= {
            *("access", "rectification", "erasure", "direct_marketing_objection", "objection")
        }


@pytest.mark.parametrize(("language", "right", "sentence"), ASKING)
def test_the_right_is_found_among_other_words(
    language: Language, right: str, sentence: str
) -> None:
    text = f"Mevrouw X,\n\nGisteren was ik bij u. {sentence}\n\nAn Peeters"

    assert right in rights(text, language)
    assert right in rights(text.upper(), language)
    assert right in rights(text, None)


@pytest.mark.parametrize(("language", "right", "sentence"), NOT_ASKING)
def test_nothing_is_found_where_nothing_is_asked(
    language: Language, right: str, sentence: str
) -> None:
    assert rights(sentence, language) == set()


def test_each_hint_says_by_which_words() -> None:
    found = hints("Ik wil geen reclame meer. Wis ook mijn account!", Language.NL)

    assert [(str(one.right), one.words) for one in found] == [
        ("erasure", "wis ook mijn account"),
        ("direct_marketing_objection", "geen reclame"),
    ]


def test_a_wrong_language_hides_nothing() -> None:
    assert rights("Bitte keine Werbung mehr.", Language.FR) == {"direct_marketing_objection"}


def test_words_broken_over_lines_are_one_sentence() -> None:
    assert rights("Ik wens geen\nreclame meer te\nontvangen", Language.NL) == {
        "direct_marketing_objection"
    }


def test_what_is_quoted_of_ours_invokes_nothing() -> None:
    assert rights("Dank u.\n> U vroeg ons uw gegevens te wissen.\n> Inzage", Language.NL) == set()


def test_letters_that_are_not_seen_hide_nothing() -> None:
    assert rights("Geen re\u00adcla\u200bme meer!", Language.NL) == {"direct_marketing_objection"}


@pytest.mark.parametrize(
    "words", ["geen ", "niet reclame ", "gegevens ", "a.", "\n", "> ", "-", "é"]
)
def test_no_text_of_a_megabyte_takes_a_second(words: str) -> None:
    hints("a", None)  # the lists are read once
    text = words * (1_000_000 // len(words))
    assert is_quick(lambda: hints(text, Language.NL), 1)


@settings(deadline=None)
@given(st.text(max_size=400), st.sampled_from([None, *Language]))
def test_any_text_gives_each_right_at_most_once(text: str, language: Language | None) -> None:
    found = hints(text, language)

    assert len({one.right for one in found}) == len(found)
    assert all(one.words for one in found)
