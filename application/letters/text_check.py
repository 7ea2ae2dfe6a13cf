"""What a program can tell of a letter that a person wrote: which ground it cites, where it leads.

It reads for three things and no more: the provision of each ground, the supervisory authority by
name or website, and a court. Whether the reasons convince, nobody computes. A citation counts in
every usual spelling ("artikel 17, lid 3, punt b)", "art. 17.3.b", "Article 17(3)(b)"); authority
and court count in the same language, so that a word of one is not taken for one of another.
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
"""[P] The words that point to a court. German keeps its capitals: "gericht" is Dutch, too."""

_WORD = re.compile(r"\d+|[^\W\d_]+")
_ARTICLES = frozenset({"artikel", "artikels", "article", "articles", "art"})
_BETWEEN = frozenset(
    {"lid", "leden", "paragraaf", "punt", "onder", "van", "avg"}
    | {"paragraphe", "alinéa", "point", "lettre", "de", "du", "rgpd"}
    | {"absatz", "abs", "satz", "buchstabe", "buchst", "lit", "dsgvo"}
    | {"paragraph", "para", "par", "letter", "of", "gdpr"}
)
"""What may stand between the parts of a citation."""


def names_authority(authority: SupervisoryAuthority, text: str) -> frozenset[Language]:
    """The languages in which the text names the authority, or gives its website or address."""
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
    """The languages in which the text speaks of a court."""
    return frozenset(language for language, words in _COURT.items() if words.search(text))


def cites(provision: Provision, text: str) -> bool:
    """Whether the text cites this provision, to its point. A point that is a word is ours."""
    letter = provision.point if provision.point and len(provision.point) == 1 else None
    paragraph = str(provision.paragraph) if provision.paragraph is not None else None
    wanted = [part for part in (paragraph, letter) if part]
    words = _WORD.findall(_plain(text))
    return any(
        _follows(words, at, wanted) or _precedes(words, at, wanted)
        for at in _articles(words, str(provision.article))
    )


def _articles(words: Sequence[str], number: str) -> Iterator[int]:
    """Where the number of the article stands, after a word for "article"."""
    for at, word in enumerate(words):
        if word == number and at and words[at - 1] in _ARTICLES:
            yield at


def _follows(words: Sequence[str], at: int, wanted: Sequence[str]) -> bool:
    """Paragraph and point after the article: "artikel 17, lid 3, punt b)"."""
    rest = iter(words[at + 1 :])
    return all(_next(rest) == part for part in wanted)


def _next(words: Iterator[str]) -> str | None:
    return next((word for word in words if word not in _BETWEEN), None)


def _precedes(words: Sequence[str], at: int, wanted: Sequence[str]) -> bool:
    """The point before the article, as English has it: "point (b) of Article 17(3)"."""
    if len(wanted) < 2:  # noqa: PLR2004 - a paragraph and a point
        return False
    before = _next(reversed(words[: at - 1]))
    return before == wanted[1] and _follows(words, at, wanted[:1])


def _plain(text: str) -> str:
    """Capitals, line breaks and forms of the apostrophe make no difference."""
    return " ".join(normalize("NFKC", text).casefold().replace("’", "'").split())
