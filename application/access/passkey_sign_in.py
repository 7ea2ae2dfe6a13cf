"""Passkeys of people: added, ended, and used to sign in or to show again who somebody is.

Each is recorded in the log by an id of ours. What opens is recorded before it is kept; one that the
log does not know is ended when the store is opened. A challenge stands in a sealed ticket, is good
for a quarter of an hour and for one right answer.
"""

import secrets
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from griffie.application.access.accounts import Accounts
from griffie.application.access.delays import Count, Delays
from griffie.application.access.directory import NoSuchAccountError
from griffie.application.access.passkeys import (
    MOST_PASSKEYS,
    Answer,
    Authenticators,
    Passkey,
    Passkeys,
    Site,
)
from griffie.application.access.passwords import Tickets
from griffie.application.access.roles import Account
from griffie.application.access.sign_in import Next, Origin, Outcome
from griffie.application.access.tries import Tried, Tries
from griffie.domain.accounts import AccountEnded, PasskeyAdded, PasskeyEnded
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Occasion

_LASTS = 900
"""Seconds within which a question is answered. [P]"""
_FREE = 30
"""Wrong answers from one address without delay. [P]"""
_CHALLENGE_BYTES = 32
_ADD, _USE = "passkey-add", "passkey-use"


class PasskeySignIn:
    """Signing in with passkeys; safe from any thread."""

    def __init__(
        self,
        passkeys: Passkeys,
        authenticators: Authenticators,
        accounts: Accounts,
        *,
        tickets: Tickets,
        delays: Delays,
        tries: Tries,
        record: Callable[[Event, Occasion], None],
        history: Callable[[], Iterable[Any]],
    ) -> None:
        """`record` adds an event to the stream of accounts, `history` reads that stream."""
        self._passkeys, self._authenticators, self._accounts = passkeys, authenticators, accounts
        self._tickets, self._delays, self._tries = tickets, delays, tries
        self._record, self._history = record, history

    def of_account(self, account_id: str) -> Sequence[Passkey]:
        """The passkeys of an account, the oldest first."""
        return self._passkeys.of_account(account_id)

    @property
    def anybody(self) -> bool:
        """Whether anybody has a passkey."""
        return bool(self._passkeys.all())

    def ask_for_new(self, account_id: str, site: Site) -> tuple[str, str]:
        """The question for a new passkey, as JSON, and the ticket that comes back with the answer.

        Both are empty where the account has as many as it may have.
        """
        kept = self._passkeys.of_account(account_id)
        if len(kept) >= MOST_PASSKEYS:
            return "", ""
        challenge = secrets.token_bytes(_CHALLENGE_BYTES)
        known = [one.key.credential for one in kept]
        name = self._accounts.name_of(account_id) or account_id
        question = self._authenticators.ask_for_new(site, account_id, name, known, challenge)
        return question, self._tickets.make(_ADD, [account_id, challenge.hex()])

    def add(self, account_id: str, answer: Answer, label: str, now: Occasion) -> bool:
        """Keep the passkey that a device just made; False where its answer is not right.

        Raises NoSuchAccountError, ContentionError.
        """
        said = self._tickets.read(_ADD, answer.ticket, _LASTS)
        if not isinstance(said, list) or said[0] != account_id:
            return False
        new = self._authenticators.new_key(answer.site, bytes.fromhex(said[1]), answer.said)
        if new is None or self._passkeys.find(new.credential) or not self._spend(said[1]):
            return False
        passkey_id = secrets.token_hex(6)
        self._record(PasskeyAdded(account=account_id, passkey=passkey_id), now)
        try:
            self._passkeys.put(account_id, passkey_id, label.strip(), new)
        except LookupError:
            raise NoSuchAccountError from None
        except ValueError:
            return False
        return True

    def end(self, account_id: str, passkey_id: str, now: Occasion) -> None:
        """End a passkey of this account, with its sessions.

        Raises NoSuchAccountError, ContentionError.
        """
        if all(one.id != passkey_id for one in self._passkeys.of_account(account_id)):
            raise NoSuchAccountError
        self._record(PasskeyEnded(account=account_id, passkey=passkey_id), now)
        self._passkeys.end(passkey_id)

    def ask_for_any(self, site: Site) -> tuple[str, str]:
        """The question for any passkey, as JSON, and the ticket that comes back with the answer."""
        challenge = secrets.token_bytes(_CHALLENGE_BYTES)
        question = self._authenticators.ask_for_any(site, challenge)
        return question, self._tickets.make(_USE, challenge.hex())

    def enter(self, answer: Answer, origin: Origin) -> Outcome:
        """Sign in: `IN` with the cookie of a session, `WRONG`, `WAIT` or `AGAIN`."""
        outcome, passkey = self._shown(answer, origin)
        if passkey is None:
            return outcome
        cookie = self._passkeys.open_session(passkey.id)
        return Outcome(Next.IN, cookie=cookie) if cookie else Outcome(Next.WRONG)

    def confirm(self, account: Account, answer: Answer, origin: Origin) -> Outcome:
        """Whether who is signed in has a passkey of this account at hand."""
        outcome, passkey = self._shown(answer, origin)
        if passkey is None:
            return outcome
        return Outcome(Next.IN if passkey.account_id == account.id else Next.WRONG)

    def catch_up(self, now: Callable[[], Occasion]) -> None:
        """End each passkey that the log does not know as alive."""
        for passkey in find_strays(self._passkeys, self._history()):
            self.end(passkey.account_id, passkey.id, now())

    def _shown(self, answer: Answer, origin: Origin) -> tuple[Outcome, Passkey | None]:
        """The passkey of a right answer, else what comes next."""
        challenge = self._tickets.read(_USE, answer.ticket, _LASTS)
        if not isinstance(challenge, str):
            return Outcome(Next.AGAIN), None
        counted = Count(f"passkey from {origin.address}", _FREE)
        if wait := self._delays.enter(counted):
            return Outcome(Next.WAIT, wait=wait), None
        named = self._authenticators.named(answer.said)
        passkey = self._passkeys.find(named) if named else None
        if passkey is None:
            return Outcome(Next.WRONG), None
        asked = bytes.fromhex(challenge)
        count = self._authenticators.count_of(answer.site, asked, answer.said, passkey)
        if count is None or not self._spend(challenge):
            return Outcome(Next.WRONG), None
        self._passkeys.count(passkey.id, count)
        self._delays.forgive(counted)
        return Outcome(Next.IN), passkey

    def _spend(self, challenge: str) -> bool:
        """Use a challenge up; False where it was answered before."""
        key = f"answered {challenge}"
        with self._tries.of(key) as looked:
            known = key in looked.known
            looked.known[key] = Tried(1, looked.now)
        return not known


def find_strays(passkeys: Passkeys, history: Iterable[Any]) -> list[Passkey]:
    """The passkeys that the log does not know, or says have ended."""
    alive: set[tuple[str, str]] = set()
    for event in history:
        if isinstance(event, PasskeyAdded):
            alive.add((event.account, event.passkey))
        elif isinstance(event, PasskeyEnded):
            alive.discard((event.account, event.passkey))
        elif isinstance(event, AccountEnded):
            alive = {one for one in alive if one[0] != event.account}
    return [one for one in passkeys.all() if (one.account_id, one.id) not in alive]


def passkey_findings(passkeys: Passkeys, history: Iterable[Any]) -> list[str]:
    """What an audit finds: a sentence for each of `find_strays`."""
    return [
        f"access.db: a passkey of {one.account_id} is not one that lives in the log"
        for one in find_strays(passkeys, history)
    ]
