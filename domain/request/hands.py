"""Into whose hands data go on a day: whether it was known who asks, and who may speak for whom.

Days are civil days in Brussels. They decide, whenever it was typed what happened on them.
"""

from datetime import date

from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import Identity, Mandate


def in_doubt_on(request: RequestState, day: date) -> bool:
    """Whether it was in doubt on a day who asks, by the days of question and proof."""
    return any(doubt.lasted_on(day) for doubt in request.doubts)


def known_on(request: RequestState, day: date) -> bool:
    """Whether it had been verified by a day who asks."""
    seen = request.identity_verified_on if request.identity is Identity.VERIFIED else None
    return seen is not None and seen <= day


def may_speak_on(request: RequestState, day: date) -> bool:
    """Whether somebody speaks for the person whose mandate had been verified by a day."""
    seen = request.mandate_verified_on if request.mandate is Mandate.VERIFIED else None
    return request.representative is not None and seen is not None and seen <= day
