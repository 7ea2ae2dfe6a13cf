"""An access token for a mailbox, asked for where it ends and kept until it does (RFC 6749)."""

import json
import time
from collections.abc import Callable
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from griffie.application.errors import MailServerError
from griffie.infrastructure.imap.settings import OAuth, read_secret

_PATIENCE = 20.0
"""Seconds."""
_SOONER = 60.0
"""Seconds before its end at which a token is no longer used."""
_UNSAID = 300.0
"""Seconds that a token is good for where the server does not say."""
_LARGEST = 100_000


class TokenSource:
    """Gives the token of one mailbox; `now` counts seconds and never runs back."""

    def __init__(self, oauth: OAuth, now: Callable[[], float] = time.monotonic) -> None:
        self._oauth, self._now = oauth, now
        self._token, self._good_until = "", 0.0

    def token(self) -> str:
        """A token that is good for a minute at least. Raises MailServerError, BadMailboxesError."""
        if self._now() >= self._good_until - _SOONER:
            self._ask()
        return self._token

    def forget(self) -> None:
        """The mail server did not take it: the next one is asked for anew."""
        self._good_until = 0.0

    def _ask(self) -> None:
        oauth = self._oauth
        asked = {"client_id": oauth.client_id, "grant_type": "client_credentials"}
        if oauth.refresh_token_file:
            asked["grant_type"] = "refresh_token"
            asked["refresh_token"] = read_secret(oauth.refresh_token_file)
        if oauth.secret_file:
            asked["client_secret"] = read_secret(oauth.secret_file)
        if oauth.scope:
            asked["scope"] = oauth.scope
        # Settings let https through, and http to this machine.
        request = Request(oauth.token_endpoint, urlencode(asked).encode())  # noqa: S310
        try:
            with urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310
                said = json.loads(answer.read(_LARGEST))
            self._token = str(said["access_token"])
            good_for = float(said.get("expires_in", _UNSAID))
        except (URLError, OSError, ValueError, KeyError, TypeError):
            raise MailServerError("no token is given for this mailbox") from None
        self._good_until = self._now() + good_for
