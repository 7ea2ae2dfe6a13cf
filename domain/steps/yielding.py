"""How far a right yields, and what a refusal may not rest on alone.

Articles 15(4), 22(4) and 12(5), as the Court read them: C-579/21, C-203/22, C-307/22, C-416/23.
"""

from griffie.domain.law import GDPR, ExceptionGround, Right
from griffie.domain.law.national_grounds import NationalGround
from griffie.domain.model.errors import BadInputError, UnlawfulError
from griffie.domain.model.values import Sealed
from griffie.domain.request.claim import Claim
from griffie.domain.request.part import Part
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import (
    Authority,
    Deed,
    RestsOn,
    SpecialGround,
    WithheldInformation,
)
from griffie.domain.steps import rules
from griffie.domain.steps.contradiction import excepted_meanwhile, restrict_meanwhile
from griffie.domain.steps.step import Hint

COPY = ExceptionGround.COPY_HARMS_OTHERS
BY_MACHINE = frozenset(
    {ExceptionGround.CONTRACT, ExceptionGround.AUTHORISED_BY_LAW, ExceptionGround.EXPLICIT_CONSENT}
)
"""The exceptions under which a machine may decide: Article 22(2)."""


REVIEWED_FIRST = frozenset({ExceptionGround.CONTRACT, ExceptionGround.EXPLICIT_CONSENT})
"""Art. 22(3) names points (a) and (c) of paragraph 2, and not (b)."""


def shown_first(ground: ExceptionGround | NationalGround, claim: Claim) -> None:
    """Raises UnlawfulError where interests were not weighed, or nobody reviewed the decision."""
    if ground is ExceptionGround.COMPELLING_GROUNDS and Deed.OVERRIDING_FOUND not in claim.deeds:
        raise UnlawfulError(
            GDPR(21, 1), "weigh the interests first: it is the controller's to show"
        )
    if ground in REVIEWED_FIRST and Deed.REVIEWED_BY_A_PERSON not in claim.deeds:
        raise UnlawfulError(GDPR(22, 3), "let a person review the decision first")


def of_a_copy(
    ground: ExceptionGround | NationalGround,
    part: Part,
    information: WithheldInformation | None,
    put_before: Authority | None,
) -> None:
    """Raises UnlawfulError where Article 15(4) would take the whole of an answer.

    Recital 63: the result is not "a refusal to provide all information". Of staff among recipients,
    the source and the logic of a decision a named item yields, once it was weighed.
    """
    if ground is not COPY:
        for word, said in (("information", information), ("put_before", put_before)):
            if said:
                raise BadInputError(word, "only of a copy: gdpr/15/4")
    elif information and not part.items:
        raise BadInputError("items", "needed: what is withheld of the information, in words")
    elif not (part.categories or part.items):
        raise UnlawfulError(
            GDPR(15, 4),
            "of a copy only what is named yields: name the categories or items; the rest of it and"
            " the information of Article 15(1) are given (recital 63)",
        )


def of_special_categories(
    ground: ExceptionGround | NationalGround, *, used: bool | None, special: SpecialGround | None
) -> None:
    """Raises UnlawfulError where a machine decided on special categories without their ground."""
    if ground not in BY_MACHINE:
        if used is not None or special:
            raise BadInputError("special_categories", "only of an automated decision: 22(2)")
    elif used and special is None:
        raise UnlawfulError(
            GDPR(22, 4),
            "a machine decides on special categories only with explicit consent or for a"
            " substantial public interest: name which in special_ground, or do not apply the"
            " exception",
        )
    elif special and not used:
        raise BadInputError("special_ground", "no special categories were used")


def beyond_motive(because_of: RestsOn | None, beyond: Sealed | None) -> None:
    """Raises UnlawfulError where a refusal rests on the motive alone, or on the number alone."""
    if beyond is not None:
        return
    if because_of is RestsOn.MOTIVE:
        raise UnlawfulError(
            GDPR(12, 5),
            "what somebody wants the data for is no ground (C-307/22): say in beyond what else"
            " makes it manifestly so, or answer",
        )
    if because_of is RestsOn.NUMBER:
        raise UnlawfulError(
            GDPR(12, 5),
            "their number alone is no ground (C-416/23): say in beyond what shows an abuse, ask a"
            " fee, or answer",
        )


def refusing(request: RequestState) -> Hint:
    """What a refusal may not rest on alone, said beforehand; first what to do meanwhile."""
    return restrict_meanwhile(request) or Hint(
        "only on a ground of that right; neither the motive (C-307/22) nor the number (C-416/23)"
        " is enough: say in because_of what it rests on, and in beyond what there is besides"
    )


def before_yielding(request: RequestState) -> Hint:
    """Where the law wants something to have been done before it lets a right yield."""
    if meanwhile := excepted_meanwhile(request):
        return meanwhile
    if Right.AUTOMATED_DECISION in request.claims:
        return Hint(
            "only on a ground of that right; compelling grounds once weighed, an automated decision"
            " once a person reviewed it; say whether special categories were used (22(4))"
        )
    if Right.OBJECTION in request.claims:
        return Hint(
            "only on a ground of that right; compelling grounds once weighed, an automated decision"
            " once a person reviewed it"
        )
    if Right.ACCESS in request.claims:
        return Hint(
            "only on a ground of that right; of a copy only what is named, and never the"
            " information of Article 15(1)"
        )
    return rules.of_that_right(request)
