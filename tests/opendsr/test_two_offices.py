"""Two offices, each a served Griffie: one hands a request on, the other carries it out."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx2
import pytest

from griffie.api.composition import open_store
from griffie.api.composition.opendsr import handing_of
from griffie.application.access.roles import Role
from griffie.application.opendsr.handed_on import LOOK_EVERY, hand_on_waiting
from griffie.domain.steps.task_record import tasks
from tests.given.server import Server, served
from tests.opendsr.partner import DOMAIN, EMAIL, certificate, written

INFORMED = {"kind": "answer", "channel": "email", "text": "Gewist."}
PATIENCE = 180.0
SECRET = "sh-0123456789"


class Office:
    """A store that is served, and its data protection officer."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        store = open_store(self.data, demo=True)
        self.token = store.access.create_token(Role.DPO, "dpo")
        self.partner = store.access.create_token(Role.INTAKE, "shop-a")
        account = store.access.account_of(self.partner)
        assert account
        self.account = account.id
        store.engine.close()

    def client(self, server: Server) -> httpx2.Client:
        head = {"Authorization": f"Bearer {self.token}"}
        at = f"http://127.0.0.1:{server.port}/api/v1"
        return httpx2.Client(base_url=at, headers=head, timeout=60)


def until(seen: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not seen():
        assert time.monotonic() < end
        time.sleep(0.2)


def take(office: httpx2.Client, request: str, step: str, **said: Any) -> None:
    answer = office.post(f"/requests/{request}/{step}", json=said)
    assert answer.status_code == 200, answer.text


def reports(office: httpx2.Client, request: str) -> list[str]:
    found = office.get(f"/requests/{request}/events").json()["items"]
    return [one["data"]["status"] for one in found if one["type"] == "ProcessorReported"]


def file_of_the_controller(folder: Path, port: int, token: str) -> Path:
    (folder / "host.pem").write_bytes(certificate().certificate)
    (folder / "host.token").touch(0o600)
    (folder / "host.token").write_text(token, "utf-8")
    path = folder / "opendsr.toml"
    path.write_text(
        f"""
[[processors]]
code = "host-1"
address = "http://127.0.0.1:{port}/api/opendsr/v2"
domain = "{DOMAIN}"
certificate_file = "host.pem"
controller_id = "shop-a"
token_file = "host.token"
identities = ["email", "controller_customer_id"]
allow_private = true
""",
        "utf-8",
    )
    return path


@pytest.mark.law("gdpr/28/3/e")
def test_a_request_goes_from_one_office_to_the_other_and_its_answer_comes_back(
    tmp_path: Path,
) -> None:
    ours, theirs = tmp_path / "controller", tmp_path / "processor"
    ours.mkdir()
    theirs.mkdir()
    controller, processor = Office(ours), Office(theirs)
    at_theirs = written(theirs, {"shop-a": processor.account})
    with served(processor.data, "--opendsr", str(at_theirs)) as there:
        at_ours = file_of_the_controller(ours, there.port, processor.partner)
        with (
            served(controller.data, "--opendsr", str(at_ours)) as here,
            controller.client(here) as office,
            processor.client(there) as host,
        ):
            today = office.get("/dashboards/deadlines").json()["on"]
            said = {
                "received_on": today,
                "channel": "email",
                "language": "nl",
                "rights": [{"right": "erasure"}],
                "requester": {"email": EMAIL},
            }
            request = office.post("/requests", json=said).json()["id"]
            take(office, request, "grant", right="erasure")

            def handed_on() -> bool:
                said = {"processor": "host-1", "right": "erasure", "due_on": today}
                answer = office.post(
                    f"/requests/{request}/hand-on", json=said | {"customer": SECRET}
                )
                assert answer.status_code in {200, 422}, answer.text
                return answer.status_code == 200  # its discovery was read

            until(handed_on)
            until(lambda: reports(office, request) == ["pending"])
            (item,) = host.get("/requests").json()["items"]
            shown = host.get(f"/requests/{item['id']}?reveal=true").json()
            assert (shown["requester"], shown["received_on"]) == ({"email": EMAIL}, today)
            assert SECRET in shown["message"]
            for step, said in (
                ("fulfil", {"right": "erasure", "measures": "Alles gewist."}),
                ("inform", INFORMED | {"rights": ["erasure"], "sent_on": today}),
                ("close", {}),
            ):
                take(host, item["id"], step, **said)
            log = here.said() + there.said()
        later = datetime.now(UTC) + LOOK_EVERY + timedelta(minutes=5)
        store = open_store(controller.data, demo=True, clock=lambda: later)
        handing = handing_of(at_ours)
        assert handing
        hand_on_waiting(store.engine, handing)
        with_us = store.engine.requests.load(UUID(request))
        audited, _ = store.check([], lambda *_: None)
        store.engine.close()

    assert [one.heard is not None for one in tasks(with_us)] == [True]
    assert not audited
    assert EMAIL not in log
    assert SECRET not in log
