"""Courses of golden letters: what is not in play, and what was weighed and left out."""

from typing import Any

from griffie.application.letters import LetterKind
from griffie.domain.events import AnnouncementRecorded, ExceptionApplied
from griffie.domain.law import ExceptionGround, NotApplicableGround, Right
from griffie.domain.model.event import Event
from griffie.domain.request.vocabulary import WithheldInformation
from tests.given.golden_letters import EARLY, K, R, absent, done, of, sealed

Told = dict[str, tuple[LetterKind, tuple[Any, ...], tuple[Event, ...]]]


def rest_of(ground: NotApplicableGround) -> tuple[Event, ...]:
    """What is decided of the rest, where only a further copy falls away."""
    further = ground is NotApplicableGround.FURTHER_COPY_DECLINED
    return (done(R.ACCESS, "searched"),) if further else ()


def weighed(information: WithheldInformation) -> ExceptionApplied:
    return ExceptionApplied(
        right=Right.ACCESS,
        ground=ExceptionGround.COPY_HARMS_OTHERS,
        items=(sealed("engine"),),
        necessity=sealed("weighed"),
        of_the_copy=True,
        information=information,
    )


NOT_IN_PLAY: Told = {
    str(ground).replace("/", "-"): (
        K.ANSWER,
        (ground.rights[0],),
        (absent(ground.rights[0], ground), *rest_of(ground)),
    )
    for ground in NotApplicableGround
}
WEIGHED: Told = {
    "access-weighed": (
        K.ANSWER,
        (R.ACCESS,),
        (*(weighed(one) for one in WithheldInformation), done(R.ACCESS, "searched")),
    ),
    "withdrawal-announced": (
        K.ANSWER,
        (of(R.CONSENT_WITHDRAWAL, "statistics"),),
        (
            AnnouncementRecorded(
                right=R.CONSENT_WITHDRAWAL, purpose="statistics", announced_on=EARLY
            ),
            done(R.CONSENT_WITHDRAWAL),
        ),
    ),
}
