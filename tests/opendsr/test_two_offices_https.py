"""Two offices behind HTTPS, each a served Griffie: handed on, called back, fetched.

The certificate that signs is fetched, its chain is checked, and each callback goes from the one
program to the other through a door with TLS.
"""

import json
import re
import socket
import ssl
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import httpx2
import pytest

from griffie.api.composition import open_store
from griffie.application.access.roles import OPERATOR
from griffie.application.webhooks.webhook import Kind
from griffie.infrastructure.opendsr.belief import fingerprint
from tests.given.server import Server, answer_of, served
from tests.opendsr.names import VARIABLE
from tests.opendsr.partner import DOMAIN, EMAIL
from tests.opendsr.test_belief import a_key, issued
from tests.opendsr.test_two_offices import Office, reports, take, until
from tests.opendsr.tls_door import Door, authority_file, key_file, tls_door

SHOP = "privacy.shop.example"
CALLBACKS = "/api/opendsr/v2/callbacks/host-1"
COPY = b'{"orders": []}'
NAMED = ("-m", "tests.opendsr.names", "serve")


class Two(NamedTuple):
    """What the controller sees, what the processor sees, and what came through each door."""

    office: httpx2.Client
    host: httpx2.Client
    at_office: Door
    at_host: Door
    servers: tuple[Server, Server]
    token: str
    trust: ssl.SSLContext


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    folder = tmp_path_factory.mktemp("two")
    ours, theirs = folder / "controller", folder / "processor"
    ours.mkdir()
    theirs.mkdir()
    believed = authority_file(folder)
    controller, processor = Office(ours), Office(theirs)
    agreed = frozenset({Kind.OPENDSR_STATUS})
    store = open_store(processor.data, demo=True)
    now = store.engine.now(OPERATOR)
    store.engine.webhooks.add(f"https://{SHOP}{CALLBACKS}", agreed, now, allows_private=True)
    store.engine.close()
    files = files_of(ours, theirs, believed, processor)
    with ExitStack() as stack:
        doors = {host: stack.enter_context(tls_door(folder, host)) for host in (SHOP, DOMAIN)}
        names = {VARIABLE: json.dumps({host: door.port for host, door in doors.items()})}
        trusted = {**names, "SSL_CERT_FILE": str(believed)}

        def office_served(office: Office, host: str, file: Path) -> Server:
            program, options = (sys.executable, *NAMED), ("--opendsr", str(file))
            server = stack.enter_context(
                served(office.data, *options, program=program, environment=trusted)
            )
            doors[host].upstream = server.port
            return server

        there = office_served(processor, DOMAIN, files[1])  # first: the other asks it at once
        here = office_served(controller, SHOP, files[0])
        yield Two(
            stack.enter_context(controller.client(here)),
            stack.enter_context(processor.client(there)),
            doors[SHOP],
            doors[DOMAIN],
            (here, there),
            controller.token,
            ssl.create_default_context(cafile=believed),
        )


def files_of(ours: Path, theirs: Path, believed: Path, processor: Office) -> tuple[Path, Path]:
    """The file of the controller, which knows the key by its fingerprint, and that of the other."""
    key = a_key()
    (theirs / "signs.pem").write_bytes(issued(key, DOMAIN))
    at_theirs, at_ours = theirs / "opendsr.toml", ours / "opendsr.toml"
    at_theirs.write_text(
        f"""
domain = "{DOMAIN}"
certificate_file = "signs.pem"
key_file = "{key_file(theirs, "signs", key).name}"

[[controllers]]
id = "shop-a"
account = "{processor.account}"
callbacks = ["https://{SHOP}{CALLBACKS}"]
""",
        "utf-8",
    )
    (ours / "host.token").touch(0o600)
    (ours / "host.token").write_text(processor.partner, "utf-8")
    at_ours.write_text(
        f"""
[[processors]]
code = "host-1"
address = "https://{DOMAIN}/api/opendsr/v2"
domain = "{DOMAIN}"
key_sha256 = "{fingerprint(key.public_key())}"
controller_id = "shop-a"
token_file = "host.token"
callback = "https://{SHOP}{CALLBACKS}"
ca_file = "{believed}"
allow_private = true
""",
        "utf-8",
    )
    return at_ours, at_theirs


def asked(two: Two) -> tuple[str, str]:
    """A request whose right was handed on and received: its id, and the id of the message."""
    today = two.office.get("/dashboards/deadlines").json()["on"]
    said: dict[str, Any] = {"received_on": today, "channel": "email", "language": "nl"}
    said |= {"rights": [{"right": "portability"}], "requester": {"email": EMAIL}}
    request = two.office.post("/requests", json=said).json()["id"]

    def handed_on() -> bool:
        on = {"processor": "host-1", "right": "portability", "due_on": today}
        answer = two.office.post(f"/requests/{request}/hand-on", json=on)
        assert answer.status_code in {200, 422}, answer.text
        return answer.status_code == 200  # its discovery was read

    until(handed_on)
    until(lambda: reports(two.office, request) == ["pending"])
    sent = two.at_host.named(b"POST /api/opendsr/v2/requests")[-1]
    return request, json.loads(sent.partition(b"\r\n\r\n")[2])["subject_request_id"]


def carried_out(two: Two) -> None:
    """The processor lays a copy ready and closes: by steps of its own people."""
    request = newest(two)
    day = two.host.get("/dashboards/deadlines").json()["on"]
    file, kind = ("copy.json", COPY, "application/json"), {"kind": "delivered_copy"}
    path = f"/requests/{request}/documents"
    document = two.host.post(path, files={"file": file}, data=kind).json()["document"]
    copy = {"right": "portability", "format": "json", "channel": "other", "delivered_on": day}
    letter = {"kind": "answer", "rights": ["portability"], "sent_on": day, "channel": "other"}
    take(two.host, request, "deliver-copy", documents=[document], **copy)
    take(two.host, request, "fulfil", right="portability", measures="Klaargelegd.")
    take(two.host, request, "inform", text="Uw kopie ligt klaar.", **letter)
    take(two.host, request, "close")


def through(two: Two, message: bytes) -> int:
    """Send what came through the door of the controller once more; the status of the answer."""
    at = ("127.0.0.1", two.at_office.port)
    with (
        socket.create_connection(at, 60) as plain,
        two.trust.wrap_socket(plain, server_hostname=SHOP) as line,
    ):
        line.sendall(message)
        return answer_of(line).status


@pytest.mark.law("gdpr/28/3/e")
def test_from_the_request_to_the_copy_over_https(two: Two) -> None:
    request, mail = asked(two)
    assert len(two.at_host.named(b"GET /api/opendsr/cert.pem ")) == 1
    take(two.host, newest(two), "grant", right="portability")
    carried_out(two)
    until(lambda: reports(two.office, request)[-1:] == ["completed"])

    said = reports(two.office, request)
    assert said == list(dict.fromkeys(said))  # each once, however often it was called back
    came = two.at_office.named(CALLBACKS.encode())
    assert came
    desk = httpx2.Client(base_url=f"http://127.0.0.1:{two.servers[0].port}", timeout=60)
    with desk:
        assert desk.post("/login", data={"token": two.token}).status_code == 303
        reference = two.office.get(f"/requests/{request}").json()["reference"]
        page = f"/requests/{reference}/processors"
        fetched = desk.post(f"{page}/{mail}/results")
    assert fetched.status_code == 303, fetched.text
    (kept,) = two.office.get(f"/requests/{request}/documents").json()["items"]
    found = two.office.get(f"/requests/{request}/documents/{kept['document']}")
    assert found.content == COPY
    assert len(two.at_host.named(f"{mail}/results ".encode())) == 1
    log = "".join(one.said() for one in two.servers)
    assert EMAIL not in log


def test_a_callback_twice_late_or_by_another_changes_nothing(two: Two) -> None:
    request, _ = asked(two)
    before = len(two.at_office.named(CALLBACKS.encode()))
    take(two.host, newest(two), "grant", right="portability")
    until(lambda: reports(two.office, request)[-1:] == ["in_progress"])
    early = two.at_office.named(CALLBACKS.encode())[before]
    carried_out(two)
    until(lambda: reports(two.office, request)[-1:] == ["completed"])
    last = two.at_office.named(CALLBACKS.encode())[-1]
    said = reports(two.office, request)

    forged = [
        last.replace(b'"completed"', b'"cancelled"'),  # as long as it was
        re.sub(rb"(?i)(x-opendsr-signature: )....", rb"\1AAAA", last),
        last.replace(b"/callbacks/host-1", b"/callbacks/host-9"),
    ]
    assert [through(two, one) for one in (last, last, early)] == [202, 202, 202]
    assert [through(two, one) for one in forged] == [400, 400, 404]
    assert reports(two.office, request) == said == ["pending", "in_progress", "completed"]


def newest(two: Two) -> str:
    """The request of the processor that is not closed."""
    items = two.host.get("/requests").json()["items"]
    (request,) = (one["id"] for one in items if one["status"] != "closed")
    return str(request)
