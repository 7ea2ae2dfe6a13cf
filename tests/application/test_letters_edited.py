"""A letter reworded by hand: what the law demands is missed when it goes, and nothing else is."""

import pytest

from griffie.application.letters import ComposedLetter, as_text, missing_demands
from griffie.application.letters.duties import place_of
from griffie.application.letters.edited import Edits, edited, keys_of
from griffie.application.letters.fill import filled
from griffie.application.letters.letter import Paragraph
from griffie.domain.law import ExceptionGround, Language
from tests.given.letters import ACCESS, ANSWER, ERASURE, IASSIST, received, said, written
from tests.given.past import excepted, fulfilled, given

FIRST = received(ACCESS, ERASURE)
THEN = (fulfilled(ACCESS), excepted(ERASURE, ExceptionGround("gdpr/17/3/b")))
REQUEST = given(FIRST, *THEN)


def answer(language: Language = Language.NL) -> ComposedLetter:
    """Access given, erasure refused for a legal obligation; every gap filled in."""
    computed = written(ANSWER, FIRST, *THEN, language=language)
    return filled(computed, ["Iets."] * len(computed.gaps))


def changed(letter: ComposedLetter, edits: Edits) -> ComposedLetter:
    return edited(letter, keys_of(letter), edits, REQUEST, IASSIST)


def missing(letter: ComposedLetter) -> set[str]:
    return {str(place_of(one)) for one in missing_demands(letter)}


def the(letter: ComposedLetter, place: str) -> tuple[str, Paragraph]:
    """The paragraph that tells something, with its key."""
    told = zip(keys_of(letter), letter.paragraphs, strict=True)
    return next(
        (key, one) for key, one in told if place in {str(place_of(demand)) for demand in one.meets}
    )


PLACES = ["gdpr/12/3", "gdpr/15/1/c", "gdpr/15/1/e", "gdpr/15/1/g", "gdpr/15/1/h", "gdpr/15/2"]
PLACES += ["gdpr/17/3/b", "gdpr/77", "gdpr/79"]


def test_without_edits_nothing_changes() -> None:
    assert changed(answer(), Edits()) == answer()


def test_every_paragraph_has_a_key_of_its_own() -> None:
    keys = keys_of(answer())

    assert len(keys) == len(set(keys)) == len(answer().paragraphs)


@pytest.mark.law("gdpr/12/4", "gdpr/15/1", "gdpr/79")
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("place", PLACES)
def test_what_is_demanded_and_taken_out_is_missed(language: Language, place: str) -> None:
    letter = answer(language)
    key, one = the(letter, place)

    gone = missing(changed(letter, Edits(out={key})))

    assert place in gone
    assert gone <= {str(place_of(demand)) for demand in one.meets}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("place", [one for one in PLACES if one != "gdpr/77"])
def test_other_words_about_it_must_still_say_it(language: Language, place: str) -> None:
    letter = answer(language)
    key, one = the(letter, place)

    more = changed(letter, Edits(words={key: f"{one.text} Tot binnenkort."}))
    other = changed(letter, Edits(words={key: "Iets heel anders."}))

    assert missing(more) == set()
    assert place in missing(other)
    assert "Tot binnenkort." in said(more)


@pytest.mark.law("gdpr/12/4")
def test_reasons_that_were_taken_out_are_missed_whatever_stands_elsewhere() -> None:
    key, _ = the(answer(), "gdpr/12/4")
    first = keys_of(answer())[0]

    gone = changed(answer(), Edits(out={key}, words={first: "Wij schrijven u omdat u dat vroeg."}))

    assert "gdpr/12/4" in missing(gone)


def test_a_citation_in_words_of_ones_own_counts_where_it_stands() -> None:
    key, _ = the(answer(), "gdpr/15/1/g")
    words = "Alles kwam van u zelf (artikel 15, lid 1, punt g), AVG)."

    replaced = changed(answer(), Edits(words={key: words}))
    moved = changed(answer(), Edits(out={key}, added={key: words}))
    elsewhere = changed(answer(), Edits(out={key}, added={keys_of(answer())[-1]: words}))

    assert missing(replaced) == missing(moved) == set()
    assert missing(elsewhere) == {"gdpr/15/1/g"}  # not under the right that it is about


@pytest.mark.law("gdpr/77")
def test_the_address_for_complaints_says_by_itself_where_to_complain() -> None:
    key, one = the(answer(), "gdpr/77")

    assert any("Klachtenformulier" in line for line in one.lines)
    assert missing(changed(answer(), Edits(words={key: "Iets anders:"}))) == set()


def test_what_no_article_demands_may_go() -> None:
    letter = answer()
    ours = {
        key for key, one in zip(keys_of(letter), letter.paragraphs, strict=True) if not one.meets
    }
    ours |= {the(letter, "gdpr/21/4")[0]}

    shorter = changed(letter, Edits(out=ours))

    assert missing(shorter) == set()
    assert len(shorter.paragraphs) == len(letter.paragraphs) - len(ours)


def test_each_line_is_a_paragraph_and_lists_stay_with_the_last() -> None:
    letter = answer()
    key, one = the(letter, "gdpr/15/1/e")

    made = changed(letter, Edits(words={key: f"Eerst dit.\n\n  {one.text}"}))

    texts = [paragraph.text for paragraph in made.paragraphs]
    assert texts.index("Eerst dit.") + 1 == texts.index(one.text)
    assert made.paragraphs[texts.index(one.text)].items == one.items
    assert missing(made) == set()


def test_a_paragraph_without_words_is_gone_and_an_empty_section_has_no_title() -> None:
    letter = answer()
    keys = iter(keys_of(letter))
    mine = [[next(keys) for _ in section.paragraphs] for section in letter.sections]
    place = next(n for n, section in enumerate(letter.sections) if section.title)

    made = changed(letter, Edits(words=dict.fromkeys(mine[place], " \n ")))

    assert made.sections[place].paragraphs == ()
    assert made.sections[place].title is None


def test_an_edit_for_a_paragraph_that_is_not_there_lands_nowhere() -> None:
    made = changed(answer(), Edits(words={"0123456789ab-0": "Verdwaald."}, out={"no-0"}))

    assert as_text(made) == as_text(answer())


def test_a_gap_in_words_of_ones_own_is_still_a_gap() -> None:
    key, one = the(answer(), "gdpr/15/1/c")

    made = changed(answer(), Edits(words={key: f"{one.text} [AAN TE VULLEN: wie]"}))

    assert made.gaps == ("[AAN TE VULLEN: wie]",)
    assert "gdpr/15/1/c" in missing(made)
