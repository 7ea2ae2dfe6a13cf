"""Checks a letter that a person typed: which grounds it cites, and whether it names the remedies.

It looks for three things: the provision of each ground, the supervisory authority by name or
website, and a court. It does not judge the reasons. A citation counts in every usual spelling
("artikel 17, lid 3, punt b)", "art. 17.3.b", "Article 17(3)(b)"). Authority and court must be named
in the same language, because a word of one language can mean something else in another.
"""

import re
from collections.abc import Iterator, Sequence
from unicodedata import normalize

from griffie.application.controller.authority import SupervisoryAuthority
from griffie.domain.law import Language, Provision

_ANY = re.IGNORECASE
_COURT = {
    Language.NL: re.compile(r"\b\w*rechtbank(en)?\b|\b\w*rechters?\b|\bberoep in rechte\b", _ANY),
    Language.FR: re.compile(r"\btribuna(l|ux)\b|\bjuges?\b|\bjuridiction(s|nels?)?\b", _ANY),
    Language.DE: re.compile(r"\b[Gg]erichtlich\w*|\bGerichts?\b|\b[A-ZÄÖÜ]\w*gerichts?\b"),
    Language.EN: re.compile(r"\bcourts?\b|\bjudicial\b|\btribunals?\b", _ANY),
}
"""The words that name a court [P]. German is case-sensitive, because "gericht" is Dutch, too."""

_WORD = re.compile(r"\d+|[^\W\d_]+")
_ARTICLES = frozenset({"artikel", "artikels", "article", "articles", "art"})
_RECITALS = frozenset({"overweging", "considérant", "erwägungsgrund", "recital"})
_BETWEEN = frozenset(
    {"lid", "leden", "paragraaf", "punt", "onder", "van", "avg"}
    | {"paragraphe", "alinéa", "point", "lettre", "de", "du", "rgpd"}
    | {"absatz", "abs", "satz", "buchstabe", "buchst", "lit", "dsgvo"}
    | {"paragraph", "para", "par", "letter", "of", "gdpr"}
)
"""The words that may stand between the parts of a citation."""


def names_authority(authority: SupervisoryAuthority, text: str) -> frozenset[Language]:
    """The languages in which a text names the authority, its website or its postal address."""
    said = _plain(text)
    if authority.email and _plain(authority.email) in said:
        return frozenset(Language)
    return frozenset(
        language
        for language in Language
        if _plain(authority.name.in_(language)) in said
        or _plain(authority.website.in_(language)) in said
        or _plain(authority.postal_address.in_(language)) in said
    )


def names_court(text: str) -> frozenset[Language]:
    """The languages in which a text names a court."""
    return frozenset(language for language, words in _COURT.items() if words.search(text))


def cites(provision: Provision, text: str) -> bool:
    """Whether a text cites this provision with paragraph and point; points of ours are ignored."""
    letter = provision.point if provision.point and len(provision.point) == 1 else None
    paragraph = str(provision.paragraph) if provision.paragraph is not None else None
    wanted = [part for part in (paragraph, letter) if part]
    words = _WORD.findall(_plain(text))
    called = _RECITALS if provision.act == "gdpr/recital" else _ARTICLES
    return any(
        _follows(words, at, wanted) or _precedes(words, at, wanted)
        for at in _articles(words, str(provision.article), called)
    )


def _articles(words: Sequence[str], number: str, called: frozenset[str]) -> Iterator[int]:
    """The places of the number, where a word for "article" or "recital" comes before it."""
    for at, word in enumerate(words):
        if word == number and at and words[at - 1] in called:
            yield at


def _follows(words: Sequence[str], at: int, wanted: Sequence[str]) -> bool:
    """Whether paragraph and point follow the article: "artikel 17, lid 3, punt b)"."""
    rest = iter(words[at + 1 :])
    return all(_next(rest) == part for part in wanted)


def _next(words: Iterator[str]) -> str | None:
    return next((word for word in words if word not in _BETWEEN), None)


def _precedes(words: Sequence[str], at: int, wanted: Sequence[str]) -> bool:
    """Whether the point comes before the article: "point (b) of Article 17(3)"."""
    if len(wanted) < 2:  # noqa: PLR2004 - a paragraph and a point
        return False
    before = _next(reversed(words[: at - 1]))
    return before == wanted[1] and _follows(words, at, wanted[:1])


def _plain(text: str) -> str:
    """The text in small letters, with single spaces and one form of apostrophe."""
    return " ".join(normalize("NFKC", text).casefold().replace("’", "'").split())
