"""An invented step, as somebody would write it who follows docs/extend.md; and where it shows."""

from collections.abc import Callable

PAGE = '''"""Calls with the requester about what they asked."""

from datetime import date

from griffie.domain.law import GDPR
from griffie.domain.model.event import KeptEvent
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Sealed
from griffie.domain.request.state import RequestState
from griffie.domain.request.values import UNCLEAR
from griffie.domain.steps import rules
from griffie.domain.steps.rule import rule
from griffie.domain.steps.said import PastDay
from griffie.domain.steps.step import step


class CallRecorded(KeptEvent):
    TOPIC = "CallRecorded"
    called_on: date
    gist: Sealed

    def apply(self, request: RequestState) -> None:
        request.happened(self.called_on)


@rule("no question is open about which one could call: ask for clarification first", GDPR(12, 2))
def question_open(request: RequestState) -> bool:
    return request.open_question(UNCLEAR) is not None


class Calls(RequestState):
    @step(rules.still_open, question_open)
    def record_call(self, _: Occasion, *, called_on: PastDay, gist: Sealed) -> CallRecorded:
        """Record that the requester was called about an open question: Article 12(2) GDPR.

        Why: Art. 12(2): the controller "shall facilitate the exercise" of the rights.
        """
        return CallRecorded(called_on=called_on, gist=gist)
'''

WORDS = """
[steps.record_call]
nl = "Gesprek vastleggen"
fr = "Consigner un appel"
de = "Anruf festhalten"
en = "Record a call"

[events.CallRecorded.title]
nl = "Gebeld"
fr = "Appel passé"
de = "Angerufen"
en = "Requester called"

[events.CallRecorded.detail]
nl = "Op {called_on}."
fr = "Le {called_on}."
de = "Am {called_on}."
en = "On {called_on}."

[[sentences]]
nl = "er is geen open vraag om over te bellen: vraag eerst om verduidelijking"
fr = "aucune question n’est ouverte : demandez d’abord des précisions"
de = "keine Frage ist offen: bitten Sie zuerst um Klärung"
en = "no question is open about which one could call: ask for clarification first"

[fields.called_on]
nl = "Gebeld op"
fr = "Appelé le"
de = "Angerufen am"
en = "Called on"

[fields.gist]
nl = "Kern"
fr = "Essentiel"
de = "Kern"
en = "Gist"
"""

TESTS = '''"""Calls with the requester."""

import pytest
from fastapi.testclient import TestClient

from griffie.domain.law import Right
from griffie.domain.steps import calls
from griffie.domain.steps.calls import CallRecorded
from tests.given.declared import Case
from tests.given.past import RECEIVED_ON, WORDS, asked, given, objection, received
from tests.given.story import receive

SAMPLES = (CallRecorded(called_on=RECEIVED_ON, gist=WORDS),)
SAID = {"called_on": RECEIVED_ON, "gist": WORDS}
CASES = {calls.question_open: Case([received(Right.ACCESS)], "record_call", SAID)}
TRIED = ("record-call",)
NOT_MODELLED = {"record_call": "the interface has no row for it"}


@pytest.mark.law("gdpr/12/2")
def test_a_call_is_about_an_open_question() -> None:
    assert str(objection(given(received(Right.ACCESS)), "record_call", **SAID).provision)
    given(received(Right.ACCESS), asked()).record_call


def test_a_call_is_recorded_through_http(dpo: TestClient) -> None:
    place = receive(dpo)
    question = {"question": "Welke?", "asked_on": "2026-03-06"}
    dpo.post(f"{place}/ask-clarification", json=question)

    answer = dpo.post(f"{place}/record-call", json={"called_on": "2026-03-09", "gist": "x"})

    assert answer.status_code == 200
'''


def before(anchor: str, text: str) -> Callable[[str], str]:
    def edit(page: str) -> str:
        assert anchor in page, anchor
        return page.replace(anchor, f"{text}{anchor}", 1)

    return edit


def all_of(*edits: Callable[[str], str]) -> Callable[[str], str]:
    def edit(page: str) -> str:
        for one in edits:
            page = one(page)
        return page

    return edit


BY_HAND: dict[str, Callable[[str], str]] = {
    "domain/steps/calls.py": lambda _: PAGE,
    "domain/rights_request.py": all_of(
        before(
            "from griffie.domain.steps.clarif", "from griffie.domain.steps.calls import Calls\n"
        ),
        before("    Extension,\n", "    Calls,\n"),
    ),
    "domain/events/course.py": all_of(
        before(
            "from griffie.domain.steps.clock",
            "from griffie.domain.steps.calls import CallRecorded\n",
        ),
        before('    "ComplaintRecorded",\n', '    "CallRecorded",\n'),
    ),
    "domain/steps/words.toml": lambda page: page + WORDS,
    "docs/law-events.md": before(
        "| ClarificationDeclined", "| (a call about the question) | `CallRecorded` |\n"
    ),
    "tests/steps/test_calls.py": lambda _: TESTS,
}
"""The files that are written by hand, and how."""

LOOK = """
import io, json, tempfile, zipfile
from datetime import UTC, datetime
from pathlib import Path

from fastapi.testclient import TestClient

from griffie.api.composition import open_store
from griffie.api.composition.web import application
from griffie.application.access.roles import Role
from tests.given.story import RECEIVE
from tests.model.test_two_models_agree import test_every_command_is_modelled_or_says_why_not

test_every_command_is_modelled_or_says_why_not()
PATH = "/api/v1/requests/{request_id}/record-call"
law = Path("docs/law.md").read_text("utf-8")
assert "domain/steps/calls.py` question_open" in law and "Calls.record_call" in law

with tempfile.TemporaryDirectory() as folder:
    clock = lambda: datetime(2026, 3, 20, 10, tzinfo=UTC)
    store = open_store(Path(folder) / "data", clock=clock, demo=True)
    token = store.access.create_token(Role.DPO, "somebody")
    app = application(store.engine)
    client = TestClient(app, headers={"Authorization": f"Bearer {token}"})

    described = client.get("/openapi.json").json()
    operation = described["paths"][PATH]["post"]
    said = "Record that the requester was called about an open question: Article 12(2) GDPR."
    assert operation["description"] == said, operation["description"]
    body = described["components"]["schemas"]["RecordCall"]
    assert body["required"] == ["called_on", "gist"]
    assert body["properties"]["gist"]["maxLength"] == 20_000

    received = client.post("/api/v1/requests", json=RECEIVE)
    here = received.headers["Location"]

    def action():
        return {one["command"]: one for one in client.get(here).json()["actions"]}["record-call"]

    assert action()["type"] == "/law/gdpr/12/2" and not action()["allowed"]
    call = {"called_on": "2026-03-09", "gist": "Zij bedoelt de facturen."}
    assert client.post(f"{here}/record-call", json=call).status_code == 409
    ask = {"question": "Welke?", "asked_on": "2026-03-06"}
    assert client.post(f"{here}/ask-clarification", json=ask).status_code == 200
    assert action()["allowed"]
    early = client.post(f"{here}/record-call", json=call | {"called_on": "2026-01-01"})
    assert early.status_code == 422
    assert client.post(f"{here}/record-call", json=call).status_code == 200
    event = client.get(f"{here}/events").json()["items"][-1]
    assert event["type"] == "CallRecorded" and "facturen" not in json.dumps(event)
    assert "CallRecorded" in client.get("/api/v1/audit/events").text

    letter = client.get(f"{here}/letter", params={"kind": "status"})
    assert letter.status_code < 500, letter.text
    bundle = client.get(f"{here}/dossier")
    assert bundle.status_code == 200, bundle.text
    pages = zipfile.ZipFile(io.BytesIO(bundle.content))
    told = "".join(pages.read(n).decode() for n in pages.namelist() if n.endswith(".html"))
    assert any(title in told for title in ("Gebeld", "Appel passé", "Requester called")), told

    web = TestClient(app)
    web.post("/login", data={"token": token})
    reference = client.get(here).json()["reference"]
    page = web.get(f"/requests/{reference}").text
    assert "Requester called" in page or "Gebeld" in page
    assert "Record a call" in page or "Gesprek vastleggen" in page
    for place in ("/", f"/requests/{reference}/replay", f"/requests/{reference}/looks", "/audit"):
        assert web.get(place).status_code == 200, place
    store.engine.close()
print("seen")
"""
"""Where the step shows: a program that is run in the copy."""
