"""The data asked about are another's, and we process them for it: Article 28(3)(a) and (e)."""

from datetime import date

from griffie.domain.law import GDPR
from griffie.domain.model.errors import OutOfOrderError, UnlawfulError
from griffie.domain.model.event import KeptEvent
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Code, Sealed
from griffie.domain.request.claim import EXECUTED
from griffie.domain.request.state import RequestState
from griffie.domain.request.values import Principal
from griffie.domain.steps import rules
from griffie.domain.steps.rule import rule
from griffie.domain.steps.said import EarlierDay, PastDay, Reason
from griffie.domain.steps.step import Hint, step


class PrincipalFound(KeptEvent):
    """We process the data asked about on behalf of another, the controller."""

    TOPIC = "PrincipalFound"
    principal: Code
    reason: Sealed
    found_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.found_on)
        request.principal = Principal(self.principal)


class PrincipalInstructed(KeptEvent):
    """The controller instructed us, in writing, to answer in its name or to leave that to it."""

    TOPIC = "PrincipalInstructed"
    principal: Code
    answers_by_us: bool
    instruction: Sealed
    instructed_on: date

    def apply(self, request: RequestState) -> None:
        request.principal = Principal(self.principal, self.answers_by_us, self.instructed_on)


class PrincipalRuledOut(KeptEvent):
    """We do not process the data asked about for another after all."""

    TOPIC = "PrincipalRuledOut"
    reason: Sealed

    def apply(self, request: RequestState) -> None:
        request.principal = None


@rule("it is not recorded for whom we process these data: record that first")
def principal_found(request: RequestState) -> bool:
    """It was found that we process the data for another."""
    return request.principal is not None


@rule("something was carried out in our own name: reopen or revoke that first", GDPR(28, 3, "a"))
def nothing_carried_out(request: RequestState) -> bool:
    """Nothing was carried out as a controller would."""
    return all(claim.status not in EXECUTED for claim in request.claims.values())


class Principals(RequestState):
    """The steps of a processor that got a request about its principal's data."""

    @step(
        rules.still_open,
        nothing_carried_out,
        hint=Hint("then pass the request on; the answer is the principal’s"),
    )
    def find_principal(
        self, _: Occasion, *, principal: Code, reason: Reason, found_on: PastDay
    ) -> PrincipalFound:
        """Record that we process the data asked about for another controller: Article 28(3) GDPR.

        From then on nothing of substance is decided, done or handed over here, unless its
        instruction says that we answer in its name. `find-not-applicable` on `fact/processor` is
        what we answer; `forward-request` needs no consent.

        Why: Art. 28(3)(a) and (e): a processor acts "only on documented instructions" and assists
        the controller in answering.
        """
        return PrincipalFound(principal=principal, reason=reason, found_on=found_on)

    @step(
        rules.still_open,
        principal_found,
        hint=lambda request: Hint(
            "only of whom we process the data for: {party}",
            {"party": request.principal.party} if request.principal else {},
        ),
    )
    def record_instruction(
        self,
        _: Occasion,
        *,
        principal: Code,
        answers_by_us: bool,
        instruction: Sealed,
        instructed_on: EarlierDay,
    ) -> PrincipalInstructed:
        """Record what the controller instructed: that we answer in its name, or that it answers.

        The day may lie before the request: the contract may say it. Article 28(3)(a) GDPR.

        Why: Art. 28(3)(a): "documented instructions from the controller".
        """
        if self.principal and self.principal.party != principal:
            raise OutOfOrderError("another controller was recorded: find that first")
        return PrincipalInstructed(
            principal=principal,
            answers_by_us=answers_by_us,
            instruction=instruction,
            instructed_on=instructed_on,
        )

    @step(rules.still_open, principal_found)
    def rule_out_principal(self, _: Occasion, *, reason: Reason) -> PrincipalRuledOut:
        """Record that we do not process these data for another after all: Article 4(7) GDPR.

        Why: Art. 4(7): who determines purposes and means answers; a person corrects what was found.
        """
        return PrincipalRuledOut(reason=reason)


def check_consent(request: RequestState, party: str, consent: Sealed | None) -> None:
    """Raises UnlawfulError or OutOfOrderError where a request may not be passed on like this."""
    if request.principal is None:
        if consent is None:
            raise OutOfOrderError(
                "without the requester’s consent it goes to no other controller: ask for that first"
            )
        return
    if request.principal.party != party:
        raise UnlawfulError(
            GDPR(28, 3, "a"), "we process these data for another: pass it on to that one"
        )
