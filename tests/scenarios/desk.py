"""A desk of an office over the API: who takes requests in, takes steps and reads letters."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from griffie.api.composition import open_store
from griffie.application.access.roles import Role
from griffie.application.controller.profile import ControllerProfile
from griffie.domain.law import Language
from tests.conftest import Clock, signed_in

NL, FR, DE, EN = Language
WORDS = "Een zin van de behandelaar."
DAY = "2026-03-06"
WRITER = {"name": "Wout Vermeulen", "email": "wout@people.example"}
DONE = {"measures": WORDS}


class Desk:
    """An office with a clerk, who takes a request in, takes steps and reads letters."""

    def __init__(self, client: TestClient) -> None:
        self.client, self.place = client, ""

    def receives(self, *rights: str | dict[str, Any], **said: Any) -> "Desk":
        body: dict[str, Any] = {"received_on": "2026-03-05", "channel": "email", "language": "nl"}
        asked = [{"right": one} if isinstance(one, str) else one for one in rights]
        body |= {"rights": asked, "requester": WRITER, "message": WORDS}
        answer = self.client.post("/api/v1/requests", json=body | said)
        assert answer.status_code == 201, answer.text
        self.place = answer.headers["Location"]
        return self

    def takes(self, step: str, **body: Any) -> "Desk":
        answer = self.client.post(f"{self.place}/{step}", json=body)
        assert answer.status_code == 200, answer.text
        return self

    def reads(self, kind: str = "answer", language: Language = NL) -> str:
        """The letter in one line; French keeps its no-break spaces."""
        asked = {"kind": kind, "language": language.value, "format": "text"}
        answer = self.client.get(f"{self.place}/letter", params=asked)
        assert answer.status_code == 200, answer.text
        return re.sub(r"[ \n]+", " ", answer.text)


def desk_of(folder: Path, clock: Clock, profile: ControllerProfile) -> Iterator[Desk]:
    store = open_store(
        folder / profile.version.replace("/", "-"), clock=clock, profile=profile, demo=True
    )
    try:
        yield Desk(signed_in(store, Role.HANDLER))
    finally:
        store.engine.close()
