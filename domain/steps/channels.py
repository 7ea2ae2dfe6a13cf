"""By which channel something reaches the requester: Articles 12(1), 12(3) and 12(4)."""

from datetime import date

from griffie.domain.law import GDPR, Right
from griffie.domain.model.errors import UnlawfulError
from griffie.domain.model.values import Sealed
from griffie.domain.request.hands import known_on
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import Channel

ELECTRONIC = frozenset(
    {Channel.EMAIL, Channel.WEB_FORM, Channel.CHAT, Channel.UNSUBSCRIBE, Channel.CONSENT_TOOL}
)
"""What is asked by one of these is answered by one of them, not necessarily the same."""
ORAL = frozenset({Channel.PHONE, Channel.IN_PERSON})
NOT_ELECTRONIC = ORAL | {Channel.POST}


def answered_in_kind(request: RequestState, channel: Channel, because: Sealed | None) -> None:
    """Raises UnlawfulError where an electronic request is answered otherwise, and nobody says why.

    "By electronic means where possible, unless otherwise requested": Article 12(3).
    """
    known = request.requester.reachable  # who left no address is answered where they come
    if known and request.channel in ELECTRONIC and channel in NOT_ELECTRONIC and not because:
        raise UnlawfulError(
            GDPR(12, 3),
            "what was asked electronically is answered electronically: say in `channel_reason` that"
            " something else was asked, that it is not possible or not safe, or that it came back",
        )


def no_is_written(request: RequestState, channel: Channel) -> None:
    """Raises UnlawfulError where a no is only spoken: it is given in writing, with the routes.

    Who left no address is handed the letter.
    """
    if channel in ORAL and request.requester.reachable:
        raise UnlawfulError(
            GDPR(12, 1),
            "a refusal is given in writing (Article 12(4) as well): send the letter; a call is"
            " recorded with kind `other`, and answers nothing",
        )


def copied_in_writing(right: Right, channel: Channel) -> None:
    """Raises UnlawfulError where data would be handed over by telephone: no word is a copy."""
    if channel is Channel.PHONE:
        raise UnlawfulError(
            GDPR(20, 1) if right is Right.PORTABILITY else GDPR(15, 3),
            "nothing is handed over by telephone: send a copy; what was said because the person"
            " asked for that is access by word of mouth (give-access)",
        )


def heard_by_the_person(
    request: RequestState, on: date, channel: Channel, because: Sealed | None
) -> None:
    """Raises UnlawfulError where an answer is told by telephone, unasked or to an unknown ear.

    "When requested by the data subject, the information may be provided orally, provided that the
    identity of the data subject is proven by other means": Article 12(1).
    """
    if channel is not Channel.PHONE:
        return
    if not known_on(request, on):
        raise UnlawfulError(
            GDPR(12, 1),
            "only who is known by other means is told by telephone: verify the identity first, or"
            " answer in writing",
        )
    if because is None:
        raise UnlawfulError(
            GDPR(12, 1),
            "it is told by telephone only where the person asked for that: say so in"
            " `channel_reason`, or answer in writing",
        )
