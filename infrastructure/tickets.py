"""Tickets that a browser keeps for us: encrypted and signed (Fernet), with the instant inside."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable

from cryptography.fernet import Fernet, InvalidToken

from griffie.infrastructure.vault.master_key import MasterKey


class SealedTickets:
    """Makes and reads tickets, with a key of the master key for each purpose."""

    def __init__(self, master_key: MasterKey, clock: Callable[[], float]) -> None:
        """`clock` gives seconds since 1970."""
        self._key, self._clock = master_key, clock

    def make(self, purpose: str, said: object) -> str:
        text = json.dumps(said, separators=(",", ":"))
        return self._of(purpose).encrypt_at_time(text.encode(), int(self._clock())).decode()

    def read(self, purpose: str, ticket: str, lasts: int) -> object | None:
        now = int(self._clock())
        try:
            said = self._of(purpose).decrypt_at_time(ticket.encode("utf-8", "replace"), lasts, now)
        except InvalidToken:
            return None
        return json.loads(said)  # type: ignore[no-any-return]

    def _of(self, purpose: str) -> Fernet:
        return Fernet(urlsafe_b64encode(self._key.derive(f"tickets/{purpose}")))
