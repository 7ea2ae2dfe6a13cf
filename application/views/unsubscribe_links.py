"""The links at the foot of a newsletter, one for each address."""

from typing import Annotated

from annotated_types import MaxLen, MinLen
from pydantic import Field

from griffie.application.disclosure import Body, Disclosure, TextLimits
from griffie.application.engine import Engine
from griffie.application.portal.unsubscribe import unsubscribe_link
from griffie.application.requests.bodies import Listed
from griffie.application.views.answer import AnswerModel

_MOST = 1000
_LONGEST = 320
"""Characters of an address: 64 before the @, 255 behind it (RFC 5321 §4.5.3.1)."""


class LinksAsked(Body):
    """For each address a link with which its owner unsubscribes in one click: RFC 8058.

    Put it behind your name in the headers `List-Unsubscribe` and `List-Unsubscribe-Post`, and at
    the foot of the message. The address is sealed in it. Nothing is stored.
    """

    emails: Annotated[
        tuple[Annotated[Disclosure, TextLimits(longest=_LONGEST)], ...], MinLen(1), MaxLen(_MOST)
    ]
    purposes: Listed = ()


# The path of each link, in the order of the addresses.
class UnsubscribeLinks(AnswerModel):
    paths: list[str] = Field(description="Behind `https://` and the name of your portal.")


def links_for(engine: Engine, asked: LinksAsked) -> UnsubscribeLinks:
    """A link for each address."""
    return UnsubscribeLinks(
        paths=[unsubscribe_link(engine.links, one.value, asked.purposes) for one in asked.emails]
    )
