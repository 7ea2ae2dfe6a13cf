"""The matrix of iAssist's policy, and profiles of one purpose.

Each cell says what follows from the basis that is stated, and after `/`, where another is advised,
from that one. `?` is doubtful, `part` in part; letters are points of Article 17(1), a provision
after `!` is what may stand against it. `-` is no.
"""

from pathlib import Path
from typing import NamedTuple

from griffie.application.controller.advice_sentences import Review
from griffie.application.controller.applicability import Advice, applicability
from griffie.application.controller.authority import Names
from griffie.application.controller.load_profile import load_profile
from griffie.application.controller.profile import Category, ControllerProfile, Purpose, StatedBasis
from griffie.domain.law import Right
from griffie.domain.model.recorded import Basis

IASSIST = load_profile(Path(__file__).parents[2] / "docs" / "examples" / "iassist.toml")


NAME = Names(nl="x")


class Row(NamedTuple):
    """A purpose of the policy: 7(3), 17, 20, 21(1), 21(2), 22, and what its DPO must look at."""

    code: str
    consent: str
    erasure: str
    portability: str
    objection: str
    marketing: str
    machine: str
    review: tuple[Review, ...] = ()


N, TWO, OTHER = (Review.NO_BASIS,), (Review.SEVERAL_BASES,), (Review.ANOTHER_ADVISED,)


DUTY, VITAL = (Review.DUTY_UNNAMED,), (Review.VITAL_INTEREST,)


KEPT, CLAIM = "!17/3/b", "!17/3/e"


MATRIX = {
    "P1a": Row("account-verification", "?/-", "yes/a", "?/yes", "?/-", "-/-", "-/-", N),
    "P1b": Row("data-security", "?/-", f"yes/part a c {KEPT}", "?/-", "?/part", "-/-", "-/-", N),
    "P2": Row("business-check", "-", "c", "-", "yes", "-", "-"),
    "P3a": Row("delivery", "?/-", "yes/a", "?/yes", "?/-", "-/-", "-/-", N),
    "P3b": Row("billing", "?/-", f"- {KEPT}/- a {KEPT}", "?/part", "?/-", "-/-", "-/-", N),
    "P4": Row("credit-check", "-", "c", "-", "yes", "-", "?"),
    "P5a": Row("site-administration", "?/-", "yes/c", "?/-", "?/yes", "-/-", "-/-", N),
    "P5b": Row("customer-administration", "?/-", "yes/a c", "?/part", "?/part", "-/-", "-/-", N),
    "P6": Row("legal-claims", "-", f"- c {CLAIM}", "-", "yes !21/1/claims", "-", "-"),
    "P7": Row("offers", "yes", "b c", "part", "part", "yes", "-", TWO),
    "P8": Row("newsletter", "-/yes", "c/b", "-/part", "yes/-", "yes/yes", "?/?", OTHER),
    "P9": Row("fraud-prevention", "-", "c", "-", "yes", "-", "?"),
    "P10": Row("marketing", "-/yes", "c/b c", "-/part", "yes/part", "yes/yes", "-/-"),
    "P11": Row("contact-requests", "yes/-", "b/a c", "yes/part", "-/part", "?/?", "-/-", OTHER),
    "P12": Row("statistics", "yes", "b", "yes", "-", "-", "-"),
    "P13": Row("applications", "yes/yes", "b/a b", "yes/yes", "-/-", "-/-", "?/?"),
    "P14": Row("services", "yes/-", "b/a", "yes/yes", "-/-", "-/-", "-/-", OTHER),
    "P15": Row("other-consent", "yes", "b", "yes", "-", "-", "-"),
    "P16": Row("optional-cookies", "yes", "b", "yes", "-", "?", "-"),
    "P17": Row("functional-cookies", "-", "c", "-", "yes", "-", "-"),
    "P18": Row("legal-retention", "-", f"- a {KEPT}", "-", "-", "-", "-", DUTY),
    "P19": Row("vital-interests", "-", "a", "-", "-", "-", "-", VITAL),
}


def only(right: Right, code: str, profile: ControllerProfile = IASSIST) -> Advice:
    (advice,) = applicability(right, (code,), profile)
    return advice


def one(*bases: Basis, **said: object) -> ControllerProfile:
    stated = tuple(StatedBasis(basis=basis, source="x") for basis in bases)
    facts = {"code": "x", "name": NAME, "bases": stated} | said
    purpose = Purpose.model_validate(facts)
    categories = (
        Category(code="given", name=NAME),
        Category(code="guess", name=NAME, provided=False),
    )
    return ControllerProfile(slug="x", categories=categories, purposes=(purpose,))
