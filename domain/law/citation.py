"""How each language cites an act: the parts of it, and what joins them to the act's name."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Language(StrEnum):
    # The languages in which Griffie speaks: Dutch, French, German and English.
    NL, FR, DE, EN = "nl", "fr", "de", "en"


class Style(NamedTuple):
    """How one language names the parts of an act, and what joins them to the act's name."""

    article: str = "{}"
    paragraph: str = "{}"
    point: str = "{}"
    point_first: str = ""  # only English names the point before its article
    turn: str = " "  # after an article, "artikel 15 AVG"
    deep_turn: str = " "  # after anything deeper, "artikel 12, lid 3, AVG"


UNION = {
    Language.NL: Style("artikel {}", ", lid {}", ", punt {})", deep_turn=", "),
    Language.FR: Style("article {}", ", paragraphe {}", ", point {})", deep_turn=", "),
    Language.DE: Style("Artikel {}", " Absatz {}", " Buchstabe {}"),
    Language.EN: Style("Article {}", "({})", "", point_first="point ({}) of "),
}
"""How Union law cites itself: the prevailing form in each language version of the GDPR."""

UNION_SHORT = {
    Language.NL: Style("artikel {}", ".{}", ".{}"),
    Language.FR: Style("article {}", ".{}", ".{}"),
    Language.DE: Style("Art. {}", " Abs. {}", " Buchst. {}"),
    Language.EN: Style("Article {}", "({})", "({})"),
}
"""For tables and titles. The Belgian Act of 30 July 2018 writes "15.1.c"; "(3)(e)" is usage."""

BELGIAN = {
    Language.NL: Style("artikel {}", ", § {}", ", {}", deep_turn=", "),
    Language.FR: Style("article {}", ", § {}", ", {}", deep_turn=", "),
    Language.DE: Style("Artikel {}", " § {}", " {}"),
    Language.EN: Style("Article {}", ", § {}", ", {}", deep_turn=", "),
}

RECITALS = {
    Language.NL: Style("overweging {}"),
    Language.FR: Style("considérant {}"),
    Language.DE: Style("Erwägungsgrund {}"),
    Language.EN: Style("recital {}"),
}


_GERMAN = {
    Language.NL: Style("§ {}", ", lid {}", ", punt {}", deep_turn=", "),
    Language.FR: Style("§ {}", ", paragraphe {}", ", point {}", deep_turn=", "),
    Language.DE: Style("§ {}", " Absatz {}", " Nummer {}"),
    Language.EN: Style("Section {}", "({})", "({})"),
}

STYLES: Mapping[str, dict[Language, Style]] = {
    "union": UNION,
    "belgian": BELGIAN,
    "german": _GERMAN,
}
"""The styles that the file of a national act may name."""


class Act(NamedTuple):
    """An act's name in the sentence "Article … of …", with the word that leads to it."""

    style: Mapping[Language, Style]
    short_style: Mapping[Language, Style]
    names: Mapping[Language, str]
    short_names: Mapping[Language, str]


def by_language(nl: str, fr: str, de: str, en: str) -> dict[Language, str]:
    """Four words by their language."""
    return {Language.NL: nl, Language.FR: fr, Language.DE: de, Language.EN: en}
