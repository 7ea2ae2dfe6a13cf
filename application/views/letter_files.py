"""Which documents may go with a letter by e-mail, and how large they are there."""

from collections.abc import Sequence
from datetime import date

from pydantic import Field

from griffie.application.sending.enclosures import MOST, OfferedFile
from griffie.application.views.answer import AnswerModel


# A document that may go with a letter.
class LetterFile(AnswerModel):
    document: str = Field(description="Its digest, for `files` of a letter that is sent.")
    filed_on: date
    size: int = Field(description="Octets.")
    encoded_size: int = Field(description="Octets as an e-mail carries them.")
    handed_over: bool = Field(
        description="It is recorded as handed over by e-mail, and no letter carried it yet."
    )


# The documents that may go with a letter, in the order in which they were filed.
class LetterFiles(AnswerModel):
    items: list[LetterFile]
    most_files: int = Field(description="So many go with one letter.")
    most_encoded: int = Field(
        description="Octets that go with one e-mail, as encoded; more goes by a link. 0: all does."
    )


def letter_files(offered: Sequence[OfferedFile], most_encoded: int) -> LetterFiles:
    """The documents that are offered, without their names."""
    return LetterFiles(
        items=[
            LetterFile(
                document=one.document,
                filed_on=one.added.recorded_on,
                size=one.added.size,
                encoded_size=one.encoded,
                handed_over=one.handed_over,
            )
            for one in offered
        ],
        most_files=MOST,
        most_encoded=most_encoded,
    )
