"""What is decided about each right. Open norms are not computed: a person says why."""

from datetime import date

from griffie.domain import events
from griffie.domain.events.decision import REFUSED
from griffie.domain.law import GDPR, ExceptionGround, Ground, NotApplicableGround, Refusal, Right
from griffie.domain.model.errors import BadInputError, OutOfOrderError, UnlawfulError
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Codes, Sealed
from griffie.domain.request.claim import Exempted
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import Deed
from griffie.domain.steps import rules
from griffie.domain.steps.step import Hint, step


def of_that_right(_: RequestState) -> Hint:
    return Hint("only on a ground of that right")


def shown_before(request: RequestState) -> Hint:
    """Where the law wants something to have been done before it lets a right yield."""
    if Right.OBJECTION in request.claims or Right.AUTOMATED_DECISION in request.claims:
        return Hint(
            "only on a ground of that right; compelling grounds once weighed, an automated decision"
            " once a person reviewed it"
        )
    return of_that_right(request)


def belongs(ground: Ground, right: Right) -> None:
    if right not in ground.rights:
        raise BadInputError("ground", "belongs to another right")


REVIEWED_FIRST = frozenset({ExceptionGround.CONTRACT, ExceptionGround.EXPLICIT_CONSENT})
"""Art. 22(3) names points (a) and (c) of paragraph 2, and not (b)."""


class Decision(RequestState):
    @step(rules.still_open, rules.refusable, rules.not_consent, rules.undecided, hint=shown_before)
    def apply_exception(
        self,
        now: Occasion,
        *,
        right: Right,
        ground: ExceptionGround,
        categories: Codes,
        necessity: Sealed,
        legal_basis: Sealed | None,
        until: date | None,
    ) -> events.ExceptionApplied:
        """Art. 17(3), 15(4), 20(3)-(4), 21(1), 21(6), 22(2): a right yields, and only so far."""
        belongs(ground, right)
        claim = self.claims[right]
        if claim.categories and not set(categories) <= set(claim.categories):
            raise BadInputError("categories", "not asked about in this request")
        if until and until < now.today:
            raise BadInputError("until", "in the past")
        if (
            ground is ExceptionGround.COMPELLING_GROUNDS
            and Deed.OVERRIDING_FOUND not in claim.deeds
        ):
            raise UnlawfulError(
                GDPR(21, 1), "weigh the interests first: it is the controller's to show"
            )
        if ground in REVIEWED_FIRST and Deed.REVIEWED_BY_A_PERSON not in claim.deeds:
            raise UnlawfulError(GDPR(22, 3), "let a person review the decision first")
        takes_all = claim.excepting(Exempted(ground, categories), None).wholly_excepted
        happened = (
            events.Article17ExceptionApplied
            if ground.startswith("gdpr/17/3/")
            else events.ExceptionApplied
        )
        return happened(
            right=right,
            ground=ground,
            categories=categories,
            necessity=necessity,
            legal_basis=legal_basis,
            until=until,
            proposed=takes_all and self.setting.four_eyes,
        )

    @step(
        rules.still_open,
        rules.refusable,
        rules.not_consent,
        rules.undecided,
        rules.not_for_a_fee,
        hint=of_that_right,
    )
    def refuse(
        self, _: Occasion, *, right: Right, ground: Refusal, demonstration: Sealed
    ) -> events.Refused:
        """Art. 12(5): the controller bears "the burden of demonstrating" it."""
        belongs(ground, right)
        return REFUSED[ground](
            right=right, ground=ground, demonstration=demonstration, proposed=self.setting.four_eyes
        )

    @step(
        rules.still_open,
        rules.refusal_proposed,
        hint=lambda _: Hint("only by somebody else than who proposed it"),
    )
    def approve_refusal(self, now: Occasion, *, right: Right) -> events.RefusalApproved:
        """Our policy, switched on in the controller's profile: four eyes see a refusal."""
        if now.actor == self.claims[right].proposed_by:
            raise OutOfOrderError(
                "who proposed to refuse {right} cannot approve it: ask somebody else", right=right
            )
        return events.RefusalApproved(right=right)

    @step(rules.still_open, rules.undecided, rules.unexcepted, hint=of_that_right)
    def find_not_applicable(
        self, _: Occasion, *, right: Right, ground: NotApplicableGround, explanation: Sealed
    ) -> events.FoundNotApplicable:
        """A right that is not in play: no data, no automated means, another basis."""
        belongs(ground, right)
        found = (
            events.NotApplicableProposed if self.setting.four_eyes else events.FoundNotApplicable
        )
        return found(right=right, ground=ground, explanation=explanation)

    @step(rules.still_open, rules.undecided)
    def grant(self, _: Occasion, *, right: Right) -> events.RightGranted:
        """Art. 12(3): decided, and not yet done. A promise is not an execution."""
        return events.RightGranted(right=right)

    @step(rules.still_open, rules.revocable, rules.not_told)
    def revoke_decision(
        self, _: Occasion, *, right: Right, reason: Sealed
    ) -> events.DecisionRevoked:
        """Before the requester was told of it, or in a request that was reopened."""
        told = self.claims[right].informed_on is not None
        counted_from = self.reopened_on if told else None
        return events.DecisionRevoked(right=right, reason=reason, counted_from=counted_from)

    @step(rules.still_open, rules.withdrawable)
    def withdraw(self, _: Occasion, *, rights: tuple[Right, ...]) -> events.RequestWithdrawn:
        """What was asked is no longer asked. Silence is never a withdrawal."""
        return events.RequestWithdrawn(rights=rights)
