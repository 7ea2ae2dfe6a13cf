"""The term of a claim, or of a part of it, where another act than the GDPR gives a shorter one."""

from datetime import date

from griffie.domain.law.calendar import calendar
from griffie.domain.law.deadlines import Term
from griffie.domain.law.national_terms import earlier_of
from griffie.domain.model.setting import Setting
from griffie.domain.request.claim import Claim


def nationally(
    term: Term,
    claim: Claim,
    told_on: date | None,
    setting: Setting,
    categories: tuple[str, ...] | None = None,
) -> Term:
    """The dates of the GDPR, or those of an act that the profile named at receipt, if earlier.

    `told_on` is the day on which the requester was told of an extension, where one counts.
    `categories` are those of a part; without them, those about which the claim asks.
    """
    if not setting.terms:
        return term
    about = claim.categories if categories is None else categories
    return earlier_of(term, setting.terms, claim.right, about, calendar(setting.calendar), told_on)
