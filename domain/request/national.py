"""The term of a claim, or of a part of it, where another act than the GDPR gives a shorter one."""

from griffie.domain.law.calendar import calendar
from griffie.domain.law.deadlines import Term
from griffie.domain.law.national_terms import earlier_of
from griffie.domain.model.setting import Setting
from griffie.domain.request.claim import Claim


def nationally(
    term: Term, claim: Claim, setting: Setting, categories: tuple[str, ...] | None = None
) -> Term:
    """The dates of the GDPR, or those of an act that the profile named at receipt, if earlier.

    `categories` are those of a part; without them, those about which the claim asks.
    """
    about = claim.categories if categories is None else categories
    told_on = claim.extension_told_on if claim.extended else None
    return earlier_of(term, setting.terms, claim.right, about, calendar(setting.calendar), told_on)
