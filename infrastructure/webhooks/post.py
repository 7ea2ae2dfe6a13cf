"""Hands a message over by HTTPS: to the address that was judged, with the certificate of the name.

No proxy of the environment is used and no redirect followed. A whole try takes half a minute at
most, however slowly the other side answers.
"""

import socket
import ssl
from collections.abc import Mapping
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException
from threading import Timer

from griffie.application.webhooks.webhook import BadWebhookError, Taken, Webhook
from griffie.infrastructure.webhooks.addresses import read_address, resolve

PATIENCE = 10.0
"""Seconds without a word."""
LONGEST = 30.0
"""Seconds of a whole try."""
_GONE = 410


class HttpPost:
    """See `application.webhooks.webhook.Post`; from any thread."""

    def __init__(self, trust: ssl.SSLContext | None = None, longest: float = LONGEST) -> None:
        """`trust`: which certificates are believed; left out, those of this machine."""
        self._trust, self._longest = trust, longest

    def __call__(self, webhook: Webhook, headers: Mapping[str, str], body: bytes) -> Taken:
        try:
            return self._post(webhook, headers, body)
        except BadWebhookError as error:
            return Taken(done=False, said=str(error))
        except ssl.SSLError:
            return Taken(done=False, said="no certificate that is believed")
        except (OSError, HTTPException, ValueError):  # a host that is no name is a ValueError
            return Taken(done=False, said="no answer")

    def _post(self, webhook: Webhook, headers: Mapping[str, str], body: bytes) -> Taken:
        parts = read_address(webhook.url, allows_private=webhook.allows_private)
        assert parts.hostname
        secure = parts.scheme == "https"
        port = parts.port or (443 if secure else 80)
        address = resolve(parts.hostname, port, allows_private=webhook.allows_private)
        with closing(socket.create_connection((address, port), PATIENCE)) as plain:
            ends = Timer(self._longest, _cut_off, (plain,))
            ends.daemon = True
            ends.start()
            try:
                line = plain
                if secure:
                    trust = self._trust or ssl.create_default_context()
                    line = trust.wrap_socket(plain, server_hostname=parts.hostname)
                    ends.args = (line,)
                connection = HTTPConnection(parts.hostname, port)
                connection.sock = line
                path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
                said = {"Host": parts.netloc, "Connection": "close", "User-Agent": "Griffie"}
                connection.request("POST", path, body, {**said, **headers})
                status = connection.getresponse().status
            finally:
                ends.cancel()
        return Taken(status // 100 == 2, f"status {status}", gone=status == _GONE)  # noqa: PLR2004


def _cut_off(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
