"""A request whose erasure was granted, and a processor to whom it can be handed on."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.composition.web import application
from griffie.application.access.roles import Role
from griffie.application.opendsr.handed_on import hand_on_waiting
from griffie.application.opendsr.processors import HandingOn
from griffie.application.sending.outbox import OutboxRow, OutboxState
from griffie.domain.steps.processor_report import last_report
from griffie.domain.steps.task_record import tasks
from tests.conftest import Clock
from tests.opendsr.partner import EMAIL
from tests.opendsr.processor import Processor

DUE = "2026-04-10"


class Case:
    """A request whose erasure was granted, and a processor."""

    def __init__(self, store: Store, clock: Clock, handing: HandingOn, at: Processor) -> None:
        self.store, self.clock, self.handing, self.processor = store, clock, handing, at
        token = store.access.create_token(Role.DPO, "dpo")
        app = application(store.engine, handing=handing)
        self.office = TestClient(app, headers={"Authorization": f"Bearer {token}"})
        self.anybody = TestClient(app)
        for line in handing.lines:
            line.discover()
        self.id = self.received()

    def received(self, **other: Any) -> UUID:
        said = {
            "received_on": "2026-03-18",
            "channel": "email",
            "language": "nl",
            "rights": [{"right": "erasure"}, {"right": "access"}],
            "requester": {"name": "Ludmilla Wittebolle", "email": EMAIL},
        } | other
        answer = self.office.post("/api/v1/requests", json=said)
        assert answer.status_code == 201, answer.text
        request = UUID(answer.json()["id"])
        granted = self.office.post(f"/api/v1/requests/{request}/grant", json={"right": "erasure"})
        assert granted.status_code == 200, granted.text
        return request

    def hand_on(self, **other: Any) -> Any:
        said = {"processor": "host-1", "right": "erasure", "due_on": DUE, **other}
        return self.office.post(f"/api/v1/requests/{self.id}/hand-on", json=said)

    def round(self, after: timedelta = timedelta()) -> OutboxState:
        """A look at the outbox, a while later. Gives how the message stands."""
        self.clock.at += after
        hand_on_waiting(self.store.engine, self.handing)
        return self.row.state

    @property
    def row(self) -> OutboxRow:
        rows = self.store.engine.outbox.in_state(*OutboxState)
        (row,) = (one for one in rows if one.kind == "opendsr")
        return row

    @property
    def topics(self) -> list[str]:
        return [one.TOPIC for one in self.store.engine.requests.history(self.id)]

    @property
    def open_tasks(self) -> list[str]:
        request = self.store.engine.requests.load(self.id)
        return [one.whom for one in tasks(request) if one.heard is None]

    @property
    def last(self) -> str:
        report = last_report(self.store.engine.requests.load(self.id), self.row.mail)
        return report.status.value if report else ""

    def call_back(self, **said: Any) -> int:
        body, headers = self.processor.callback(str(self.row.mail), **said)
        return self.post_callback(body, headers)

    def post_callback(self, body: bytes, headers: dict[str, str], at: str = "host-1") -> int:
        path = f"/api/opendsr/v2/callbacks/{at}"
        head = headers | {"content-type": "application/json"}
        return int(self.anybody.post(path, content=body, headers=head).status_code)
