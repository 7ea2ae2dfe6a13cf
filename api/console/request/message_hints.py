"""What the opened message of a request may ask, and for whom: hints for who reads it."""

from typing import NamedTuple

from griffie.api.words.personal import Personal
from griffie.api.words.speech import Speech
from griffie.application.access.roles import Account, may_take
from griffie.application.intake.acting import acts_for
from griffie.application.intake.hints import hints
from griffie.domain.request.reference import reference
from griffie.domain.rights_request import RightsRequest


class HintLine(NamedTuple):
    """A right that the words may invoke, and the words that say so."""

    right: str
    words: str
    address: str
    """Of the form that adds the right; empty where it is invoked already, or by role."""


class MessageHints(NamedTuple):
    """What is proposed to who reads an opened message; a person decides."""

    rights: list[HintLine]
    acts_for: str
    """For whom its author says to act; empty for nobody."""


def message_hints(
    message: str, request: RightsRequest, account: Account, speech: Speech
) -> MessageHints:
    """The hints of a message that was opened, its words set apart as personal data."""
    add = RightsRequest.add_claim.path
    form = f"/requests/{reference(request.id)}/do/{add}" if may_take(account.role, add) else ""
    rights = [
        HintLine(
            speech.right(one.right),
            Personal(one.words),
            f"{form}?right={one.right}" if form and one.right not in request.claims else "",
        )
        for one in hints(message, request.language)
    ]
    return MessageHints(rights, Personal(acts_for(message) or ""))
