"""What is decided about each right where it yields: an exception, a refusal, not in play.

Open norms are not computed: a person says why.
"""

from griffie.domain.law import GDPR, NotApplicableGround, Refusal, Right
from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import CategoryCodes, PurposeCodes, Sealed
from griffie.domain.request.claim import Claim
from griffie.domain.request.part import Part, PartDecision
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import PartStatus, RestsOn
from griffie.domain.steps import (
    denial,
    fees,
    further_copy,
    persons,
    restricted_part,
    rules,
    yielding,
)
from griffie.domain.steps.departure import consult_profile
from griffie.domain.steps.ground_arisen import consult_file
from griffie.domain.steps.part_decided import PartDecided
from griffie.domain.steps.rule import claim_rule
from griffie.domain.steps.said import InvokedRight, Items, Reason
from griffie.domain.steps.step import Hint, step


class Refused(PartDecided):
    """What the two refusals of Article 12(5) have in common."""

    STATUS = PartStatus.REFUSED
    ground: Refusal
    demonstration: Sealed
    proposed: bool = False
    because_of: RestsOn | None = None
    beyond: Sealed | None = None
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
            self.part,
            status,
            self.ground,
            self.proposed_by,
            version=self.originator_version,
            leaves_rest=self.ground is NotApplicableGround.FURTHER_COPY_DECLINED,
        )

    @property
    def proposed_by(self) -> str | None:
        """Who proposed it, where somebody else must approve."""
        return None

    def apply(self, request: RequestState) -> None:
        super().apply(request)
        if self.ground is NotApplicableGround.FURTHER_COPY_DECLINED:
            request.put(request.claims[self.right].costing(None))


class NotApplicableProposed(FoundNotApplicable):
    """Four eyes: nothing is found yet, somebody else must approve."""

    TOPIC, SCHEMA = "NotApplicableProposed", 2

    @property
    def proposed_by(self) -> str | None:
        return self.actor


@claim_rule("nobody proposed to refuse {right}: propose it first")
def refusal_proposed(_: RequestState, claim: Claim) -> bool:
    """A refusal waits for a second person."""
    return claim.proposed_by is not None


class Decisions(RequestState):
    """The steps that decide about a right."""

    @step(
        rules.still_open,
        rules.refusable,
        rules.not_consent,
        rules.undecided,
        persons.ours_to_answer,
        fees.not_for_a_fee,
        hint=yielding.refusing,
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
        demonstration: Reason,
        because_of: RestsOn | None = None,
        beyond: Reason | None = None,
        departure: Reason | None = None,
    ) -> Refused:
        """Refuse what is manifestly unfounded or excessive, and show why: Article 12(5) GDPR.

        `because_of` says on what that rests. Neither the motive nor the number is enough: then
        `beyond` says what there is besides. `departure` says why a purpose is no direct marketing,
        where the profile leaves that open.

        Why: Art. 12(5): the controller bears "the burden of demonstrating" it.
        """
        part = rules.free_part(self.claims[right], Part(purposes, categories, items))
        yielding.beyond_motive(because_of, beyond)
        consult_profile(now.controller, self.claims[right], ground, part, departure)
        return REFUSED[ground](
            right=right,
            **part._asdict(),
            ground=ground,
            demonstration=demonstration,
            proposed=self.setting.four_eyes,
            because_of=because_of,
            beyond=beyond,
            departure=departure,
        )

    @step(
        rules.still_open, refusal_proposed, hint=Hint("only by somebody else than who proposed it")
    )
    def approve_refusal(self, now: Occasion, *, right: InvokedRight) -> RefusalApproved:
        """Approve a refusal that somebody else proposed: four eyes, where the profile asks for
        them.

        Why: Our policy, switched on in the controller's profile: four eyes see a refusal.
        """
        if now.accounts & set(self.claims[right].proposers):
            raise OutOfOrderError(
                "who proposed to refuse {right} cannot approve it: ask somebody else", right=right
            )
        if denial.denies(self.claims[right]):
            denial.may_deny(self, self.claims[right])
        return RefusalApproved(right=right)

    @step(rules.still_open, rules.undecided, hint=denial.before_denying)
    def find_not_applicable(
        self,
        now: Occasion,
        *,
        right: InvokedRight,
        ground: NotApplicableGround,
        purposes: PurposeCodes = (),
        categories: CategoryCodes = (),
        items: Items = (),
        explanation: Reason,
        departure: Reason | None = None,
    ) -> FoundNotApplicable:
        """Find that a right, or a part of it, is not in play, and say why.

        On `gdpr/15/3` only a further copy falls away, whose fee was declined: what else was asked
        is decided and done as before. `departure` says why, where the ground departs from what the
        profile records of these purposes, or from what was granted about them in this request.

        Why: A right that is not in play: no data, no automated means, another basis.
        """
        persons.check_ground(self, ground)
        restricted_part.nothing_to_give(self, now, ground, right)
        if ground is NotApplicableGround.FURTHER_COPY_DECLINED:
            further_copy.falls_away(self.claims[right])
        part = rules.free_part(self.claims[right], Part(purposes, categories, items))
        if ground is NotApplicableGround.NO_DATA and part.is_rest:
            denial.may_deny(self, self.claims[right])
        proposed = self.setting.four_eyes and ground.provision != GDPR(15, 3)
        found = NotApplicableProposed if proposed else FoundNotApplicable
        consult_profile(now.controller, self.claims[right], ground, part, departure)
        if ground is NotApplicableGround.NO_GROUND_FOR_ERASURE and departure is None:
            consult_file(self, now.controller, self.claims[right], part)
        return found(
            right=right,
            **part._asdict(),
            ground=ground,
            explanation=explanation,
            departure=departure,
        )
