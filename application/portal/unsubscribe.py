"""The link at the foot of a newsletter: one click, and the withdrawal is a request (RFC 8058).

The link carries who and which purposes, sealed: no address stands readable in it, and nobody makes
one for somebody else. It does not expire: who finds an old newsletter may still say no.
"""

import json

from griffie.application.access.roles import PORTAL
from griffie.application.disclosure import Disclosure
from griffie.application.engine import Engine
from griffie.application.intake.withdrawals import Withdrawal, Withdrawn, receive_withdrawal
from griffie.application.portal.links import Links

PATH = "/portal/unsubscribe/"


def unsubscribe_link(links: Links, email: str, purposes: tuple[str, ...]) -> str:
    """The path of a link for one person and these purposes; none means all direct marketing."""
    return PATH + links.seal(json.dumps([email, *purposes]))


def withdrawal_of(links: Links, link: str) -> Withdrawal | None:
    """What a link asks; None for what is no link of ours."""
    words = links.open(link)
    if words is None:
        return None
    email, *purposes = json.loads(words)
    return Withdrawal(email=Disclosure("email", email), purposes=tuple(purposes))


def unsubscribe(engine: Engine, said: Withdrawal) -> Withdrawn:
    """Take the withdrawal in, today; clicked again, it is the same request.

    Raises BadInputError where a purpose of the link is unknown by now.
    """
    return receive_withdrawal(engine, said, PORTAL)
