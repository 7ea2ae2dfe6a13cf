"""The profile is asked when a decision is taken: what departs from it, and what the law forbids.

A decision that departs from what the controller recorded of a purpose is taken only with a person's
sentence (`departure`), and with four eyes by two persons. Where the law is absolute no sentence
helps: direct marketing stops when somebody objects, whatever the objection was called (Article
21(2) and (3)); and who was told "consent" may withdraw it (Article 7(3)).
"""

from collections.abc import Callable, Iterable, Mapping

from griffie.domain.law import GDPR, ExceptionGround, Ground, NotApplicableGround, Refusal, Right
from griffie.domain.law.national_grounds import NationalGround
from griffie.domain.model.errors import UnlawfulError
from griffie.domain.model.recorded import OBJECTED, PORTED, Basis, Degree, PurposeRecord
from griffie.domain.model.setting import Controller
from griffie.domain.model.values import Sealed
from griffie.domain.request.claim import Claim
from griffie.domain.request.part import REST, Part, left
from griffie.domain.request.vocabulary import PartStatus

Possible = Callable[[PurposeRecord], bool]

_POSSIBLE: Mapping[Right, Possible] = {
    Right.OBJECTION: lambda one: bool(one.bases & OBJECTED) or one.direct_marketing is Degree.YES,
    Right.CONSENT_WITHDRAWAL: lambda one: (
        Basis.CONSENT in one.bases or one.direct_marketing is Degree.YES
    ),
    Right.PORTABILITY: lambda one: one.automated and bool(one.bases & PORTED),
    Right.AUTOMATED_DECISION: lambda one: one.automated_decision is not Degree.NO,
}
"""For which purposes a right is possible, where none is named."""

_NO_TO_OBJECTION: frozenset[Ground] = frozenset(
    {
        ExceptionGround.COMPELLING_GROUNDS,
        ExceptionGround.OBJECTION_LEGAL_CLAIMS,
        NotApplicableGround.OTHER_BASIS,
        *Refusal,
    }
)
"""What stands against an objection under Article 21(1), and never against one to marketing."""

_DEPARTING: Mapping[Ground, Possible] = {
    NotApplicableGround.OTHER_BASIS: lambda one: bool(one.bases & OBJECTED),
    NotApplicableGround.NOT_PORTABLE: _POSSIBLE[Right.PORTABILITY],
    NotApplicableGround.NOT_SOLELY_AUTOMATED: lambda one: one.automated_decision is Degree.YES,
    ExceptionGround.PUBLIC_TASK: lambda one: _rests_elsewhere(one, Basis.PUBLIC_TASK),
}
"""For which purposes a ground says something else than the profile."""


def purposes_in_play(
    controller: Controller, claim: Claim, part: Part = REST
) -> Mapping[str, PurposeRecord]:
    """The recorded purposes that a decision is about.

    Those named; else those of the claim; else all for which the right is possible and that may use
    the data it is about. A decision that names no part is not about what was decided before.
    """
    if part.purposes:
        return controller.recorded(part.purposes)
    earlier = (one.part for one in claim.decisions if one.status is not PartStatus.OPEN)
    taken = {name for one in earlier for name in one.purposes}
    if claim.purposes:
        return controller.recorded(left(claim.purposes, taken))
    possible = _POSSIBLE.get(claim.right, _any)
    every = controller.purposes.items()
    data = _data_of(claim, part)
    found = {name: one for name, one in every if possible(one) and name not in taken}
    return {name: one for name, one in found.items() if one.uses(data)}


def _data_of(claim: Claim, part: Part) -> tuple[str, ...]:
    """The categories of data that a decision is about; none where it is about all."""
    earlier = (one.part for one in claim.decisions if one.status is not PartStatus.OPEN)
    return part.categories or left(claim.categories, {c for one in earlier for c in one.categories})


def _none_provided(controller: Controller, claim: Claim, part: Part) -> bool:
    """Whether the person provided none of the data that a decision is about: Article 20(1)."""
    data = _data_of(claim, part)
    return bool(data) and controller.not_provided.issuperset(data)


def consult_profile(
    controller: Controller,
    claim: Claim,
    ground: Ground | NationalGround,
    part: Part = REST,
    departure: Sealed | None = None,
) -> None:
    """Raises UnlawfulError where the law leaves no room for the ground, and where it departs from
    the profile without a sentence that says why.
    """
    recorded = purposes_in_play(controller, claim, part).values()
    refuse_marketing(claim, ground, recorded, departure)
    if ground is NotApplicableGround.NO_CONSENT and any(Basis.CONSENT in r.bases for r in recorded):
        raise UnlawfulError(
            GDPR(7, 3),
            "the person was told that this rests on consent: whoever was told so may withdraw it;"
            " decide about other purposes apart",
        )
    departs = None if isinstance(ground, NationalGround) else _DEPARTING.get(ground)
    if ground is NotApplicableGround.NOT_PORTABLE and _none_provided(controller, claim, part):
        return
    if departs and departure is None and any(departs(one) for one in recorded):
        assert ground.provision is not None
        raise UnlawfulError(
            ground.provision,
            "this departs from what the profile records for these purposes: say why in departure,"
            " or decide by purpose",
        )


def refuse_marketing(
    claim: Claim,
    ground: Ground | NationalGround,
    recorded: Iterable[PurposeRecord],
    departure: Sealed | None,
) -> None:
    """Raises UnlawfulError where the ground would let direct marketing go on: Article 21(3)."""
    withdrawing = ground is NotApplicableGround.NO_CONSENT
    objecting = claim.right is Right.OBJECTION and (
        isinstance(ground, NationalGround) or ground in _NO_TO_OBJECTION
    )
    if not (withdrawing or objecting):
        return
    degrees = {one.direct_marketing for one in recorded}
    if Degree.YES in degrees:
        raise UnlawfulError(
            GDPR(21, 3),
            "this reaches direct marketing, and an objection to that is absolute, whatever it was"
            " called: stop it and fulfil; decide about other purposes apart",
        )
    if Degree.PERHAPS in degrees and departure is None:
        raise UnlawfulError(
            GDPR(21, 2),
            "the profile leaves open whether this is direct marketing, of which an objection is"
            " absolute: say why it is none in departure",
        )


def _any(_: PurposeRecord) -> bool:
    return True


def _rests_elsewhere(one: PurposeRecord, basis: Basis) -> bool:
    """Whether other bases are recorded and this one is not."""
    return bool(one.bases) and basis not in one.bases
