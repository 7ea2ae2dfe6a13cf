"""Hands a message over by HTTPS; of the answer only the status counts."""

import ssl
from collections.abc import Mapping
from http.client import HTTPException

from griffie.application.webhooks.webhook import BadWebhookError, Taken, Webhook
from griffie.infrastructure.webhooks.exchange import LONGEST, Asked, CutOffError, exchange

_GONE = 410


class HttpPost:
    """See `application.webhooks.webhook.Post`; from any thread."""

    def __init__(self, trust: ssl.SSLContext | None = None, longest: float = LONGEST) -> None:
        """`trust`: which certificates are believed; left out, those of this machine."""
        self._trust, self._longest = trust, longest

    def __call__(self, webhook: Webhook, headers: Mapping[str, str], body: bytes) -> Taken:
        asked = Asked("POST", webhook.url, headers, body, webhook.allows_private)
        try:
            status = exchange(asked, self._trust, self._longest).status
        except BadWebhookError as error:
            return Taken(done=False, said=str(error))
        except ssl.SSLError:
            return Taken(done=False, said="no certificate that is believed")
        except (CutOffError, OSError, HTTPException, ValueError):  # a host that is no name
            return Taken(done=False, said="no answer")
        return Taken(status // 100 == 2, f"status {status}", gone=status == _GONE)  # noqa: PLR2004
