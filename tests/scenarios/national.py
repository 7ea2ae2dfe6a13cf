"""An office in a country: a profile of its own, the real API, a clock that the scenario sets."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fastapi.testclient import TestClient

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import Role
from griffie.application.controller.load_profile import load_profile
from tests.conftest import signed_in

CATEGORIES = """
[[categories]]
code = "contact"
name = { nl = "contactgegevens", fr = "coordonnées", de = "Kontaktdaten", en = "contact details" }
[[categories]]
code = "file"
name = { nl = "dossier", fr = "dossier", de = "Akte", en = "file" }
[[categories]]
code = "watch"
name = { nl = "waakzaamheid", fr = "vigilance", de = "Wachsamkeit", en = "vigilance" }
"""


class Office:
    """One controller. What is asked and done goes over HTTP, as a program would send it."""

    def __init__(self, folder: Path, profile: str) -> None:
        file = folder / "profile.toml"
        file.write_text(profile, "utf-8")
        self.today = date(2026, 1, 5)
        self.profile = load_profile(file)
        self.store: Store = open_store(
            folder / "data", clock=self._clock, profile=self.profile, demo=True
        )
        self.clerk: TestClient = signed_in(self.store, Role.HANDLER)
        self.dpo: TestClient = signed_in(self.store, Role.DPO)
        self.place = ""

    def _clock(self) -> datetime:
        return datetime.combine(self.today, time(9), UTC)

    def receives(self, on: date, *rights: Any, **said: Any) -> dict[str, Any]:
        """A request comes in; a right is its name, or a body with purposes and categories."""
        self.today = on
        body = {
            "received_on": on.isoformat(),
            "channel": "email",
            "language": "nl",
            "rights": [one if isinstance(one, dict) else {"right": one} for one in rights],
            "requester": {"name": "An Peeters", "email": "an@people.example"},
        }
        answer = self.clerk.post("/api/v1/requests", json=body | said)
        assert answer.status_code == 201, answer.text
        shown: dict[str, Any] = answer.json()
        self.place = f"/api/v1/requests/{shown['id']}"
        return shown

    def does(self, on: date, step: str, status: int = 200, **body: Any) -> dict[str, Any]:
        """A step on a day, by a handler."""
        self.today = on
        answer = self.clerk.post(f"{self.place}/{step}", json=body)
        assert answer.status_code == status, answer.text
        shown: dict[str, Any] = answer.json()
        return shown

    def shown(self, on: date | None = None) -> dict[str, Any]:
        self.today = on or self.today
        shown: dict[str, Any] = self.clerk.get(self.place).json()
        return shown

    def letter(self, kind: str = "answer", language: str = "nl") -> str:
        """The draft of a letter as plain text, in one line."""
        asked = {"kind": kind, "language": language, "format": "text"}
        answer = self.clerk.get(f"{self.place}/letter", params=asked)
        assert answer.status_code == 200, answer.text
        return " ".join(answer.text.split())


@contextmanager
def office(profile: str = "") -> Iterator[Office]:
    """An office with this profile; its categories are contact, file and watch."""
    with TemporaryDirectory() as folder:
        opened = Office(Path(folder), 'slug = "office"\n' + profile + CATEGORIES)
        try:
            yield opened
        finally:
            opened.store.engine.close()
