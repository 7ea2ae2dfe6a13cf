"""The law as Griffie knows it: rights, grounds, citations and words in four languages."""

from collections.abc import Callable
from typing import Any, TypeVar

from griffie.application.views.answer import AnswerModel
from griffie.domain.law import GROUNDS, Language, Provision, Right
from griffie.domain.law.catalogue import LawWords, Wording, text, words

K = TypeVar("K")


# A provision or a fact; `citation`, `words` and `text` are by language: nl, fr, de, en.
class WordsShown(AnswerModel):
    provision: str
    citation: dict[str, str]
    words: dict[str, str] | None
    text: dict[str, str | None] | None


# A right, and the grounds that fulfil or limit it.
class RightOfLaw(WordsShown):
    right: Right
    grounds: list[WordsShown]


# Every right.
class LawShown(AnswerModel):
    rights: list[RightOfLaw]


def law_shown() -> LawShown:
    """Every right with its grounds, and their words in four languages."""
    return LawShown(rights=[_right_shown(right) for right in Right])


def provision_shown(written: str) -> WordsShown:
    """A provision (`gdpr/17/3/e`) or a fact (`fact/…`): its citation, name and text.

    Raises LookupError or ValueError for a provision that Griffie does not know.
    """
    known = _found(words, written)
    if written.startswith("fact/"):
        if known is None:
            raise LookupError
        return WordsShown(provision=written, citation={}, words=known, text=None)
    provision = Provision.parse(written)
    wording = _found(text, provision)
    if known is None and wording is None:
        raise LookupError
    return WordsShown(provision=written, citation=cited(provision), words=known, text=wording)


def cited(provision: Provision) -> dict[str, str]:
    """How a provision is cited, by language."""
    return {language.value: provision.cite(language) for language in Language}


def _right_shown(right: Right) -> RightOfLaw:
    whole = provision_shown(str(right.provision))
    grounds = [ground for kind in GROUNDS for ground in kind if right in ground.rights]
    return RightOfLaw(
        provision=whole.provision,
        citation=whole.citation,
        words=_in_four(words(right)),
        text=whole.text,
        right=right,
        grounds=[provision_shown(ground) for ground in grounds],
    )


def _found(catalogue: Callable[[K], LawWords | Wording], key: K) -> dict[str, Any] | None:
    try:
        return _in_four(catalogue(key))
    except LookupError:
        return None


def _in_four(said: LawWords | Wording) -> dict[str, Any]:
    return {language.value: getattr(said, language.value) for language in Language}
