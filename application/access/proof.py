"""That somebody showed a short while ago who they are, in the session that they use now.

A session lasts for hours, and a browser is left open at lunch. What opens, hands out or erases much
asks once more. Nothing is stored: the browser keeps a ticket, good for one session and ten minutes.
"""

from hashlib import sha256

from griffie.application.access.passwords import Tickets

PROOF_LASTS = 600
"""Seconds. [P]"""
_PROOF = "proof"


class Proofs:
    """Gives and reads such tickets; safe from any thread."""

    def __init__(self, tickets: Tickets) -> None:
        self._tickets = tickets

    def given(self, cookie: str) -> str:
        """A ticket for the session with this cookie, of who just showed who they are."""
        return self._tickets.make(_PROOF, _of(cookie))

    def holds(self, cookie: str, ticket: str) -> bool:
        """Whether a ticket is of this session, and not too old."""
        return bool(ticket) and self._tickets.read(_PROOF, ticket, PROOF_LASTS) == _of(cookie)


def _of(cookie: str) -> str:
    return sha256(cookie.encode("utf-8", "replace")).hexdigest()
