"""The law, as this engine knows it: rights, grounds, citations, words in four languages."""

from collections.abc import Callable
from typing import Any, TypeVar

from griffie.application.views.answer import AnswerModel
from griffie.domain.law import GROUNDS, Language, Provision, Right
from griffie.domain.law.catalogue import LawWords, Wording, text, words

K = TypeVar("K")


class WordsShown(AnswerModel):
    provision: str
    citation: dict[str, str]
    words: dict[str, str] | None
    text: dict[str, str | None] | None


class RightOfLaw(WordsShown):
    right: Right
    grounds: list[WordsShown]


class LawShown(AnswerModel):
    rights: list[RightOfLaw]


def law_shown() -> LawShown:
    """Every right, what fulfils or limits it, and what that is called."""
    return LawShown(rights=[_right_shown(right) for right in Right])


def provision_shown(written: str) -> WordsShown:
    """A provision (`gdpr/17/3/e`) or a fact: how it is cited, called, and what it says.

    Raises LookupError or ValueError for what is no provision of ours.
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
