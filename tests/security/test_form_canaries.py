"""A canary in every field of every form of the office and of the portal: readable nowhere.

Not in a file of the store, not in an event, a log line, a metric, a header or an address; and on no
page that refuses without showing the form again. Every form that a page draws is found by itself.
"""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from griffie.api.composition import Store
from griffie.api.console.desk.kinds import KINDS
from griffie.application.access.roles import Role
from tests.api.test_commands import COURSE
from tests.conftest import signed_in
from tests.given.console import at_console, page_of, seen
from tests.given.courses import WORDS
from tests.given.desk import FURTHER, Desk, prepare
from tests.given.forms import FormReader
from tests.given.inbox import incoming, mail
from tests.given.portal import asked, person
from tests.given.robot import CANARY, FITTING, Canaries, Drawn, Forms, Sent, send, ways
from tests.given.story import receive, tell
from tests.security.test_mail_canaries import files, readable

WHOLE = 9_000
"""Values, in the long test."""
SHOWN_AGAIN = {200, 201, 409, 412, 422}
"""What an answer says that may show what was typed: the form once more, or what it led to."""


class Office:
    """A store with one of each thing that has a form, and the people who fill them in."""

    def __init__(self, store: Store) -> None:
        self.store, self.canaries = store, Canaries()
        self.answers: list[Response] = []
        self.typed_in_addresses: set[str] = set()
        self.api = signed_in(store, Role.DPO)
        self._clients: dict[Role, TestClient] = {}
        self.desk = Desk(store)
        self.told, self.full = tell(self.api), receive(self.api)
        taken = incoming(store, mail())
        assert taken.message
        self.message = f"/inbox/{taken.message.id}"
        self.person = person(store)
        self.codes = asked(self.person)

    def pages(self) -> Iterator[tuple[Role, str, Sent]]:
        """The pages with forms: who opens them, where, and what is posted to reach them."""
        full, told = page_of(self.full), page_of(self.told)
        account = self.api.get("/api/v1/me").json()["id"]
        for page in ("/", "/views?tab=open", "/calendar", "/retention", "/me", "/proof?next=/"):
            yield Role.DPO, page, {}
        for page in ("/inbox", self.message, "/outbox", "/settings", "/requests/new", "/approvals"):
            yield Role.DPO, page, {}
        for page in ("decide", "searches", "code", "dossier", "letter", "notice"):
            yield Role.DPO, f"{full}/{page}", {}
        for page in (full, told, f"{told}/letter"):
            yield Role.DPO, page, {}
        yield Role.DPO, f"{told}/letter", {"kind": ["answer"]}
        yield Role.DPO, f"{full}/letter", {"kind": ["acknowledgement"]}
        for page in ("/people", "/settings", f"/people/{account}"):
            yield Role.ADMIN, page, {}
        for page in ("/audit", "/audit/inspection", "/audit/dossier", "/audit/searches", told):
            yield Role.AUDITOR, page, {}
        for step in KINDS:
            yield Role.DPO, f"{full}/do/{step}", {}

    def fill_in(self) -> None:
        """Each form once in every way; and each step, drawn or not, with what does not fit."""
        known: set[tuple[str, ...]] = set()
        for role, page, posted in self.pages():
            for drawn in Forms(self._shown(role, page, posted).text).forms:
                if drawn.known_by not in known:
                    known.add(drawn.known_by)
                    self._fill_in(self._client(role), page, drawn)
        for page in ("/portal/new", "/portal/status", ""):
            shown = self.person.get(page) if page else self._status()
            for drawn in Forms(shown.text).forms:
                self._fill_in(self.person, page, drawn)
        for step, kinds in KINDS.items():
            typed, page = dict.fromkeys(kinds, "text"), f"{page_of(self.full)}/do/{step}"
            drawn = Drawn("post", page, typed=typed, values={"version": ["1"], "once": ["k"]})
            answer = send(self._client(Role.DPO), page, drawn, drawn.typed_wrong(self.canaries))
            self.answers.append(answer)

    def _fill_in(self, client: TestClient, page: str, drawn: Drawn) -> None:
        if drawn.method == "get":
            self.typed_in_addresses |= {n for n, kind in drawn.typed.items() if kind not in FITTING}
            return
        for sent in ways(drawn, self.canaries):
            self.answers.append(send(client, page, drawn, sent))

    def take_steps(self, courses: list[tuple[Any, ...]]) -> None:
        """Take each step by its form after what must come before, with a canary for every text."""
        for rights, past, (step, said, event) in courses:
            place = receive(self.api, rights=rights) if rights else receive(self.api)
            prepare(self.desk, place, past)
            client, page = self._client(Role.DPO), f"{page_of(place)}/do/{step}"
            form = FormReader(seen(client, page))
            answer = client.post(form.action, data=form.filled(self._with_canaries(said)))
            self.answers.append(answer)
            last = self.api.get(f"{place}/events").json()["items"][-1]
            assert (answer.status_code, last["type"]) == (303, event), step

    def _with_canaries(self, said: Any) -> Any:
        if isinstance(said, dict):
            return {name: self._with_canaries(one) for name, one in said.items()}
        return self.canaries.next() if said == WORDS else said

    def _client(self, role: Role) -> TestClient:
        if role not in self._clients:
            self._clients[role] = at_console(self.store, role)
        return self._clients[role]

    def _shown(self, role: Role, page: str, posted: Sent) -> Response:
        """A page, by somebody who signs in again where that was ended."""
        for _ in range(2):
            client = self._client(role)
            shown: Response = client.post(page, data=posted) if posted else client.get(page)
            if shown.status_code in {200, 404}:
                break
            del self._clients[role]
        assert shown.status_code in {200, 404}, page
        return shown

    def _status(self) -> Response:
        found: Response = self.person.post("/portal/status", data=self.codes.form())
        assert found.status_code == 200
        return found


@pytest.fixture
def office(store: Store, caplog: pytest.LogCaptureFixture) -> Office:
    caplog.set_level(logging.DEBUG)
    return Office(store)


def in_clear(office: Office, caplog: pytest.LogCaptureFixture, folder: Path) -> list[str]:
    """Where a canary stands that should stand nowhere."""
    places = {f"the file {name}": octets for name, octets in files(folder).items()}
    places["the log"] = caplog.text.encode()
    for path in ("/metrics", "/healthz", "/readyz", "/api/v1/audit/events", "/api/v1/requests"):
        places[path] = office.api.get(path).content
    for place in (office.full, office.told):
        places |= {one: office.api.get(one).content for one in (place, f"{place}/events")}
    for number, answer in enumerate(office.answers):
        who = f"{number}: {answer.request.method} {answer.request.url.path}"
        places[f"an address, {who}"] = unquote_plus(str(answer.request.url)).encode()
        places[f"a header, {who}"] = unquote_plus(str(answer.headers)).encode()
        if answer.status_code not in SHOWN_AGAIN:
            places[f"an answer {answer.status_code}, {who}"] = answer.content
    return [where for where, octets in places.items() if readable(octets)]


def test_what_is_typed_in_a_form_stands_readable_nowhere(
    office: Office, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    office.fill_in()
    office.take_steps(FURTHER)

    assert in_clear(office, caplog, tmp_path) == []
    assert office.typed_in_addresses == set()
    assert office.canaries.given > 1_000
    assert sum(one.status_code == 303 for one in office.answers) > 40
    assert not [one.request.url.path for one in office.answers if one.status_code >= 500]
    told = office.api.get(office.full, params={"reveal": "true"}).content
    assert readable(told)  # it was taken in, and the search finds it


@pytest.mark.deep
def test_nine_thousand_values_stand_readable_nowhere(
    office: Office, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    office.take_steps(
        [
            ([], past, (step, said, event))
            for step, past, _, said, event in COURSE
            if step not in {"assign", "link"} and "said" not in said
        ]
    )
    while office.canaries.given < WHOLE:
        office.full = receive(office.api)
        office.fill_in()

    assert in_clear(office, caplog, tmp_path) == []
    assert not [one.request.url.path for one in office.answers if one.status_code >= 500]


def test_a_form_is_read_as_a_browser_reads_it() -> None:
    """The robot itself: what it finds on a page, and what it sends."""
    page = """<form method="post" action="/a"><input type="hidden" name="once" value="k">
    <input name="who"><input type="date" name="on"><textarea name="words"></textarea>
    <select name="one"><option value="x"><option value="y" disabled></select>
    <input type="radio" name="way" value="1" disabled><input type="file" name="file">
    <button name="do" value="it">Do it</button></form>"""
    (drawn,) = Forms(page).forms
    canaries = Canaries()
    wrong, forged, right, pressed = ways(drawn, canaries)

    assert drawn.choices == {"one": ["x"]}
    assert {name for name in right if CANARY in right[name][0]} == {"who", "words"}
    assert (right["on"], right["one"], right["once"]) == (["2026-03-09"], ["x"], ["k"])
    assert pressed["do"] == ["it"]
    assert {name for name in wrong if CANARY in wrong[name][0]} == {"who", "on", "words", "one"}
    assert all(CANARY in values[0] for values in forged.values())
    assert canaries.given == 14
