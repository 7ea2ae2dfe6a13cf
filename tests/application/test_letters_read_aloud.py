"""Each letter, in four languages, to each addressee, kept as it was read aloud.

`python -m tests.application.test_letters_read_aloud` writes those that are missing, and touches no
other: whoever changes a sentence deletes the files that it concerns, has them written, and reads.
"""

import re
import tomllib
from pathlib import Path

import pytest

from griffie.application.letters import as_text, letter, missing_demands
from griffie.application.letters.phrases import Addressee, phrases
from griffie.domain.law import Language
from griffie.domain.model.values import Sealed
from tests.given.golden_courses import LETTERS, course
from tests.given.golden_letters import OFFICE, TODAY, sealed
from tests.given.letters import ROOT
from tests.given.past import WORDS, given

GOLDEN = ROOT / "tests" / "golden" / "letters"
TYPED = tomllib.loads((GOLDEN / "words.toml").read_text("utf-8"))
YOURS = {
    Language.NL: r"\buw (eigen )?(persoons)?(gegevens|naam|identiteit\w*|toestemming)|\bover u\b",
    Language.FR: r"\b(vos|votre) (données|nom|identité|carte|consentement)|\bvous concernant",
    Language.DE: r"\bIhre[rnms]? (personenbez|Daten|Name|Identität|Einwill|Personal)|Sie betreff",
    Language.EN: r"\byour (personal|data|name|identity|consent)|(about|concerning) you\b",
}
"""What is never said to somebody who acts for another."""


def golden(name: str, language: Language, addressee: Addressee) -> Path:
    return GOLDEN / f"{name}.{language.value}.{addressee.value}.txt"


def told_in(name: str, language: Language, addressee: Addressee) -> str:
    kind, history = course(name, addressee)
    words = {sealed(key): said.get("all") or said[language.value] for key, said in TYPED.items()}
    words[WORDS] = TYPED["s"][language.value]
    opened: dict[Sealed, str] = words
    written = letter(given(*history), history, OFFICE, kind, language, opened, on=TODAY)
    assert missing_demands(written) == ()
    return as_text(written)


@pytest.mark.parametrize("addressee", Addressee)
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_reads_as_it_was_read_aloud(
    name: str, language: Language, addressee: Addressee
) -> None:
    kept = golden(name, language, addressee).read_text("utf-8")

    assert told_in(name, language, addressee) == kept


def test_no_file_is_kept_of_a_letter_that_is_gone() -> None:
    ours = {golden(*one) for one in every()} | {GOLDEN / "words.toml"}

    assert set(GOLDEN.iterdir()) == ours


@pytest.mark.parametrize("language", Language)
def test_who_acts_for_another_never_reads_your_data(language: Language) -> None:
    for key, phrase in phrases().items():
        if Addressee.REPRESENTATIVE in phrase.addressees:
            said = phrase.to(Addressee.REPRESENTATIVE).said_in(language)
            assert not re.search(YOURS[language], said), key
    for name in LETTERS:
        told = " ".join(told_in(name, language, Addressee.REPRESENTATIVE).split())
        assert not re.search(YOURS[language], told), name


def test_french_has_one_space_before_a_colon_and_its_like() -> None:
    for name, _, addressee in every():
        told = told_in(name, Language.FR, addressee)
        assert not re.search(r"(?<!\u00a0)[:;?!](?=\s|$)", told, re.MULTILINE), name


def test_a_second_wording_is_for_a_sentence_that_both_may_read() -> None:
    for key, phrase in phrases().items():
        both = set(phrase.addressees) == set(Addressee)
        assert phrase.representative is None or both, key


def every() -> list[tuple[str, Language, Addressee]]:
    return [(name, to, who) for name in LETTERS for to in Language for who in Addressee]


def main() -> None:
    """Write the letters that are missing."""
    for one in every():
        if not golden(*one).exists():
            golden(*one).write_text(told_in(*one), "utf-8")


if __name__ == "__main__":
    main()
