"""The paper on which a letter went out: head and foot by the profile that was in force that day."""

import json
from datetime import date
from typing import Protocol

from pydantic import ValidationError

from griffie.application.controller.house_style import Letterhead
from griffie.application.letters.letter import BLANK, HouseStyle, LetterKind
from griffie.application.letters.letterhead import in_style
from griffie.domain.events import RequesterInformed
from griffie.domain.law import Language
from griffie.domain.request.vocabulary import Letter
from griffie.domain.steps.channels import ORAL


class KeptPapers(Protocol):
    """The profiles under which the store was ever opened, and their logos."""

    def profile(self, version: str) -> bytes | None:
        """A profile as canonical JSON, by its version; None where it is not kept."""

    def logo(self, sha256: str) -> bytes | None:
        """The picture of a logo, by the digest (hexadecimal) of its file; None if not kept."""


class LetterPaper(Protocol):
    """The port that sets the words of a letter as PDF. The same words give the same octets."""

    def __call__(
        self, words: str, kind: LetterKind | Letter, language: Language, on: date, style: HouseStyle
    ) -> bytes:
        """The letter on paper; `on` is the day that it says, a civil day in Brussels."""


def paper_of(sent: RequesterInformed, kept: KeptPapers, language: Language) -> HouseStyle:
    """Logo, colour and foot that a letter had, in its language.

    Blank for an answer by word of mouth, and for a letter recorded before its profile was.
    """
    content = kept.profile(sent.profile) if sent.profile and sent.channel not in ORAL else None
    if content is None:
        return BLANK
    said = json.loads(content)
    try:
        paper = Letterhead.model_validate(said.get("letterhead", {}))
    except ValidationError:  # a letter is shown although a later rule would refuse its paper
        return BLANK
    if logo := paper.logo:
        drawn = logo.model_copy(update={"octets": kept.logo(logo.sha256) or b""})
        paper = paper.model_copy(update={"logo": drawn})
    whose = said.get("identity", {}).get("name") or said["slug"]
    return in_style(paper, whose, language)
