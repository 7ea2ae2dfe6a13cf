"""What was announced to everybody, with how many refused."""

from datetime import date

from pydantic import Field

from griffie.application.projections.announcements import AnnouncementsView
from griffie.application.views.answer import AnswerModel
from griffie.domain.law import Right
from griffie.domain.model.recorded import Basis
from griffie.domain.request.vocabulary import Channel


class AnnouncementShown(AnswerModel):
    """A further purpose that was announced, before it began: Articles 13(3) and 14(4)."""

    purpose: str
    announced_on: date
    basis: Basis
    direct_marketing: bool
    told: int = Field(description="How many were told.")
    segment: str | None
    channel: Channel
    refused: int = Field(
        description="The requests that refuse this purpose as announced on that day, whatever the"
        " segment. Those whose history left at the end of retention are not counted any more."
    )
    rights: dict[Right, int] = Field(description="By which right they refuse it.")


class AnnouncementsShown(AnswerModel):
    """Every announcement, the newest first."""

    items: list[AnnouncementShown]


def announcements_shown(view: AnnouncementsView) -> AnnouncementsShown:
    """Every announcement with its figures."""
    items = []
    for one in view.tellings():
        refused = view.refusals(one.purpose, one.announced_on)
        facts = one._asdict() | {"refused": refused.requests, "rights": refused.rights}
        items.append(AnnouncementShown.model_validate(facts))
    return AnnouncementsShown(items=items)
