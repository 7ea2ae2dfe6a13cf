"""A search of every file, every line that was logged and every metric, for every personal word."""

import os
import re
import subprocess
import sys
import time
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import httpx2
import pytest

from tests.given.ports import free_port
from tests.given.story import PERSONAL, RECEIVE, STEPS

SERVE = """
import sys
from pathlib import Path
import uvicorn
from griffie.api.composition.web import application
from griffie.api.composition import open_store, read_mail
from griffie.application.intake.receive_mail import receive_mail
from griffie.application.access.roles import Role
from tests.conftest import Clock

store = open_store(Path(sys.argv[1]), clock=Clock(), demo=True)
receive_mail(store.engine, read_mail, Path(sys.argv[2]).read_bytes(), None, ())
for role in (Role.HANDLER, Role.DPO, Role.AUDITOR):
    print(role, store.access.create_token(role, "Gijsbrecht Sleutelaar"), flush=True)
uvicorn.run(application(store.engine), port=int(sys.argv[3]), log_level="trace", access_log=True)
"""

MAIL = """From: Walburga Opdebeeck <walburga@opdebeeck.example>
To: privacy@controller.example
Subject: Mijn gegevens bij Ottokar
Date: Fri, 06 Mar 2026 10:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=grens

--grens
Content-Type: text/plain; charset=utf-8

Ik heet Walburga en mijn neef Ottokar ook.
--grens
Content-Type: text/plain; name="Ottokar-paspoort.txt"
Content-Disposition: attachment; filename="Ottokar-paspoort.txt"

Paspoort van Ottokar Opdebeeck, nummer EH417736.
--grens--
"""

LETTER = """Received: from Eustachius.example by mx.example; Fri, 6 Mar 2026 10:00:00 +0100
Return-Path: <Eustachius@vandewoestijne.example>
Delivered-To: Eustachius-in@vandewoestijne.example
From: Eustachius Vandewoestijne <eustachius@vandewoestijne.example>
Reply-To: Eustachius <antwoord@vandewoestijne.example>
Sender: Eustachius <sender@vandewoestijne.example>
To: Eustachius-aan@vandewoestijne.example
Cc: Eustachius <cc@vandewoestijne.example>
Subject: Vraag van Eustachius {number}
Message-ID: <{number}.Eustachius@vandewoestijne.example>
In-Reply-To: <eerder.Eustachius@vandewoestijne.example>
References: <eerder.Eustachius@vandewoestijne.example>
Organization: Vandewoestijne bvba
X-Eustachius: Vandewoestijne
Comments: Vandewoestijne
Date: Fri, 06 Mar 2026 10:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=grens

Preambule van Eustachius
--grens
Content-Type: text/plain; charset=utf-8; name="Eustachius.txt"
Content-Description: Vandewoestijne

Ik ben Eustachius Vandewoestijne en mijn nummer is 85.07.30-033.28.
--grens
Content-Type: image/png; name="Eustachius.png"
Content-Disposition: attachment; filename="Vandewoestijne.png"
Content-Transfer-Encoding: base64

RXVzdGFjaGl1cw==
--grens--
Epiloog van Vandewoestijne
"""
"""A name in every header, before, in and behind the parts, and in the names of files."""

DOCUMENT = "Identiteitskaart van Crispijn Verhaeghe-Dumoulin"
REASON = "Klacht van Theodoor Wijnants"
WRONG = "Philomena Uytterhoeven"

SAID = [
    *PERSONAL.values(),
    *("walburga@opdebeeck.example", "Walburga Opdebeeck", "Mijn gegevens bij Ottokar"),
    *("Ik heet Walburga en mijn neef Ottokar ook.", "Ottokar-paspoort.txt", "EH417736"),
    *(DOCUMENT, "crispijn.pdf", REASON, WRONG, "Gijsbrecht Sleutelaar"),
]
NAMES = ["Adélaïde", "Abbeele", "Corneel", "Walburga", "Opdebeeck", "Ottokar", "Crispijn"]
NAMES += ["Verhaeghe", "Dumoulin", "Theodoor", "Wijnants", "Philomena", "Uytterhoeven"]
NAMES += ["Eustachius", "Vandewoestijne", "85.07.30-033.28"]
NAMES += ["Gijsbrecht", "Sleutelaar", "adelaide@"]


def spelled(word: str) -> Iterator[tuple[str, bytes]]:
    """A word in every dress in which it might stand somewhere."""
    octets = word.encode()
    yield "UTF-8", octets
    yield "folded", word.casefold().encode()
    yield "UTF-16 LE", word.encode("utf-16-le")
    yield "UTF-16 BE", word.encode("utf-16-be")
    yield "escaped for JSON", word.encode("ascii", "backslashreplace")
    yield "URL", quote(word).encode()
    yield "form", quote(word.replace(" ", "+"), safe="+").encode()
    for offset in range(3):
        # What the bytes before and after share a letter with depends on them: leave it out.
        first, last = -(-offset * 4 // 3), (offset + len(octets)) * 4 // 3
        for encode in (b64encode, urlsafe_b64encode):
            yield f"base64 at {offset}", encode(bytes(offset) + octets)[first:last]


def found(haystacks: Mapping[str, bytes]) -> list[str]:
    return [
        f"{word} ({dress}) in {where}"
        for where, hay in haystacks.items()
        for word in [*SAID, *NAMES]
        for dress, needle in spelled(word)
        if needle in hay
    ]


class Told(NamedTuple):
    folder: Path
    answers: list[httpx2.Response]
    while_served: dict[str, bytes]
    logged: bytes


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The whole story told to a server of its own, that logs all it can; then it is stopped."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "mail.eml").write_text(MAIL)
    port = free_port()
    log = folder / "log"
    command = [sys.executable, "-c", SERVE, str(folder / "data"), str(folder / "mail.eml")]
    with (
        log.open("wb") as out,
        subprocess.Popen([*command, str(port)], stdout=out, stderr=subprocess.STDOUT) as server,
    ):
        try:
            tokens = tokens_in(log)
            answers = tell_everything(f"http://127.0.0.1:{port}", tokens)
            while_served = files(folder / "data")
        finally:
            server.terminate()
    return Told(folder / "data", answers, while_served, log.read_bytes())


def tokens_in(log: Path) -> dict[str, str]:
    until = time.monotonic() + 180
    while b"Uvicorn running" not in log.read_bytes():
        assert time.monotonic() < until, log.read_text()
        time.sleep(0.05)
    return dict(re.findall(r"^(handler|dpo|auditor) (\S+)$", log.read_text(), re.MULTILINE))


def tell_everything(at: str, tokens: dict[str, str]) -> list[httpx2.Response]:
    who = {
        role: httpx2.Client(base_url=at, headers={"Authorization": f"Bearer {token}"}, timeout=30)
        for role, token in tokens.items()
    }
    clerk, requests = who["handler"], "/api/v1/requests"
    keyed = {b"Idempotency-Key": f"mail of {PERSONAL['name']}".encode()}
    came = [clerk.post(requests, json=RECEIVE, headers=keyed) for _ in range(2)]
    here = came[0].headers["Location"]
    came += [clerk.post(f"{here}/{step}", json=body) for step, body in STEPS[:-1]]
    upload: Any = {"file": ("crispijn.pdf", DOCUMENT.encode() * 500, "application/pdf")}
    came.append(clerk.post(f"{here}/documents", files=upload, data={"name": "crispijn.pdf"}))
    came.append(clerk.post(f"{here}/close", json={}))
    for sought in ({"name": PERSONAL["name"]}, {"name": "abbeele"}, {"email": PERSONAL["email"]}):
        came.append(clerk.post(f"{requests}/search", json=sought))
        assert len(came[-1].json()["items"]) == 1
    for path in (here, f"{here}/events"):
        revealed = clerk.get(path, params={"reveal": "true"})
        assert PERSONAL["message"] in revealed.text
        reason = {"Reveal-Reason": REASON}
        came += [revealed, who["auditor"].get(path, params={"reveal": "true"}, headers=reason)]
    came += mails(clerk)
    came += errors(clerk, here)
    came += [who["dpo"].get(f"/api/v1/{path}") for path in ("requests", "audit/events", "law")]
    came += [clerk.get(f"/{path}") for path in ("metrics", "healthz", "readyz", "openapi.json")]
    return came


def mails(clerk: httpx2.Client) -> list[httpx2.Response]:
    """The same letter as three messages: one is read and made a request, one joins, one is none."""
    kind, inbox = {"Content-Type": "message/rfc822"}, "/api/v1/messages"
    letters = [LETTER.replace("{number}", number).encode() for number in "123"]
    came = [clerk.post("/api/v1/mail", content=one, headers=kind) for one in (*letters, letters[0])]
    assert [one.status_code for one in came] == [202] * 4
    made, joined, aside = (one.headers["Location"] for one in came[:3])
    quiet = [*came, clerk.get(inbox), clerk.get(made)]
    revealed = clerk.get(made, params={"reveal": "true"})
    assert "Ik ben Eustachius Vandewoestijne" in revealed.text
    asked = clerk.post("/api/v1/requests", json=RECEIVE | {"rights": []}).headers["Location"]
    quiet += [
        clerk.post(f"{made}/make-request", json={}),
        clerk.post(f"{joined}/join", json={"request": asked.rpartition("/")[2]}),
        clerk.post(f"{aside}/no-request", json={"reason": "Vandewoestijne vraagt niets."}),
        clerk.post(f"{made}/make-request", json={}),
        clerk.post(f"{made}/join", json={"request": "Eustachius"}),
        clerk.post(f"{made}/no-request", json={"Eustachius": "Vandewoestijne"}),
        clerk.post("/api/v1/mail", content=b"Eustachius", headers={"Content-Type": "text/plain"}),
        clerk.post("/api/v1/mail", content=b"From: Eustachius", headers=kind),
    ]
    assert {one.status_code for one in quiet} == {200, 201, 202, 409, 415, 422}
    assert not found({str(one.url): one.content for one in quiet})
    return [*came, revealed]


def errors(clerk: httpx2.Client, here: str) -> list[httpx2.Response]:
    """The same names, where no name belongs. Every answer is a refusal, and repeats none."""
    bad: list[Any] = [
        RECEIVE | {WRONG: WRONG},
        RECEIVE | {"channel": WRONG},
        RECEIVE | {"received_on": WRONG},
        RECEIVE | {"rights": [{"right": WRONG}]},
        RECEIVE | {"requester": {"name": WRONG}},
        RECEIVE | {"requester": WRONG},
        [WRONG],
        WRONG,
    ]
    came = [clerk.post("/api/v1/requests", json=body) for body in bad]
    came.append(clerk.post("/api/v1/requests", content=f'{{"{WRONG}'.encode()))
    came.append(clerk.post("/api/v1/requests/search", json={"fax": WRONG}))
    came.append(clerk.post(f"{here}/add-note", json={"note": {"text": WRONG}}))
    came.append(clerk.post(f"{here}/assign", json={"handler": WRONG}))
    came.append(clerk.post(f"{here}/reopen", json={"reason": WRONG, "x": WRONG}))
    came.append(clerk.get(here, headers={"Authorization": f"Bearer {WRONG}"}))
    came.append(clerk.post(f"{here}/add-note", json={"note": "x"}, headers={"If-Match": WRONG}))
    assert {one.status_code for one in came} <= {401, 409, 422}
    assert not found({str(one.url): one.content for one in came})
    return came


def test_the_story_was_told(told: Told) -> None:
    went = [one.status_code for one in told.answers]

    assert went.count(200) > 20
    assert went.count(201) == 3
    assert 500 not in went
    assert b"POST /api/v1/requests" in told.logged


def test_no_file_of_the_store_holds_a_personal_word_while_it_is_served(told: Told) -> None:
    assert {"griffie.db", "griffie.db-wal", "keys.db", "access.db"} <= told.while_served.keys()
    assert found(told.while_served) == []


def test_no_file_of_the_store_holds_a_personal_word_afterwards(told: Told) -> None:
    assert found(files(told.folder)) == []


def test_no_line_that_was_logged_holds_a_personal_word(told: Told) -> None:
    assert found({"log": told.logged}) == []


def test_no_metric_and_no_list_holds_a_personal_word(told: Told) -> None:
    quiet = ("/metrics", "/healthz", "/readyz", "/audit/events", "/law", "/api/v1/requests")
    heard = {str(one.url): one.content for one in told.answers if one.url.path.endswith(quiet)}
    heard = {url: content for url, content in heard.items() if "/requests" not in url}

    assert len(heard) == 5
    assert found(heard) == []


@pytest.mark.parametrize("dress", sorted({dress for dress, _ in spelled(NAMES[0])}))
def test_the_search_bites(told: Told, dress: str) -> None:
    """One word in one dress, planted in the middle of the real thing, is found."""
    for word in ("Opdebeeck", PERSONAL["message"]):
        planted = dict(spelled(word))[dress]
        if dress.startswith("base64"):
            offset = int(dress[-1])
            planted = b64encode(os.urandom(offset) + word.encode() + b"and more")
        store = told.while_served["griffie.db"]

        hits = found({"file": store[:5000] + planted + store[5000:]})

        assert any(word in hit for hit in hits)
