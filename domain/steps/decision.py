"""What is decided about each right: yes, no, in part, not applicable, or no longer asked.

Open norms are not computed: a person says why.
"""

from datetime import date

from griffie.domain.law import ExceptionGround, NotApplicableGround, Refusal, Right
from griffie.domain.model.errors import BadInputError, OutOfOrderError
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Codes, Sealed
from griffie.domain.request.claim import Claim, Exempted
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import (
    Authority,
    ClaimStatus,
    RestsOn,
    SpecialGround,
    WithheldInformation,
)
from griffie.domain.steps import denial, fees, further_copy, rules, yielding
from griffie.domain.steps.rule import claim_rule
from griffie.domain.steps.said import DayAhead, InvokedRight
from griffie.domain.steps.step import Hint, step


class ExceptionApplied(Event):
    """Data are kept or withheld on a ground of exception, for some categories or for all."""

    TOPIC, SCHEMA = "ExceptionApplied", 2
    right: Right
    ground: ExceptionGround
    categories: Codes
    necessity: Sealed
    legal_basis: Sealed | None = None
    until: date | None = None
    proposed: bool = False  # four eyes: it takes the whole claim, and somebody else must approve
    of_the_copy: bool = False  # before, one could take the whole answer
    information: WithheldInformation | None = None
    put_before: Authority | None = None
    special_categories: bool | None = None
    special_ground: SpecialGround | None = None

    def apply(self, request: RequestState) -> None:
        exempted = Exempted(self.ground, self.categories, self.until, self.of_the_copy)
        proposed_by = self.actor if self.proposed else None
        request.put(request.claims[self.right].excepting(exempted, proposed_by))


class Article17ExceptionApplied(ExceptionApplied):
    """Article 17(3): data are kept although their erasure was asked."""

    TOPIC, SCHEMA = "Article17ExceptionApplied", 2


class Refused(Event):
    """What the two refusals of Article 12(5) have in common."""

    right: Right
    ground: Refusal
    demonstration: Sealed
    proposed: bool = False
    because_of: RestsOn | None = None
    beyond: Sealed | None = None

    def apply(self, request: RequestState) -> None:
        proposed_by = self.actor if self.proposed else None
        request.settle(self.right, ClaimStatus.REFUSED, self.ground, proposed_by)


class RefusedAsUnfounded(Refused):
    """A claim was refused as manifestly unfounded: Article 12(5)."""

    TOPIC, SCHEMA = "RefusedAsUnfounded", 2
    ground: Refusal = Refusal.UNFOUNDED


class RefusedAsExcessive(Refused):
    """A claim was refused as excessive: Article 12(5)."""

    TOPIC, SCHEMA = "RefusedAsExcessive", 2
    ground: Refusal = Refusal.EXCESSIVE


REFUSED: dict[Refusal, type[Refused]] = {
    Refusal.UNFOUNDED: RefusedAsUnfounded,
    Refusal.EXCESSIVE: RefusedAsExcessive,
}


class RefusalApproved(Event):
    """A second person approved a refusal that was proposed: four eyes."""

    TOPIC = "RefusalApproved"
    right: Right

    def apply(self, request: RequestState) -> None:
        request.put(request.claims[self.right].approved())


class FoundNotApplicable(Event):
    """The right is not in play, on a ground such as "no data"."""

    TOPIC = "FoundNotApplicable"
    right: Right
    ground: NotApplicableGround
    explanation: Sealed

    def apply(self, request: RequestState) -> None:
        if self.ground is NotApplicableGround.FURTHER_COPY_DECLINED:
            request.put(request.claims[self.right].costing(None))  # the rest of it stays as it was
        else:
            request.settle(self.right, ClaimStatus.NOT_APPLICABLE, self.ground)


class NotApplicableProposed(FoundNotApplicable):
    """Four eyes: nothing is found yet, somebody else must approve."""

    TOPIC = "NotApplicableProposed"

    def apply(self, request: RequestState) -> None:
        request.settle(self.right, ClaimStatus.NOT_APPLICABLE, self.ground, self.actor)


class RightGranted(Event):
    """It was decided that the right is granted; it is not yet carried out."""

    TOPIC = "RightGranted"
    right: Right

    def apply(self, request: RequestState) -> None:
        request.settle(self.right, ClaimStatus.GRANTED)


@claim_rule("nobody proposed to refuse {right}: propose it first")
def refusal_proposed(_: RequestState, claim: Claim) -> bool:
    """A refusal waits for a second person."""
    return claim.status is ClaimStatus.REFUSAL_PROPOSED


class Decisions(RequestState):
    """The steps that decide about a right."""

    @step(
        rules.still_open,
        rules.refusable,
        rules.not_consent,
        rules.undecided,
        hint=yielding.before_yielding,
    )
    def apply_exception(
        self,
        now: Occasion,
        *,
        right: InvokedRight,
        ground: ExceptionGround,
        categories: Codes = (),
        necessity: Sealed,
        legal_basis: Sealed | None = None,
        until: DayAhead | None = None,
        information: WithheldInformation | None = None,
        put_before: Authority | None = None,
        special_categories: bool | None = None,
        special_ground: SpecialGround | None = None,
    ) -> ExceptionApplied:
        """Keep data, or named categories of it, although a right was invoked: Article 17(3) and
        kin.

        On `gdpr/15/4` what is named of the copy yields, never the information of Article 15(1): the
        claim stays open for the rest. `information` says of which of it a named item is withheld
        once it was weighed (names of staff, source, logic); `put_before`, whether an authority or a
        court was asked. For an automated decision, `special_categories` says whether it used them,
        and `special_ground` on what.

        Why: Art. 17(3), 15(4), 20(3)-(4), 21(1), 21(6), 22(2): a right yields, and only so far.
        """
        rules.belongs(ground, right)
        claim = self.claims[right]
        if claim.categories and not set(categories) <= set(claim.categories):
            raise BadInputError("categories", "not asked about in this request")
        if until and until < now.today:
            raise BadInputError("until", "in the past")
        yielding.of_a_copy(ground, categories, information, put_before)
        yielding.of_special_categories(ground, used=special_categories, special=special_ground)
        of_the_copy = ground is yielding.COPY
        yielding.shown_first(ground, claim)
        takes_all = claim.excepting(
            Exempted(ground, categories, of_the_copy=of_the_copy), None
        ).wholly_excepted
        happened = (
            Article17ExceptionApplied if ground.startswith("gdpr/17/3/") else ExceptionApplied
        )
        return happened(
            right=right,
            ground=ground,
            categories=categories,
            necessity=necessity,
            legal_basis=legal_basis,
            until=until,
            proposed=takes_all and self.setting.four_eyes,
            of_the_copy=of_the_copy,
            information=information,
            put_before=put_before,
            special_categories=special_categories,
            special_ground=special_ground,
        )

    @step(
        rules.still_open,
        rules.refusable,
        rules.not_consent,
        rules.undecided,
        fees.not_for_a_fee,
        hint=yielding.refusing,
    )
    def refuse(
        self,
        _: Occasion,
        *,
        right: InvokedRight,
        ground: Refusal,
        demonstration: Sealed,
        because_of: RestsOn | None = None,
        beyond: Sealed | None = None,
    ) -> Refused:
        """Refuse what is manifestly unfounded or excessive, and show why: Article 12(5) GDPR.

        `because_of` says on what that rests. Neither the motive nor the number is enough: then
        `beyond` says what there is besides.

        Why: Art. 12(5): the controller bears "the burden of demonstrating" it.
        """
        rules.belongs(ground, right)
        yielding.beyond_motive(because_of, beyond)
        return REFUSED[ground](
            right=right,
            ground=ground,
            demonstration=demonstration,
            proposed=self.setting.four_eyes,
            because_of=because_of,
            beyond=beyond,
        )

    @step(
        rules.still_open,
        refusal_proposed,
        hint=lambda _: Hint("only by somebody else than who proposed it"),
    )
    def approve_refusal(self, now: Occasion, *, right: InvokedRight) -> RefusalApproved:
        """Approve a refusal that somebody else proposed: four eyes, where the profile asks for
        them.

        Why: Our policy, switched on in the controller's profile: four eyes see a refusal.
        """
        if now.actor == self.claims[right].proposed_by:
            raise OutOfOrderError(
                "who proposed to refuse {right} cannot approve it: ask somebody else", right=right
            )
        if denial.denies(self.claims[right]):
            denial.may_deny(self)
        return RefusalApproved(right=right)

    @step(rules.still_open, rules.undecided, rules.unexcepted, hint=denial.before_denying)
    def find_not_applicable(
        self, _: Occasion, *, right: InvokedRight, ground: NotApplicableGround, explanation: Sealed
    ) -> FoundNotApplicable:
        """Find that a right is not in play at all, and say why.

        On `gdpr/15/3` only a further copy falls away, whose fee was declined: what else was asked
        is decided and done as before.

        Why: A right that is not in play: no data, no automated means, another basis.
        """
        rules.belongs(ground, right)
        if ground is NotApplicableGround.FURTHER_COPY_DECLINED:
            further_copy.falls_away(self.claims[right])
            return FoundNotApplicable(right=right, ground=ground, explanation=explanation)
        if ground is NotApplicableGround.NO_DATA:
            denial.may_deny(self)
        found = NotApplicableProposed if self.setting.four_eyes else FoundNotApplicable
        return found(right=right, ground=ground, explanation=explanation)

    @step(rules.still_open, rules.undecided)
    def grant(self, _: Occasion, *, right: InvokedRight) -> RightGranted:
        """Decide that a right is granted; fulfilling it comes after: Article 12(3) GDPR.

        Why: Art. 12(3): decided, and not yet done. A promise is not an execution.
        """
        return RightGranted(right=right)
