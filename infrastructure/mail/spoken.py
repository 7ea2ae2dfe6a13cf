"""In which language a mail is to be answered: that of its words, else the one that it names."""

import re

from griffie.application.intake.mail import Remark
from griffie.application.small_words import language_of
from griffie.domain.law import Language
from griffie.domain.request.remarks import RemarkCode
from griffie.infrastructure.mail.asker import Asker, Wrote
from griffie.infrastructure.mail.headers import Headers
from griffie.infrastructure.mail.new_words import letter_itself, new_words, without_name

_NAMED = re.compile(r"\s*([a-z]{2,3})(?![a-z])")
_NOT_OURS = "its words are in a language in which we do not answer"
_TOLD, _ANOTHER = "its words tell its language", "its words are not in the language that it names"
_TOO_FEW = "too few words to tell its language"


def language_spoken(
    headers: Headers, subject: str, text: str, found: Asker
) -> tuple[Language | None, list[Remark]]:
    """That of the words; of what was passed on that of its author, not of who passed it on.

    With the remark on what was supposed. The subject is heard last: that of an answer is ours.
    """
    wrote = found.wrote or Wrote(text, headers.value("content-language"))
    header = _NAMED.match(wrote.language)
    named = header[1] if header else None
    spoken = _spoken(wrote.words, "" if found.wrote else subject, found.who.name)
    if spoken is None and not (found.wrote and named):
        spoken = language_of(f"{subject}\n{text}")
    if spoken is None:
        return _ours(named), [] if named else [_supposed(_TOO_FEW)]
    if not _ours(spoken):
        return None, [_supposed(_NOT_OURS)]
    if spoken == named:
        return _ours(spoken), []
    return _ours(spoken), [_supposed(_ANOTHER if named else _TOLD)]


def _spoken(words: str, subject: str, name: str) -> str | None:
    """The language of new words; of the letter itself before what stands below its greeting."""
    new = without_name(new_words(words), name)
    for text in (letter_itself(new), new, f"{subject}\n{new}"):
        if spoken := language_of(text):
            return spoken
    return None


def _supposed(why: str) -> Remark:
    return Remark(RemarkCode.LANGUAGE_SUPPOSED, why)


def _ours(language: str | None) -> Language | None:
    return Language(language) if language in set(Language) else None
