"""For whom a right is exercised, by whom, and into whose hands its answer goes.

What was assessed and recorded decides, never how old somebody is said to be.
"""

from datetime import date

from griffie.domain.law import GDPR, RECITAL, NotApplicableGround
from griffie.domain.model.errors import OutOfOrderError, UnlawfulError
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import BY_AUTHORITY_OVER, OF_THE_DECEASED, Capability, Hands
from griffie.domain.steps.rule import rule


@rule(
    "who asks speaks for somebody who died, and the deceased have no right under the GDPR: find it"
    " not applicable on gdpr/recital/27; data about who asks can be asked in their own name",
    RECITAL(27),
)
def of_the_living(request: RequestState) -> bool:
    """Nobody speaks for a deceased person: recital 27."""
    speaks = request.representative
    return speaks is None or speaks.capacity not in OF_THE_DECEASED


def _instructed_by(request: RequestState, day: date) -> bool:
    instructed_on = request.principal.instructed_on if request.principal else None
    return ours_to_answer.holds(request) and (instructed_on is None or instructed_on <= day)


@rule(
    "we process these data for another, who decides and answers: pass the request on, or record its"
    " instruction that we answer in its name",
    GDPR(28, 3, "a"),
    held_on=_instructed_by,
)
def ours_to_answer(request: RequestState) -> bool:
    """We are the controller, or answer in the name of whoever is: Article 28(3)(a)."""
    return request.principal is None or request.principal.answers_by_us


ANSWERED_BY_US = (of_the_living, ours_to_answer)
"""What must hold before anything of substance is granted or handed over."""


def is_represented(request: RequestState) -> bool:
    """Whether it was assessed that the data subject does not act alone."""
    return request.capability is Capability.IS_REPRESENTED


def answer_goes_to(request: RequestState) -> Hands:
    """Into whose hands the assessment says that the answer goes."""
    return Hands.REPRESENTATIVE if is_represented(request) else Hands.REQUESTER


def check_hands(request: RequestState, hands: Hands) -> None:
    """Raises UnlawfulError where the assessment says that data go into other hands."""
    if hands is Hands.REQUESTER and is_represented(request):
        raise UnlawfulError(
            GDPR(5, 1, "f"),
            "it was assessed that the data subject is represented: hand it to the representative,"
            " not to the data subject’s own mailbox",
        )
    speaks = request.representative
    by_authority = speaks is not None and speaks.capacity in BY_AUTHORITY_OVER
    alone = request.capability is Capability.ACTS_ALONE
    if hands is Hands.REPRESENTATIVE and alone and by_authority:
        raise UnlawfulError(
            GDPR(5, 1, "f"),
            "it was assessed that the data subject acts alone: hand it to the data subject only",
        )


_NOT_OURS = frozenset(
    {
        NotApplicableGround.PROCESSOR,
        NotApplicableGround.NOT_CONTROLLER,
        NotApplicableGround.NOT_A_REQUEST,
    }
)
"""What a processor may find without deciding anything about its principal's data."""


def check_ground(request: RequestState, ground: NotApplicableGround) -> None:
    """Raises OutOfOrderError where what a ground presupposes is not on record.

    And UnlawfulError where a processor would decide for its principal.
    """
    if ground not in _NOT_OURS and not ours_to_answer.holds(request):
        raise UnlawfulError(GDPR(28, 3, "a"), ours_to_answer.otherwise)
    if ground is NotApplicableGround.CONFLICT_OF_INTEREST and request.representative is None:
        raise OutOfOrderError("nobody speaks for the data subject: name who does first")
    if ground is NotApplicableGround.PROCESSOR and request.principal is None:
        raise OutOfOrderError(
            "it is not recorded for whom we process these data: record that first"
        )
