"""A right yields, for a part of what was asked or all of it: Articles 15(4), 17(3), 20 to 22."""

from datetime import date

from griffie.domain.law import ExceptionGround
from griffie.domain.law.national_grounds import NationalGround
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import CategoryCodes, PurposeCodes, Sealed
from griffie.domain.request.part import Part, PartDecision
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import (
    Authority,
    ClaimStatus,
    PartStatus,
    SpecialGround,
    WithheldInformation,
)
from griffie.domain.steps import persons, restricted_part, rules, yielding
from griffie.domain.steps.departure import consult_profile
from griffie.domain.steps.part_decided import PartDecided
from griffie.domain.steps.said import DayAhead, InvokedRight, Items, Reason
from griffie.domain.steps.step import step


class ExceptionApplied(PartDecided):
    """Data are kept or withheld on a ground of exception, for a part of what was asked or all."""

    TOPIC, SCHEMA, STATUS = "ExceptionApplied", 2, PartStatus.EXCEPTED
    ground: ExceptionGround | NationalGround
    necessity: Sealed
    legal_basis: Sealed | None = None
    until: date | None = None
    proposed: bool = False  # four eyes: it takes the whole claim, or departs: somebody must approve
    of_the_copy: bool = False  # before, one could take the whole answer
    information: WithheldInformation | None = None
    put_before: Authority | None = None
    special_categories: bool | None = None
    special_ground: SpecialGround | None = None
    departure: Sealed | None = None  # why it departs from what the profile records

    @property
    def decision(self) -> PartDecision:
        proposed_by = self.actor if self.proposed else None
        return super().decision._replace(
            ground=self.ground,
            proposed_by=proposed_by,
            until=self.until,
            leaves_rest=self.of_the_copy,
        )


class Article17ExceptionApplied(ExceptionApplied):
    """Article 17(3): data are kept although their erasure was asked."""

    TOPIC, SCHEMA = "Article17ExceptionApplied", 2


class Exceptions(RequestState):
    """The step that lets a right yield."""

    @step(
        rules.still_open,
        rules.refusable,
        rules.not_consent,
        rules.undecided,
        persons.ours_to_answer,
        hint=yielding.before_yielding,
    )
    def apply_exception(
        self,
        now: Occasion,
        *,
        right: InvokedRight,
        ground: ExceptionGround | NationalGround,
        purposes: PurposeCodes = (),
        categories: CategoryCodes = (),
        items: Items = (),
        necessity: Reason,
        legal_basis: Sealed | None = None,
        until: DayAhead | None = None,
        information: WithheldInformation | None = None,
        put_before: Authority | None = None,
        special_categories: bool | None = None,
        special_ground: SpecialGround | None = None,
        departure: Reason | None = None,
    ) -> ExceptionApplied:
        """Keep data, or named categories of it, although a right was invoked: Article 17(3) and
        kin.

        A ground that rests on a law needs `legal_basis`, which names it. `departure` says why,
        where the ground departs from what the profile records of these purposes.

        On `gdpr/15/4` what is named of the copy yields, never the information of Article 15(1): the
        claim stays open for the rest. `information` says of which of it a named item is withheld
        once it was weighed (names of staff, source, logic); `put_before`, whether an authority or a
        court was asked. For an automated decision, `special_categories` says whether it used them,
        and `special_ground` on what.

        Why: Art. 17(3), 15(4), 20(3)-(4), 21(1), 21(6), 22(2): a right yields, and only so far.
        """
        named = Part(purposes, categories, items)
        restricted_part.used_openly(self, now, ground, right, part=not named.is_rest)
        claim = self.claims[right]
        part = rules.free_part(claim, named)
        if until and until < now.today:
            raise BadInputError("until", "in the past")
        rules.law_named(ground, legal_basis)
        consult_profile(now.controller, claim, ground, part, departure)
        yielding.of_a_copy(ground, part, information, put_before)
        yielding.of_special_categories(ground, used=special_categories, special=special_ground)
        yielding.shown_first(ground, claim)
        of_the_copy = ground is yielding.COPY
        after = claim.decided(PartDecision(part, PartStatus.EXCEPTED, leaves_rest=of_the_copy))
        takes_all = after.approved().status is ClaimStatus.REFUSED
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
            of_the_copy=of_the_copy,
            information=information,
            put_before=put_before,
            special_categories=special_categories,
            special_ground=special_ground,
            departure=departure,
        )
