"""The state of a request as an answer: what each command, a receipt and a reading end with."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from fastapi import Response

from griffie.api.http.parameters import REQUESTS, Answering
from griffie.application.access.roles import Account
from griffie.application.engine import Engine
from griffie.application.ports import Opens
from griffie.application.requests.commands import Command
from griffie.application.requests.requests import Once
from griffie.application.views.lean import lean_octets
from griffie.application.views.request import show, with_document
from griffie.application.views.request_octets import octets, octets_of
from griffie.application.views.steps import Listed
from griffie.application.views.warnings import warnings_after
from griffie.domain.rights_request import RightsRequest

_WHOLE = Answering()


class Answered(NamedTuple):
    """An answer in JSON on its way out."""

    status: int
    body: bytes
    said: Mapping[str, str]
    """Its headers, but for its length and its type."""

    def saying(self, name: str, value: str) -> "Answered":
        """The same with a header more."""
        return self._replace(said={**self.said, name: value})

    def as_response(self) -> Response:
        """For a declared route."""
        return Response(self.body, self.status, self.said, media_type="application/json")

    def headers(self) -> list[tuple[bytes, bytes]]:
        """As that response writes them, without it: a third of the time."""
        said = [
            (name.lower().encode(), value.encode("latin-1")) for name, value in self.said.items()
        ]
        length = b"%d" % len(self.body)
        return [*said, (b"content-length", length), (b"content-type", b"application/json")]


def state_answer(
    engine: Engine,
    request: RightsRequest,
    account: Account,
    *,
    status: int = 200,
    reveal: bool = False,
    once: Once | None = None,
    document: str | None = None,
    taken: Command | None = None,
    much: Answering = _WHOLE,
    typed: Opens | None = None,
) -> Answered:
    """The state now, with its version as ETag; an answer that is repeated, as it was.

    `reveal` opens the personal data, those of `typed` where the vault has them not yet; `document`
    is the digest of one that was added, `taken` the step that led here. Raises KeyUnavailableError.
    """
    vault = typed or engine.vault
    said = version_of(request)
    if status == 201:  # noqa: PLR2004
        said["Location"] = f"{REQUESTS}/{request.id}"
    if much.lean:
        return lean_answer(request, engine.today(), status, said)
    found = warnings_after(taken, request, engine.requests, engine.vault) if taken else ()
    if not (reveal or once or document or found):
        whole = octets(request, engine.today(), account, vault, much.listed)
        return Answered(status, whole, said)
    shown = show(request, engine.today(), account, vault, Listed.NONE, reveal=reveal)
    if once and engine.requests.load(request.id).erased:
        shown = shown.without_hint()  # what was erased since is not remembered
    if found:
        shown = shown.model_copy(update={"warnings": found})
    if document:
        shown = with_document(shown, document)
    return Answered(status, octets_of(shown, request, account, much.listed), said)


def received_answer(
    engine: Engine,
    request: RightsRequest,
    account: Account,
    once: Once | None,
    much: Answering,
    *,
    typed: Opens | None = None,
) -> Answered:
    """What was taken in, opened to who typed it; `typed` where the vault has it not yet.

    Raises KeyUnavailableError.
    """
    return state_answer(
        engine, request, account, status=201, reveal=True, once=once, much=much, typed=typed
    )


def version_of(request: RightsRequest) -> dict[str, str]:
    """The header that says which version is shown."""
    return {"ETag": f'"{request.version}"'}


def lean_answer(request: RightsRequest, on: date, status: int, said: Mapping[str, str]) -> Answered:
    """Four fields of the state on a civil day in Brussels, as `Prefer: return=minimal` asks."""
    applied = {"Preference-Applied": "return=minimal", "Vary": "Prefer"}
    return Answered(status, lean_octets(request, on), {**said, **applied})
