"""Questions to a sign-in provider: over HTTPS, answered in JSON, and followed nowhere else."""

import json
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from griffie.application.access.provider import ProviderAwayError, UnbelievedAnswerError

_PATIENCE = 10.0
"""Seconds that the provider may be silent."""
_LARGEST = 500_000
"""Octets of an answer that are read."""


class Asking:
    """Asks places of which the caller has checked that they are safe; from any thread."""

    def __init__(self) -> None:
        self._opener = build_opener(_NowhereElse)

    def ask(self, place: str, body: bytes | None, head: dict[str, str]) -> dict[str, Any]:
        """One question. Raises ProviderAwayError, and UnbelievedAnswerError for one of 4xx."""
        request = Request(place, body, {"Accept": "application/json", **head})  # noqa: S310
        try:
            with self._opener.open(request, timeout=_PATIENCE) as answer:
                said = json.loads(answer.read(_LARGEST))
        except HTTPError as error:
            with error:
                if error.code // 100 == 4:  # noqa: PLR2004
                    raise UnbelievedAnswerError("refused") from None
            raise ProviderAwayError from None
        except (URLError, OSError, ValueError):
            raise ProviderAwayError from None
        if not isinstance(said, dict):
            raise ProviderAwayError
        return said


class _NowhereElse(HTTPRedirectHandler):
    """An answer that sends elsewhere is no answer: the secret goes where the settings say."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None
