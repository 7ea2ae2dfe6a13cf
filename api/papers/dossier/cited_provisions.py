"""Which provisions a page of a bundle cites beside an event.

The ground that the event names is one; the right that it concerns has one; for other events a table
says. Where the law is silent and the step is our policy, nothing is cited.
"""

from collections.abc import Iterator
from typing import Any

from griffie.domain.law import GDPR, RECITAL, Provision
from griffie.domain.law.rights import AT_ONCE
from griffie.domain.request.vocabulary import Authority, FileErasure, Letter, Limit

_MONTH = GDPR(12, 3)
CITED = {
    "RequestReceived": _MONTH,
    "ReceiptDateCorrected": _MONTH,
    "DuplicateAbsorbed": _MONTH,
    "DeadlineExtended": _MONTH,
    "IdentityDoubted": GDPR(12, 6),
    "IdentityVerified": GDPR(12, 6),
    "IdentityNotEstablished": GDPR(12, 6),
    "IdentityFailureProposed": GDPR(12, 6),
    "IdentityEvidenceDestroyed": GDPR(5, 1, "e"),
    "ClarificationAsked": RECITAL(63),
    "ClarificationReceived": RECITAL(63),
    "AccessGiven": GDPR(15, 3),
    "LetterReturned": GDPR(12, 3),
    "RecipientNotified": GDPR(19),
    "RecipientNotificationOmitted": GDPR(19),
    "DataTransmitted": GDPR(20, 2),
    "TransmissionFoundInfeasible": GDPR(20, 2),
    "DataRectified": GDPR(16),
    "StatementAppended": GDPR(16),
    "DataErased": GDPR(17, 1),
    "ErasureDeferred": GDPR(17, 1),
    "PublicControllersInformed": GDPR(17, 2),
    "MarketingStopped": GDPR(21, 3),
    "SuppressionRecorded": GDPR(21, 3),
    "WithdrawalPropagated": GDPR(7, 3),
    "HumanReviewPerformed": GDPR(22, 3),
    "RestrictionUseRecorded": GDPR(18, 2),
    "RestrictionLifted": GDPR(18, 3),
    "ProcessorAsked": GDPR(28, 3, "e"),
    "ProcessorHeard": GDPR(28, 3, "e"),
    "ProcessorReported": GDPR(28, 3, "e"),
    "DpoAdviceRecorded": GDPR(39, 1, "a"),
    "JointControllerInformed": GDPR(26, 3),
    "CourtActionRecorded": GDPR(79),
    "BreachSuspected": GDPR(33),
}
LETTERS = {Letter.ANSWER: _MONTH, Letter.REFUSAL: GDPR(12, 4), Letter.RESTRICTION_LIFT: GDPR(18, 3)}
OF_THE_AUTHORITY = {
    "ComplaintRecorded": GDPR(77),
    "InquiryRecorded": GDPR(31),
    "OrderRecorded": GDPR(58, 2),
}
"""Where it is the supervisory authority; of other bodies these articles say nothing."""
ERASED = {FileErasure.RETENTION_ELAPSED: GDPR(5, 1, "e"), FileErasure.REQUEST_ON_FILE: GDPR(17, 1)}
LIMITS = {Limit.ANSWER: _MONTH, Limit.AT_ONCE: _MONTH, Limit.REFUSAL_NOTICE: GDPR(12, 4)}
_LAW = "/law/"


def provisions(event: Any) -> list[Provision]:
    """The provisions of an event, each once, the most specific first; none for our own policy."""
    return list(dict.fromkeys(_provisions_of_event(event)))


def _provisions_of_event(event: Any) -> Iterator[Provision]:
    if event.TOPIC == "CommandRefused":
        if event.problem.startswith(_LAW):
            yield Provision.parse(event.problem.removeprefix(_LAW))
        return
    if event.TOPIC == "ReminderRaised":
        return
    if of_its_kind := _provision_of_kind(event):
        yield of_its_kind
    yield from _provisions_of_ground(getattr(event, "ground", None))
    for right in _rights_of(event):
        yield right.provision


def _provision_of_kind(event: Any) -> Provision | None:
    """The provision of every event of this kind, without regard to the right."""
    match event.TOPIC:
        case "RequesterInformed":
            return LETTERS.get(event.kind)
        case "DeadlineMissed" | "MissCorrected":
            return AT_ONCE.get(event.right, LIMITS[event.limit])
        case "PersonalDataErased":
            return ERASED.get(event.ground)
        case topic if topic in OF_THE_AUTHORITY:
            return OF_THE_AUTHORITY[topic] if event.authority is Authority.GBA else None
    return CITED.get(event.TOPIC)


def _provisions_of_ground(ground: Any) -> Iterator[Provision]:
    try:
        yield Provision.parse(str(ground))
    except ValueError:  # a fact, or our own word
        return


def _rights_of(event: Any) -> Iterator[Any]:
    for name in ("right", "to_right"):
        if right := getattr(event, name, None):
            yield right
    if claim := getattr(event, "claim", None):
        yield claim.right
    for one in getattr(event, "rights", None) or ():
        yield getattr(one, "right", one)
