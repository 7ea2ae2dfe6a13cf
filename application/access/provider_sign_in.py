"""Signing in through the office's own sign-in provider: out with one ask, back with its answer.

The ask stands in a ticket that the browser keeps. What comes back without it, with another `state`,
or after ten minutes opens nothing: nobody can be signed in by a link that somebody else began.
"""

import logging
import secrets
from collections.abc import Callable, Sequence
from hmac import compare_digest
from typing import NamedTuple

from griffie.application.access.delays import Count, Delays
from griffie.application.access.passwords import Tickets
from griffie.application.access.provider import (
    Ask,
    Provider,
    ProviderAwayError,
    UnbelievedAnswerError,
)
from griffie.application.access.provider_accounts import ProviderAccounts
from griffie.application.access.roles import Account, Role
from griffie.application.access.sign_in import Next, Origin, Outcome
from griffie.domain.model.setting import Occasion

log = logging.getLogger("griffie.sign_in")

ASK_LASTS = 600
"""Seconds within which somebody comes back from the provider. [P]"""
_FREE = 30
"""Answers from one address without delay that opened no session. [P]"""
_ASK = "provider"


class Answer(NamedTuple):
    """What the provider sent the browser back with."""

    code: str
    state: str
    issuer: str
    """RFC 9207; empty where it does not say."""
    error: str
    """Empty where it refuses nothing."""


class ProviderSignIn:
    """The two steps; safe from any thread."""

    def __init__(
        self,
        provider: Provider,
        roles: Sequence[tuple[str, Role]],
        accounts: ProviderAccounts,
        *,
        tickets: Tickets,
        delays: Delays,
        occasion: Callable[[Account], Occasion],
        clock: Callable[[], float],
    ) -> None:
        """`roles`: a group and its role each; of several that fit the first one counts.

        `clock` gives seconds since 1970.
        """
        self._provider, self._roles, self._accounts = provider, roles, accounts
        self._tickets, self._delays, self._occasion = tickets, delays, occasion
        self._clock = clock

    @property
    def name(self) -> str:
        """What the provider is called on the sign-in page."""
        return self._provider.name

    def begin(self, back: str, onward: str, *, again: bool = False) -> tuple[str, str]:
        """Where the browser goes now, and the ticket that it keeps.

        `back` is our address to which it comes back; `onward` the page that somebody wanted.
        With `again` the provider asks who it is also of who is signed in there. Raises
        ProviderAwayError.
        """
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        ask = Ask(state, nonce, verifier, back, int(self._clock()) if again else 0)
        return self._provider.address(ask), self._tickets.make(_ASK, [*ask, onward])

    def finish(self, ticket: str, answer: Answer, origin: Origin) -> tuple[Outcome, str]:
        """Who came back, and the page that they wanted. Raises ContentionError."""
        said = self._tickets.read(_ASK, ticket, ASK_LASTS) if ticket else None
        if not isinstance(said, list):
            return Outcome(Next.AGAIN), "/"
        *asked, onward = said
        ask = Ask(*asked)
        if not compare_digest(ask.state.encode(), answer.state.encode("utf-8", "replace")):
            return Outcome(Next.AGAIN), onward
        counted = Count(f"provider from {origin.address}", _FREE)
        if wait := self._delays.enter(counted):
            return Outcome(Next.WAIT, wait=wait), onward
        outcome = self._outcome(ask, answer)
        if outcome.next is Next.IN:
            self._delays.forgive(counted)
        return outcome, onward

    def _outcome(self, ask: Ask, answer: Answer) -> Outcome:
        if answer.error or not answer.code:
            return Outcome(Next.REFUSED)
        try:
            claimed = self._provider.claimed(answer.code, answer.issuer, ask)
        except ProviderAwayError:
            log.warning("The sign-in provider does not answer as it should.")
            return Outcome(Next.AWAY)
        except UnbelievedAnswerError as error:
            log.warning("An answer of the sign-in provider is not believed: %s.", error)
            return Outcome(Next.REFUSED)
        role = next((role for group, role in self._roles if group in claimed.groups), None)
        cookie = self._accounts.enter(claimed, role, self._occasion)
        return Outcome(Next.IN, cookie=cookie) if cookie else Outcome(Next.NO_ROLE)
