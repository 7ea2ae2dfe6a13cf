"""Each language writes numbers, amounts and lengths in one way, whoever writes them."""

import pytest

from griffie.api.words.speech import Speech
from griffie.application import numbers
from griffie.application.controller.storage import as_period
from griffie.application.letters.phrases import Speaker
from griffie.domain.law import Language

NL, FR, DE, EN = Language.NL, Language.FR, Language.DE, Language.EN

WRITTEN = {
    NL: ("1.156", "90,7%", "8%", "€ 1.025,00"),
    FR: ("1\u202f156", "90,7 %", "8 %", "1\u202f025,00 €"),
    DE: ("1.156", "90,7 %", "8 %", "1.025,00 €"),
    EN: ("1,156", "90.7%", "8%", "€1,025.00"),
}
LENGTHS = {
    NL: ("1 dag", "30 dagen", "4 weken", "6 maanden", "7 jaar", "1.000 dagen"),
    FR: ("1 jour", "30 jours", "4 semaines", "6 mois", "7 ans", "1\u202f000 jours"),
    DE: ("1 Tag", "30 Tage", "4 Wochen", "6 Monate", "7 Jahre", "1.000 Tage"),
    EN: ("1 day", "30 days", "4 weeks", "6 months", "7 years", "1,000 days"),
}
ASKED = ((1, "day"), (30, "day"), (4, "week"), (6, "month"), (7, "year"), (1000, "day"))


def plain(said: str) -> str:
    """The text with an ordinary space where no line may break."""
    return said.replace("\u00a0", " ")


@pytest.mark.parametrize("language", Language)
def test_a_language_writes_numbers_in_one_way(language: Language) -> None:
    said = (
        numbers.number(1156, language),
        numbers.percent(0.9068, language),
        numbers.percent(0.08, language),
        numbers.euros(102_500, language),
    )

    assert tuple(map(plain, said)) == WRITTEN[language]


@pytest.mark.parametrize("language", Language)
def test_a_length_of_time_is_in_words(language: Language) -> None:
    said = [plain(numbers.length(n, unit, language)) for n, unit in ASKED]

    assert tuple(said) == LENGTHS[language]
    assert [plain(Speaker(language).length(n, unit)) for n, unit in ASKED] == said


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("cents", [0, 5, 2500, 102_500, 123_456_789])
def test_pages_and_letters_write_the_same_amount(language: Language, cents: int) -> None:
    assert Speech(language).euros(cents) == Speaker(language).euros(cents)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("7 jaar", "7 years"),
        ("1 an", "1 year"),
        ("6 Monate", "6 months"),
        ("4  semaines", "4 weeks"),
        ("30 dagen", "30 days"),
        ("1 day", "1 day"),
        ("9 manen", "9 manen"),
        ("zolang het bezoek duurt", "zolang het bezoek duurt"),
    ],
)
def test_a_period_is_typed_in_the_language_of_the_office(typed: str, kept: str) -> None:
    assert as_period(typed) == kept
