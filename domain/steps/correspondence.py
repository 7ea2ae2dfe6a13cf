"""Another message joins a request; and what was supposed of its messages is settled by a person."""

from datetime import date
from uuid import UUID

from griffie.domain.model.errors import BadInputError, OutOfOrderError
from griffie.domain.model.event import KeptEvent
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Sealed
from griffie.domain.request.remarks import RemarkCode
from griffie.domain.request.state import RequestState
from griffie.domain.steps.rule import rule
from griffie.domain.steps.said import EarlierDay, Reason
from griffie.domain.steps.step import Hint, step


class MessageJoined(KeptEvent):
    """Another message about the request came in. It opens nothing and proves nothing by itself."""

    TOPIC = "MessageJoined"
    document: Sealed
    """The whole message as it came, among the documents of the request."""
    received_on: date
    remarks: tuple[RemarkCode, ...] = ()
    message: UUID | None = None
    """As which message it waited in the inbox, if it did."""

    def apply(self, request: RequestState) -> None:
        request.of_intake += 1
        request.remarks = tuple(dict.fromkeys((*request.remarks, *self.remarks)))
        request.remarks_settled -= {*self.remarks}  # of an earlier message it was settled


class RemarkSettled(KeptEvent):
    """A person looked, and says whether what intake supposed is right."""

    TOPIC = "RemarkSettled"
    code: RemarkCode
    holds: bool
    reason: Sealed | None = None

    def apply(self, request: RequestState) -> None:
        request.remarks_settled |= {self.code}


class CodeRenewed(KeptEvent):
    """The requester was given a new secret code of the portal; one before opens nothing more.

    The code itself stands nowhere: the store keeps a keyed digest beside the request.
    """

    TOPIC = "CodeRenewed"

    def apply(self, request: RequestState) -> None:
        request.of_intake += 1  # part of receipt: nothing is assessed by it


def open_remarks(request: RequestState) -> tuple[RemarkCode, ...]:
    """What intake supposed and nobody settled yet, in the order in which it was noted."""
    return tuple(one for one in request.remarks if one not in request.remarks_settled)


@rule("no remark is left to settle")
def remark_open(request: RequestState) -> bool:
    """Something was supposed that nobody has settled yet."""
    return bool(open_remarks(request))


class Correspondence(RequestState):
    """The steps about the messages of a request."""

    @property
    def messages_joined(self) -> tuple[UUID, ...]:
        """The messages that waited in the inbox before they joined."""
        joined = (one for one in self.kept_events if isinstance(one, MessageJoined))
        return tuple(one.message for one in joined if one.message)

    @step(listed=False)
    def join_message(
        self,
        _: Occasion,
        *,
        document: Sealed,
        received_on: EarlierDay,
        remarks: tuple[RemarkCode, ...],
        message: UUID | None = None,
    ) -> MessageJoined:
        """A message that answers one of ours. Whatever the state of the request.

        Why: A reply is no second request, and a reminder none either (EDPB 01/2022, 29).
        """
        return MessageJoined(
            document=document, received_on=received_on, remarks=remarks, message=message
        )

    @step(remark_open, hint=Hint("if it is wrong, correct what it concerns as well"))
    def settle_remark(
        self, _: Occasion, *, code: RemarkCode, right: bool, reason: Reason | None = None
    ) -> RemarkSettled:
        """Settle what intake supposed about a message: Article 5(1)(d) GDPR.

        `right` says whether the supposition is right. If it is wrong, correct besides what was
        supposed: the requester, the day of receipt, the language.

        Why: Art. 5(1)(d): what a machine supposed stands until a person looked.
        """
        if code not in self.remarks:
            raise BadInputError("code", "no such remark on this request")
        if code in self.remarks_settled:
            raise OutOfOrderError("this remark is settled already")
        return RemarkSettled(code=code, holds=right, reason=reason)

    @step(listed=False)
    def renew_code(self, _: Occasion) -> CodeRenewed:
        """Give the requester a new secret code of the portal. Whatever the state of the request.

        Why: Art. 12(2): whoever asked by post or at the counter may follow the request as well.
        """
        return CodeRenewed()
