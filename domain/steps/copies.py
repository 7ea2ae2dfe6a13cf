"""Data are handed over: a copy, or directly to another controller. Articles 15(3) and 20."""

from datetime import date

from griffie.domain.law import GDPR, Right
from griffie.domain.model.errors import BadInputError, UnlawfulError
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Sealed
from griffie.domain.request.claim import Claim
from griffie.domain.request.hands import in_doubt_on, may_speak_on
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import Channel, Deed, Format, Hands, Mandate
from griffie.domain.steps import persons, rules
from griffie.domain.steps.channels import answered_in_kind, copied_in_writing
from griffie.domain.steps.deed import DeedRecorded
from griffie.domain.steps.persons import check_hands, is_represented
from griffie.domain.steps.readiness import check_channel
from griffie.domain.steps.rule import claim_rule
from griffie.domain.steps.rules import COPIES
from griffie.domain.steps.said import Documents, InvokedRight, PastDay, Reason
from griffie.domain.steps.step import Hint, step


class CopyDelivered(DeedRecorded):
    """A copy of the data, or the data in portable form, was handed over: Articles 15(3), 20(1)."""

    TOPIC, DEED, ON = "CopyDelivered", Deed.COPY_DELIVERED, "delivered_on"
    format: Format
    channel: Channel
    hands: Hands
    delivered_on: date
    documents: tuple[Sealed, ...]
    channel_reason: Sealed | None = None

    def take_effect(self, request: RequestState) -> None:
        super().take_effect(request)
        request.copies_out_on = self.delivered_on

    def went_astray(self, request: RequestState) -> bool:
        others = self.hands is Hands.REPRESENTATIVE and not may_speak_on(request, self.done_on)
        return others or in_doubt_on(request, self.done_on)


class DataTransmitted(DeedRecorded):
    """Article 20(2): directly to another controller."""

    TOPIC, DEED, ON = "DataTransmitted", Deed.DATA_TRANSMITTED, "transmitted_on"
    format: Format
    target: Sealed
    transmitted_on: date

    def went_astray(self, request: RequestState) -> bool:
        spoken_for = request.representative is not None
        speaks = spoken_for or is_represented(request)
        unheard = speaks and not may_speak_on(request, self.done_on)
        return unheard or in_doubt_on(request, self.done_on)


class TransmissionFoundInfeasible(DeedRecorded):
    """Data cannot go directly to another controller, with the reason: Article 20(2)."""

    TOPIC, DEED, ON = "TransmissionFoundInfeasible", Deed.TRANSMISSION_INFEASIBLE, "found_on"
    reason: Sealed
    found_on: date


@claim_rule("no copies are handed over for {right}")
def of_copies(_: RequestState, claim: Claim) -> bool:
    """Copies belong to access and portability."""
    return claim.right in COPIES


@claim_rule("only for portability are data transmitted to another controller")
def of_portability(_: RequestState, claim: Claim) -> bool:
    """Only portable data go directly to another controller: Article 20(2)."""
    return claim.right is Right.PORTABILITY


_MACHINE_READABLE = frozenset({Format.CSV, Format.JSON, Format.XML, Format.MACHINE_READABLE})


def _readable_by_machines(right: Right, form: Format) -> None:
    if right is Right.PORTABILITY and form not in _MACHINE_READABLE:
        raise UnlawfulError(
            GDPR(20, 1),
            "portable data are structured and readable by machines: choose another form",
        )


def may_receive(request: RequestState, on: date) -> None:
    """Raises UnlawfulError where nobody had seen, on that day, that this representative may."""
    if request.representative is None:
        raise UnlawfulError(
            GDPR(5, 1, "f"),
            "nobody came forward to speak for the person: name the representative first",
        )
    if request.mandate is Mandate.REJECTED:
        raise UnlawfulError(GDPR(5, 1, "f"), "the mandate was rejected: only to the data subject")
    if not may_speak_on(request, on):
        raise UnlawfulError(
            GDPR(5, 1, "f"),
            "the mandate was not verified on that day: verify it first, or send the copy to the"
            " data subject",
        )


class Copies(RequestState):
    """The steps that hand over data."""

    @step(
        rules.still_open,
        of_copies,
        rules.in_play,
        *persons.ANSWERED_BY_US,
        rules.identity_settled,
        rules.fee_settled,
        hint=Hint(
            "to the person, or to a representative whose mandate was verified; what was asked"
            " electronically is answered electronically; portable data in a machine-readable form"
        ),
    )
    def deliver_copy(
        self,
        _: Occasion,
        *,
        right: InvokedRight,
        format: Format,  # noqa: A002
        channel: Channel,
        hands: Hands = Hands.REQUESTER,
        delivered_on: PastDay,
        documents: Documents = (),
        channel_reason: Reason | None = None,
    ) -> CopyDelivered:
        """Record that a copy was handed over: Articles 15(3) and 20(1) GDPR.

        `documents` are the digests of what was delivered, as `documents` answered them. For
        portability the form is one that machines read. A representative gets it only once the
        mandate was verified; the person always may. `channel_reason` says why what was asked
        electronically went another way.

        Why: Art. 15(3) and 20(1): a copy of the data, or the data in a machine-readable form.
        """
        if not set(documents) <= set(self.documents):
            raise BadInputError("documents", "not in this request")
        check_hands(self, hands)
        check_channel(self, channel)
        if hands is Hands.REPRESENTATIVE:
            may_receive(self, delivered_on)
        _readable_by_machines(right, format)
        copied_in_writing(right, channel)
        answered_in_kind(self, channel, channel_reason)
        return CopyDelivered(
            right=right,
            format=format,
            channel=channel,
            hands=hands,
            delivered_on=delivered_on,
            documents=documents,
            channel_reason=channel_reason,
        )

    @step(
        rules.still_open,
        of_portability,
        rules.in_play,
        *persons.ANSWERED_BY_US,
        rules.identity_settled,
        rules.fee_settled,
        hint=Hint(
            "in a machine-readable form; and where a representative asks, only once the mandate was"
            " verified"
        ),
    )
    def transmit_data(
        self,
        _: Occasion,
        *,
        right: InvokedRight,
        format: Format,  # noqa: A002
        target: Sealed,
        transmitted_on: PastDay,
    ) -> DataTransmitted:
        """Record that data went directly to another controller: Article 20(2) GDPR.

        Where a representative says where they go, once the mandate was verified; so also where
        somebody was found not to act alone, of whom nobody speaks yet.

        Why: Art. 20(2): "directly from one controller to another, where technically feasible".
        """
        if self.representative or self.mandate is Mandate.ASKED or is_represented(self):
            may_receive(self, transmitted_on)
        _readable_by_machines(right, format)
        return DataTransmitted(
            right=right, format=format, target=target, transmitted_on=transmitted_on
        )

    @step(
        rules.still_open,
        of_portability,
        rules.in_play,
        persons.ours_to_answer,
        hint=rules.not_before_instruction,
    )
    def find_transmission_infeasible(
        self, _: Occasion, *, right: InvokedRight, reason: Reason, found_on: PastDay
    ) -> TransmissionFoundInfeasible:
        """Record why data cannot go directly to another controller: Article 20(2) GDPR.

        Why: Art. 20(2): not technically feasible; the data subject still gets the data.
        """
        return TransmissionFoundInfeasible(right=right, reason=reason, found_on=found_on)
