"""What an act forbids to tell, so that nothing shows it: Article 23 GDPR and national acts.

Whoever asks must not learn that such data exist; nor from what is missing, how long it is or when
it was done. So under a profile to which such an act is open the same is recorded for everybody:
that it was looked into whether something may not be told. What came out is sealed, and opened for
the roles that the profile names.
"""

from griffie.domain.law import ExceptionGround, NotApplicableGround, Right
from griffie.domain.law.countries import country
from griffie.domain.law.national_grounds import NationalGround, silent_rules
from griffie.domain.model.errors import BadInputError, OutOfOrderError, UnlawfulError
from griffie.domain.model.event import KeptEvent
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Sealed
from griffie.domain.request.state import RequestState
from griffie.domain.steps import rules
from griffie.domain.steps.said import InvokedRight
from griffie.domain.steps.step import Hint, step


class RestrictionsChecked(KeptEvent):
    """It was looked into whether something about a right may not be told.

    The finding is sealed: its event is the same for everybody.
    """

    TOPIC = "RestrictionsChecked"
    right: Right
    finding: Sealed

    def apply(self, request: RequestState) -> None:
        request.checked |= {self.right}
        request.findings = (*request.findings, self.finding)


class RestrictedParts(RequestState):
    """The step that says whether something may not be told."""

    @step(
        rules.still_open,
        hint=Hint("for everybody alike, whatever comes out: what is found stays sealed"),
    )
    def check_restrictions(
        self, _: Occasion, *, right: InvokedRight, finding: Sealed
    ) -> RestrictionsChecked:
        """Record whether an act forbids to tell something about this right: Article 23 GDPR.

        The same event for everybody, also where there is nothing. The finding is shown by
        `GET …/restrictions` and nowhere else, to the roles that the profile names.

        Why: Art. 23(2): what may not be told is not told by what is recorded either.
        """
        return RestrictionsChecked(right=right, finding=finding)


def may_be_used(
    request: RequestState, now: Occasion, ground: NationalGround, right: Right, *, part: bool
) -> None:
    """Refuse a national ground that is not open here.

    Raises BadInputError where it belongs to another country, right or part, UnlawfulError where
    the act speaks to controllers of which the profile does not say that this is one.
    """
    rule = country(request.setting.regime).ground(ground)
    if rule is None:
        raise BadInputError("ground", "not of the country under whose rules this request came in")
    rules.belongs(ground, right)
    if not rule.open_to(now.controller.capacities):
        raise UnlawfulError(
            ground.provision,
            "the act speaks to certain controllers only: name in the profile that this is one of"
            " them, if it is",
        )
    if rule.part_only and not part:
        raise BadInputError("categories", "needed: the act reaches a part and never the whole")


def used_openly(
    request: RequestState,
    now: Occasion,
    ground: ExceptionGround | NationalGround,
    right: Right,
    *,
    part: bool,
) -> None:
    """Refuse a ground that an exception may not have. Raises as `may_be_used`, and OutOfOrderError.

    A ground of the GDPR belongs to its right and nothing more.
    """
    if not isinstance(ground, NationalGround):
        rules.belongs(ground, right)
        return
    may_be_used(request, now, ground, right, part=part)
    if ground.silent:
        raise OutOfOrderError("nothing may show this ground: record it as what was checked")


def reads_alike(request: RequestState, now: Occasion, right: Right) -> bool:
    """Whether every answer about this right reads alike, because an act may forbid to tell."""
    return any(silent_rules(request.setting.regime, now.controller.capacities, right))


def check_first(request: RequestState, now: Occasion, told: tuple[Right, ...]) -> None:
    """Refuse an answer before it was looked into. Raises OutOfOrderError."""
    for right in told:
        if right not in request.checked and reads_alike(request, now, right):
            raise OutOfOrderError(
                "whether something about {right} may not be told has not been looked into: check"
                " it first, for everybody alike",
                right=right,
            )


def nothing_to_give(
    request: RequestState, now: Occasion, ground: NotApplicableGround, right: Right
) -> None:
    """Refuse "no data" where the two answers must read alike, and the reverse elsewhere.

    Raises OutOfOrderError.
    """
    alike = reads_alike(request, now, right)
    if ground is NotApplicableGround.NO_DATA and alike:
        raise OutOfOrderError(
            "under this profile say that there is nothing that may be given: it reads alike for all"
        )
    if ground is NotApplicableGround.NOTHING_TO_GIVE and not alike:
        raise OutOfOrderError(
            "the profile names no act that forbids to tell: say that there are no data"
        )
