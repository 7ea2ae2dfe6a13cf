"""What is decided about each right where it yields: an exception, a refusal, not in play.

Open norms are not computed: a person says why.
"""

from datetime import date

from griffie.domain.law import GDPR, ExceptionGround, FeeGround, NotApplicableGround, Refusal, Right
from griffie.domain.law.national_grounds import NationalGround
from griffie.domain.model.errors import BadInputError, OutOfOrderError, UnlawfulError
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import CategoryCodes, PurposeCodes, Sealed
from griffie.domain.request.claim import Claim
from griffie.domain.request.part import Part, PartDecision
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import ClaimStatus, Deed, FeeStatus, PartStatus
from griffie.domain.steps import restricted_part, rules
from griffie.domain.steps.departure import consult_profile
from griffie.domain.steps.part_decided import PartDecided
from griffie.domain.steps.rule import claim_rule
from griffie.domain.steps.said import DayAhead, InvokedRight, Items
from griffie.domain.steps.step import Hint, step


class ExceptionApplied(PartDecided):
    """Data are kept or withheld on a ground of exception, for a part of what was asked or all."""

    TOPIC, SCHEMA, STATUS = "ExceptionApplied", 2, PartStatus.EXCEPTED
    ground: ExceptionGround | NationalGround
    necessity: Sealed
    legal_basis: Sealed | None = None
    until: date | None = None
    proposed: bool = False  # four eyes: it takes the whole claim, or departs: somebody must approve
    departure: Sealed | None = None  # why it departs from what the profile records

    @property
    def decision(self) -> PartDecision:
        proposed_by = self.actor if self.proposed else None
        return super().decision._replace(
            ground=self.ground, proposed_by=proposed_by, until=self.until
        )


class Article17ExceptionApplied(ExceptionApplied):
    """Article 17(3): data are kept although their erasure was asked."""

    TOPIC, SCHEMA = "Article17ExceptionApplied", 2


class Refused(PartDecided):
    """What the two refusals of Article 12(5) have in common."""

    STATUS = PartStatus.REFUSED
    ground: Refusal
    demonstration: Sealed
    proposed: bool = False
    departure: Sealed | None = None

    @property
    def decision(self) -> PartDecision:
        proposed_by = self.actor if self.proposed else None
        return super().decision._replace(ground=self.ground, proposed_by=proposed_by)


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


class FoundNotApplicable(PartDecided):
    """The right, or a part of it, is not in play: on a ground such as "no data"."""

    TOPIC, SCHEMA = "FoundNotApplicable", 2
    ground: NotApplicableGround
    explanation: Sealed
    departure: Sealed | None = None

    @property
    def decision(self) -> PartDecision:
        fact = self.ground.provision is None
        status = PartStatus.NOT_APPLICABLE if fact else PartStatus.NO_GROUND
        return PartDecision(
            self.part, status, self.ground, self.proposed_by, version=self.originator_version
        )

    @property
    def proposed_by(self) -> str | None:
        """Who proposed it, where somebody else must approve."""
        return None


class NotApplicableProposed(FoundNotApplicable):
    """Four eyes: nothing is found yet, somebody else must approve."""

    TOPIC, SCHEMA = "NotApplicableProposed", 2

    @property
    def proposed_by(self) -> str | None:
        return self.actor


@claim_rule("the fee for {right} was accepted: either a fee or a refusal", GDPR(12, 5))
def not_for_a_fee(_: RequestState, claim: Claim) -> bool:
    """No fee was accepted for the claim; a fee for further copies does not count."""
    agreed = claim.fee is not None and claim.fee.standing is FeeStatus.ACCEPTED
    return not agreed or bool(claim.fee and claim.fee.ground is FeeGround.FURTHER_COPIES)


@claim_rule("nobody proposed to refuse {right}: propose it first")
def refusal_proposed(_: RequestState, claim: Claim) -> bool:
    """A refusal waits for a second person."""
    return claim.proposed_by is not None


def _shown_before(request: RequestState) -> Hint:
    """Where the law wants something to have been done before it lets a right yield."""
    if Right.OBJECTION in request.claims or Right.AUTOMATED_DECISION in request.claims:
        return Hint(
            "only on a ground of that right; compelling grounds once weighed, an automated decision"
            " once a person reviewed it"
        )
    return rules.of_that_right(request)


REVIEWED_FIRST = frozenset({ExceptionGround.CONTRACT, ExceptionGround.EXPLICIT_CONSENT})
"""Art. 22(3) names points (a) and (c) of paragraph 2, and not (b)."""


class Decisions(RequestState):
    """The steps that decide about a right."""

    @step(rules.still_open, rules.refusable, rules.not_consent, rules.undecided, hint=_shown_before)
    def apply_exception(
        self,
        now: Occasion,
        *,
        right: InvokedRight,
        ground: ExceptionGround | NationalGround,
        purposes: PurposeCodes = (),
        categories: CategoryCodes = (),
        items: Items = (),
        necessity: Sealed,
        legal_basis: Sealed | None = None,
        until: DayAhead | None = None,
        departure: Sealed | None = None,
    ) -> ExceptionApplied:
        """Keep data, or named categories of it, although a right was invoked: Article 17(3) and
        kin.

        A ground that rests on a law needs `legal_basis`, which names it. `departure` says why,
        where the ground departs from what the profile records of these purposes.

        Why: Art. 17(3), 15(4), 20(3)-(4), 21(1), 21(6), 22(2): a right yields, and only so far.
        """
        named = bool(purposes or categories or items)
        restricted_part.used_openly(self, now, ground, right, part=named)
        claim = self.claims[right]
        part = rules.free_part(claim, Part(purposes, categories, items))
        if until and until < now.today:
            raise BadInputError("until", "in the past")
        rules.law_named(ground, legal_basis)
        consult_profile(now.controller, claim, ground, part, departure)
        if (
            ground is ExceptionGround.COMPELLING_GROUNDS
            and Deed.OVERRIDING_FOUND not in claim.deeds
        ):
            raise UnlawfulError(
                GDPR(21, 1), "weigh the interests first: it is the controller's to show"
            )
        if ground in REVIEWED_FIRST and Deed.REVIEWED_BY_A_PERSON not in claim.deeds:
            raise UnlawfulError(GDPR(22, 3), "let a person review the decision first")
        after = claim.decided(PartDecision(part, PartStatus.EXCEPTED))
        takes_all = after.status is ClaimStatus.REFUSED
        happened = (
            Article17ExceptionApplied if ground.startswith("gdpr/17/3/") else ExceptionApplied
        )
        return happened(
            right=right,
            ground=ground,
            **part._asdict(),
            necessity=necessity,
            legal_basis=legal_basis,
            until=until,
            proposed=self.setting.four_eyes and (takes_all or departure is not None),
            departure=departure,
        )

    @step(
        rules.still_open,
        rules.refusable,
        rules.not_consent,
        rules.undecided,
        not_for_a_fee,
        hint=rules.of_that_right,
    )
    def refuse(
        self,
        now: Occasion,
        *,
        right: InvokedRight,
        ground: Refusal,
        purposes: PurposeCodes = (),
        categories: CategoryCodes = (),
        items: Items = (),
        demonstration: Sealed,
        departure: Sealed | None = None,
    ) -> Refused:
        """Refuse what is manifestly unfounded or excessive, and show why: Article 12(5) GDPR.

        `departure` says why a purpose is no direct marketing, where the profile leaves that open.

        Why: Art. 12(5): the controller bears "the burden of demonstrating" it.
        """
        rules.belongs(ground, right)
        part = rules.free_part(self.claims[right], Part(purposes, categories, items))
        consult_profile(now.controller, self.claims[right], ground, part, departure)
        return REFUSED[ground](
            right=right,
            **part._asdict(),
            ground=ground,
            demonstration=demonstration,
            proposed=self.setting.four_eyes,
            departure=departure,
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
        if now.actor in self.claims[right].proposers:
            raise OutOfOrderError(
                "who proposed to refuse {right} cannot approve it: ask somebody else", right=right
            )
        return RefusalApproved(right=right)

    @step(rules.still_open, rules.undecided, hint=rules.of_that_right)
    def find_not_applicable(
        self,
        now: Occasion,
        *,
        right: InvokedRight,
        ground: NotApplicableGround,
        purposes: PurposeCodes = (),
        categories: CategoryCodes = (),
        items: Items = (),
        explanation: Sealed,
        departure: Sealed | None = None,
    ) -> FoundNotApplicable:
        """Find that a right, or a part of it, is not in play, and say why.

        `departure` says why, where the ground departs from what the profile records of these
        purposes.

        Why: A right that is not in play: no data, no automated means, another basis.
        """
        rules.belongs(ground, right)
        restricted_part.nothing_to_give(self, now, ground, right)
        found = NotApplicableProposed if self.setting.four_eyes else FoundNotApplicable
        part = rules.free_part(self.claims[right], Part(purposes, categories, items))
        consult_profile(now.controller, self.claims[right], ground, part, departure)
        return found(
            right=right,
            **part._asdict(),
            ground=ground,
            explanation=explanation,
            departure=departure,
        )
