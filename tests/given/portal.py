"""A person at the portal: without a token, without a cookie, without JavaScript."""

import re
from html import unescape
from typing import Any, NamedTuple

from fastapi.testclient import TestClient
from httpx2 import Response

from griffie.api.composition import Store
from griffie.api.composition.web import application
from griffie.application.access.roles import Role
from griffie.application.portal.secret import request_of_secret
from griffie.domain.rights_request import RightsRequest
from tests.conftest import Clock, signed_in

WORDS = {
    "name": "Ludmilla Wittebolle",
    "email": "ludmilla@wittebolle.example",
    "message": "Mijn klantnummer begint met Wittebolle-77.",
}
FILE = ("wittebolle-factuur.txt", b"Factuur van Ludmilla Wittebolle", "text/plain")
QUESTION = "Welk klantnummer staat op uw factuur?"
KEY = "form-key-of-ludmilla"


class Codes(NamedTuple):
    """What the person keeps."""

    reference: str
    secret: str

    def form(self, **more: Any) -> dict[str, Any]:
        """A form of the status page."""
        return {"reference": self.reference, "secret": self.secret, "lang": "en", **more}


def person(store: Store) -> TestClient:
    return TestClient(application(store.engine), headers={"accept": "text/html"})


def codes_in(answer: Response) -> Codes:
    """Reference and secret code on the page that follows the form."""
    assert answer.status_code == 201, answer.text
    found = [re.search(f'id="{name}">([^<]+)<', answer.text) for name in Codes._fields]
    reference, secret = (unescape(one[1]) for one in found if one)
    return Codes(reference, secret)


def asked(client: TestClient, **other: Any) -> Codes:
    """Send the form; what the person keeps."""
    said = {"rights": ["access"], "lang": "en", "once": KEY, **WORDS, **other}
    return codes_in(client.post("/portal/new", data=said))


def headings(answer: Response) -> list[str]:
    return [unescape(one) for one in re.findall(r"<h[12][^>]*>([^<]+)</h[12]>", answer.text)]


def inside(answer: Response) -> str:
    """What stands in the page, as a person reads it."""
    return " ".join(unescape(re.sub("<[^>]+>", " ", answer.text)).split())


class Case:
    """A request that came by the portal, its person, and the office."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store, self.clock = store, clock
        self.client, self.office = person(store), signed_in(store, Role.DPO)
        self.codes: Codes = asked(self.client)

    @property
    def request(self) -> RightsRequest:
        found = request_of_secret(self.store.engine, *self.codes)
        assert found is not None
        return found

    def take(self, step: str, **said: Any) -> dict[str, Any]:
        answer = self.office.post(f"/api/v1/requests/{self.codes.reference}/{step}", json=said)
        assert answer.status_code == 200, answer.text
        shown: dict[str, Any] = answer.json()
        return shown

    def send(self, where: str = "", **more: Any) -> Any:
        return self.client.post(f"/portal/status{where}", data=self.codes.form(**more))

    @property
    def today(self) -> str:
        return self.store.engine.today().isoformat()

    def file(self, octets: bytes) -> str:
        path = f"/api/v1/requests/{self.codes.reference}/documents"
        said = {"kind": "delivered_copy", "name": "kopie.pdf", "media_type": "application/pdf"}
        answer = self.office.post(path, data=said, files={"file": octets})
        document: str = answer.json()["document"]
        return document
