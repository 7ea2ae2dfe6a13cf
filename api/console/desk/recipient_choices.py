"""What stands beside each recipient in the two forms of Article 19, and in which order they stand.

Nothing is withheld: what was told to a wrong one has happened, and can be recorded as irregular.
"""

from collections.abc import Iterable, Iterator, Mapping

from griffie.api.words.names import msg
from griffie.api.words.speech import Speech
from griffie.application.requests.commands import AnyStep
from griffie.domain.events import RecipientNotificationOmitted, RecipientNotified
from griffie.domain.model.event import Event
from griffie.domain.request.disclosed import recipients_to_tell
from griffie.domain.rights_request import RightsRequest

TELLING: frozenset[AnyStep] = frozenset(
    {RightsRequest.notify_recipient, RightsRequest.omit_notification}
)
"""The two steps that settle a recipient."""


def still_to_tell(request: RightsRequest) -> frozenset[str]:
    """The recipients who were neither told nor left out with a reason, of whatever was done."""
    return frozenset(one for left in request.recipients_untold.values() for one in left)


def nobody_left(request: RightsRequest) -> bool:
    """Whether somebody had to be told of what was done, and nobody has to be any more."""
    settled = any(claim.recipients_settled for claim in request.claims.values())
    return settled and not request.recipients_untold


def recipient_notes(
    request: RightsRequest, history: Iterable[Event], codes: Iterable[str], speech: Speech
) -> Mapping[str, str]:
    """A note for each of the codes: told when, left out, or that it is not known to have the data.

    `history` holds the events of the request. Who must still be told has no note.
    """
    claims = request.claims.values()
    owed = {one for claim in claims for one in recipients_to_tell(request, claim)}
    others = speech.say(_OTHERS) if owed else ""
    settled = dict(_settled(history, speech))
    left = still_to_tell(request)
    return {
        code: "" if code in left else settled.get(code, "" if code in owed else others)
        for code in codes
    }


def _settled(history: Iterable[Event], speech: Speech) -> Iterator[tuple[str, str]]:
    """What was recorded last of each recipient."""
    for event in history:
        match event:
            case RecipientNotified(recipient=code, notified_on=on):
                yield code, speech.say(_TOLD, on=on)
            case RecipientNotificationOmitted(recipient=code):
                yield code, speech.say(_LEFT_OUT)


_TOLD, _LEFT_OUT = msg("told on {on}"), msg("not told, with a reason")
_OTHERS = msg("not recorded as a recipient of what was done")
