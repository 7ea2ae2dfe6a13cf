"""The text of the law: every provision that is cited, in four languages, as it was published."""

import ast
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from griffie.domain.law import GDPR, RECITAL, REG_1182, Right
from griffie.domain.law.catalogue import _least, heading, text, wordings, words
from griffie.domain.law.provision import Language, Provision
from tests.domain.test_catalogue import ALL_GROUNDS

NL, FR, DE, EN = Language


ROOT = Path(__file__).parents[2]


PROVISIONS = sorted(
    {ground.provision for ground in ALL_GROUNDS if ground.provision}
    | {right.provision for right in Right}
    | {GDPR(7, 3), GDPR(11, 2), GDPR(77, 1), GDPR(79, 1), GDPR(79, 2)}
    | {GDPR(12, paragraph) for paragraph in range(1, 7)}
    | {RECITAL(59), RECITAL(63), RECITAL(64)},
    key=str,
)


@pytest.mark.parametrize("provision", PROVISIONS, ids=str)
def test_every_provision_of_the_gdpr_we_cite_has_its_text_in_four_languages(
    provision: Provision,
) -> None:
    said = text(provision)

    assert all(said.said_in(language) for language in Language)
    assert said.applies_from == date(2018, 5, 25)


def cited_in_code() -> set[Provision]:
    """What domain and application name as GDPR(12, 3), REG_1182(3, 4) or RECITAL(63)."""
    acts: dict[str, Callable[..., Provision]] = {
        "GDPR": GDPR,
        "REG_1182": REG_1182,
        "RECITAL": RECITAL,
    }
    return {
        acts[call.func.id](*(ast.literal_eval(argument) for argument in call.args))
        for folder in ("domain", "application")
        for file in (ROOT / folder).rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in acts
        if all(isinstance(argument, ast.Constant) for argument in call.args)
    }


def test_every_provision_that_the_code_cites_has_its_text() -> None:
    cited = cited_in_code()

    assert GDPR(12, 3) in cited
    assert all(text(provision).said_in(EN) for provision in cited)


@pytest.mark.parametrize("key", [key for key in wordings() if key.startswith("gdpr/")])
def test_no_piece_of_the_gdpr_lacks_a_language(key: str) -> None:
    assert all(wordings()[key].said_in(language) for language in Language)


def test_a_provision_carries_its_points_with_their_labels() -> None:
    unfounded = text(Provision.parse("gdpr/12/5/unfounded"))

    lines = (unfounded.en or "").split("\n")
    assert [line[:3] for line in lines] == ["Inf", "(a)", "(b)", "The"]
    assert unfounded == text(GDPR(12, 5))
    assert (unfounded.de or "").split("\n")[1].startswith("a) ein angemessenes Entgelt")


def test_an_article_carries_its_paragraphs_and_not_its_heading() -> None:
    article = text(GDPR(18)).en or ""

    labels = [line.split(" ")[0] for line in article.split("\n")]
    assert labels == ["1.", "(a)", "(b)", "(c)", "(d)", "2.", "3."]
    assert "Right to restriction" not in article


def test_a_heading_is_the_articles_own() -> None:
    found = heading(GDPR(17, 3, "e"))

    assert found is not None
    assert found.fr == "Droit à l'effacement («droit à l'oubli»)"
    assert heading(REG_1182(3, 4)) is None


def test_what_has_no_heading_is_none_itself() -> None:
    assert heading(RECITAL(63)) is None
    assert text(RECITAL(63)).kind == "recital"


def test_a_point_is_said_without_its_neighbours() -> None:
    point = text(GDPR(17, 3, "e"))

    assert point is wordings()["gdpr/17/3/e"]
    assert "\n" not in (point.en or "\n")


def test_two_pieces_are_both_said() -> None:
    complaint = text(GDPR(77))

    assert [line[:3] for line in (complaint.en or "").split("\n")] == ["1. ", "2. "]
    assert (complaint.kind, complaint.mark) == ("text", "seen")


def test_a_second_part_of_a_paragraph_has_no_label_of_its_own() -> None:
    lines = (text(GDPR(28, 3)).en or "").split("\n")

    assert lines[-1] == wordings()["gdpr/28/3/sub2"].en


def test_a_language_that_no_piece_has_is_none_and_no_empty_text() -> None:
    periods = text(REG_1182(3, 2))

    assert (periods.fr, periods.de) == (None, None)
    assert (periods.nl or "").startswith("c) ")


@pytest.mark.parametrize("provision", [GDPR(12), GDPR(15), GDPR(77), REG_1182(3, 2)], ids=str)
def test_the_notes_of_the_pieces_are_joined_and_nothing_stands_between(
    provision: Provision,
) -> None:
    note = text(provision).note

    assert note
    assert note == " ".join(note.split())


@pytest.mark.parametrize(
    ("marks", "least"),
    [
        (("seen", "seen"), "seen"),
        (("seen_old", "seen"), "seen_old"),
        (("second", "seen_old", "seen"), "second"),
    ],
)
def test_a_whole_is_no_more_certain_than_its_least_certain_piece(
    marks: tuple[str, ...], least: str
) -> None:
    assert _least(marks) == least


def test_words_are_an_acts_own_only_where_the_act_itself_was_seen() -> None:
    seen = text(GDPR(15, 1, "a"))

    assert seen.official is True
    for update in ({"mark": "second"}, {"mark": "seen_old"}, {"kind": "restated"}):
        assert seen.model_copy(update=update).official is False
    assert (words("gdpr/17/3/e").official, words("gdpr/17/1").official) == (True, False)


def test_a_provision_without_a_text_is_refused() -> None:
    with pytest.raises(LookupError, match="gdpr/99"):
        text(GDPR(99))


@pytest.mark.parametrize(
    ("provision", "printed", "language"),
    [
        (GDPR(17, 3, "b"), "in een het Unierecht", NL),
        (GDPR(21, 1), "van artikel 6, lid 1, met", NL),
        (GDPR(77, 1), "persoonsgegevensinbreuk", NL),
        (GDPR(15, 4), "Absatz 1b", DE),
    ],
)
def test_a_misprint_of_2016_is_mended_and_said_to_be(
    provision: Provision, printed: str, language: Language
) -> None:
    said = text(provision)

    assert printed not in (said.said_in(language) or printed)
    assert said.corrected == (language,)
    assert "Official Journal of 4.5.2016 prints" in said.note


def test_nothing_is_corrected_without_a_note() -> None:
    assert all(part.note for part in wordings().values() if part.corrected)


def test_the_regulation_on_periods_is_quoted_only_as_far_as_it_was_seen() -> None:
    months, roll = text(REG_1182(3, 2, "c")), text(REG_1182(3, 4))

    assert (months.fr, months.de) == (None, None)
    assert "the last day of that month" in (months.en or "")
    assert months.official
    assert not roll.official
    assert "the following working day" in (roll.en or "")
