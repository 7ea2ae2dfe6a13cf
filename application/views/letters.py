"""What the requester was told: each letter as it was recorded, and where everything stands."""

from collections.abc import Iterable
from datetime import date

from pydantic import Field

from griffie.application.letters.sent import letters_of, words_of
from griffie.application.views.answer import AnswerModel, Instant
from griffie.application.views.opened_values import Opened
from griffie.domain.law import Language, Right
from griffie.domain.request.values import Said
from griffie.domain.request.vocabulary import Channel, Letter, Where
from griffie.domain.rights_request import RightsRequest


# Where one thing stands that the answer had to tell.
class SaidShown(AnswerModel):
    provision: str
    where: Where
    document: str | None = Field(description="Of an annex: the digest of the document.")
    on: date | None = Field(description="Of an earlier letter: the day on which it was sent.")
    because: str | None = Field(
        description="Of what was left out: the digest of the reason, or with `reveal` the reason."
    )


# A letter, or an answer by word of mouth.
class LetterShown(AnswerModel):
    version: int = Field(description="Of the request, when this was recorded.")
    kind: Letter
    rights: tuple[Right, ...]
    sent_on: date
    channel: Channel
    language: Language | None = Field(description="Null where nobody said it.")
    digest: str | None = Field(description="Of the text as sent; null where no text was kept.")
    said: list[SaidShown]
    recorded_at: Instant
    actor: str
    text: str | None = Field(
        default=None, description="With `reveal`: as it was sent; null where it was erased."
    )


# What the requester was told, in the order in which it was recorded.
class Letters(AnswerModel):
    items: list[LetterShown]


def letters_shown(request: RightsRequest, opened: Opened) -> Letters:
    """The letters of a request; with their texts where values are opened."""
    return Letters(
        items=[
            LetterShown(
                version=one.originator_version,
                kind=one.kind,
                rights=one.rights,
                sent_on=one.sent_on,
                channel=one.channel,
                language=one.language,
                digest=one.text,
                said=list(_said(one.said, opened)),
                recorded_at=one.timestamp.isoformat(),
                actor=one.actor,
                **({} if opened is None else {"text": words_of(one, opened)}),
            )
            for one in letters_of(request)
        ]
    )


def _said(said: Iterable[Said], opened: Opened) -> Iterable[SaidShown]:
    known = opened or {}
    for one in said:
        because = known.get(one.because, one.because) if one.because else None
        yield SaidShown(
            provision=one.provision,
            where=one.where,
            document=one.document,
            on=one.on,
            because=because,
        )
