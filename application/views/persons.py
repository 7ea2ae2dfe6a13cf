"""Who can be reached, for whom we process, and into whose hands an answer goes."""

from datetime import date
from typing import Literal

from pydantic import Field

from griffie.application.views.answer import AnswerModel
from griffie.domain.request.vocabulary import Hands
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.persons import answer_goes_to


# The controller for which we process the data asked about (Article 28(3)).
class PrincipalShown(AnswerModel):
    party: str
    answers_by_us: bool = Field(description="Whether it instructed us to answer in its name.")


# An answer that lies ready for somebody of whom no address is known.
class ReadyShown(AnswerModel):
    on: date
    until: date


class PersonsShown(AnswerModel):
    """The persons of a request: whether they can be reached, who answers, who is answered."""

    contact: Literal["known", "none"]
    answer_goes_to: Hands = Field(description="By what was assessed of a minor or an adult.")
    principal: PrincipalShown | None
    ready: ReadyShown | None


def persons_shown(request: RightsRequest) -> PersonsShown:
    """The persons of a request, as they stand."""
    principal, ready = request.principal, request.ready
    return PersonsShown(
        contact="known" if request.requester.reachable else "none",
        answer_goes_to=answer_goes_to(request),
        principal=principal
        and PrincipalShown(party=principal.party, answers_by_us=principal.answers_by_us),
        ready=ready and ReadyShown(**ready._asdict()),
    )
