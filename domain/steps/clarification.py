"""What is meant: a question to the requester, and the answer."""

from datetime import date

from griffie.domain.model.errors import BadInputError
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Sealed
from griffie.domain.request.state import RequestState
from griffie.domain.request.values import UNCLEAR
from griffie.domain.steps import rules
from griffie.domain.steps.rule import rule
from griffie.domain.steps.said import PastDay
from griffie.domain.steps.step import Hint, step


class ClarificationAsked(Event):
    """The requester was asked what the request is about.

    The clock waits by the policy, and only for access of a large quantity of data (recital 63).
    """

    TOPIC, SCHEMA = "ClarificationAsked", 2
    question: Sealed
    asked_on: date
    large_quantity: bool = False
    """A person saw that a large quantity of data is processed about the requester."""

    def apply(self, request: RequestState) -> None:
        request.happened(self.asked_on)
        request.ask(self.asked_on, UNCLEAR, large_quantity=self.large_quantity)


class ClarificationReceived(Event):
    """The requester explained the request. The clock goes on."""

    TOPIC = "ClarificationReceived"
    answer: Sealed
    received_on: date

    def apply(self, request: RequestState) -> None:
        request.hear(self.received_on, UNCLEAR)


@rule("a question to the requester is still open: record the answer first")
def nothing_asked(request: RequestState) -> bool:
    """No question waits for an answer: one question at a time."""
    return request.open_question(UNCLEAR) is None


@rule("the requester was not asked to clarify anything: ask first")
def something_asked(request: RequestState) -> bool:
    """A question waits for an answer."""
    return request.open_question(UNCLEAR) is not None


class Clarification(RequestState):
    """The steps of a question to the requester and its answer."""

    @step(
        rules.still_open,
        rules.unanswered,
        nothing_asked,
        hint=Hint(
            "it stops the clock only for access, where there are many data and it is asked"
            " promptly; which right is for you to see"
        ),
    )
    def ask_clarification(
        self, _: Occasion, *, question: Sealed, asked_on: PastDay, large_quantity: bool = False
    ) -> ClarificationAsked:
        """Ask which data or which processing is meant: recital 63 GDPR.

        About every right one may ask. It stops the clock only for access, where a large quantity of
        data is processed about the requester and it was asked without undue delay; else the
        question is recorded, and the clock runs.

        Why: Recital 63: with a large quantity of data, one may ask which are meant.
        """
        return ClarificationAsked(
            question=question, asked_on=asked_on, large_quantity=large_quantity
        )

    @step(rules.still_open, something_asked, hint=Hint("the answer came in after the question"))
    def receive_clarification(
        self, _: Occasion, *, answer: Sealed, received_on: PastDay
    ) -> ClarificationReceived:
        """Record what the requester answered; "everything" is an answer too: recital 63 GDPR.

        Why: Recital 63: what the requester meant; "everything" is an answer too.
        """
        asked = self.open_question(UNCLEAR)
        if asked and received_on < asked.asked_on:
            raise BadInputError("received_on", "before the question")
        return ClarificationReceived(answer=answer, received_on=received_on)
