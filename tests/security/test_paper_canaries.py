"""A canary in every text of each request, and every paper and file that leaves the house.

A letter, and the proof for who asked, hold values of their own request and no other. Reports, the
record of processing, a file for an inspection and lists hold none. What a PDF says of itself (its
title, author, XMP, the names of files in it) holds none, of nobody.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import ZipFile

import pikepdf
import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from tests.conftest import signed_in
from tests.given.pdf import words
from tests.given.robot import CANARY, Canaries
from tests.given.story import PERSONAL, STEPS, receive

WHOLE = 9_000
A_TEXT = 12
"""Values in each text, in the long test: a letter then has several pages."""
LETTERS = ("acknowledgement", "answer", "refusal", "extension", "identity")
NUMBER = re.compile(rf"{CANARY}(\d{{5}})", re.IGNORECASE)


class Person(NamedTuple):
    """A request whose texts are canaries, and their numbers."""

    place: str
    theirs: range


class Office:
    """Requests of several people, told to their end or left open."""

    def __init__(self, store: Store, a_text: int = 1) -> None:
        self.store, self.canaries, self.a_text = store, Canaries(), a_text
        self.api = signed_in(store, Role.DPO)
        self.people: list[Person] = []

    def asks(self, *, whole: bool) -> None:
        """Somebody asks; with `whole` the request goes to its end."""
        first = self.canaries.given + 1
        who = {"name": self._text("name"), "email": self.canaries.next("email")}
        place = receive(self.api, requester=who, message=self._text("message"))
        for step, body in STEPS if whole else ():
            said = {name: self._said(name, value) for name, value in body.items()}
            done = self.api.post(f"{place}/{step}", json=said)
            assert done.status_code == 200, done.text
        named = {"name": f"{self.canaries.next('email')}.txt", "kind": "delivered_copy"}
        files = {"file": (named["name"], self.canaries.next().encode(), "text/plain")}
        assert self.api.post(f"{place}/documents", data=named, files=files).status_code == 201
        self.people.append(Person(place, range(first, self.canaries.given + 1)))

    def _said(self, name: str, value: Any) -> Any:
        return self._text(name) if value in PERSONAL.values() else value

    def _text(self, name: str) -> str:
        several = 1 if name == "name" else self.a_text
        return " ".join(self.canaries.next() for _ in range(several))


@pytest.fixture
def office(store: Store) -> Office:
    made = Office(store)
    made.asks(whole=True)
    made.asks(whole=False)
    return made


def letters(office: Office, who: Person) -> Iterator[bytes]:
    """Each letter that can be written to somebody, as PDF."""
    for kind in LETTERS:
        asked = {"kind": kind, "format": "pdf"}
        answer = office.api.get(f"{who.place}/letter", params=asked)
        assert answer.status_code in {200, 409}
        if answer.status_code == 200:
            assert CANARY not in str(answer.headers).lower()
            yield answer.content


def numbers(octets: bytes | str) -> set[int]:
    text = octets if isinstance(octets, str) else octets.decode("utf-8", "replace")
    return {int(one) for one in NUMBER.findall(text)}


def about_itself(pdf: bytes) -> str:
    """All that a PDF says without showing it: what is no stream of a page's content."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        said = [repr(opened.docinfo), bytes(opened.Root.Metadata.read_bytes()).decode()]
        said += [f"{name} {one.description}" for name, one in opened.attachments.items()]
        said += [str(one.title) for one in opened.open_outline().root]
    return "\n".join(said)


def inside(pdf: bytes) -> str:
    """Its words, its strings, and everything in it that is packed, also the files in it."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        packed = [
            one.read_bytes().decode("latin-1")
            for one in opened.objects
            if isinstance(one, pikepdf.Stream) and "/DCTDecode" not in str(one.get("/Filter"))
        ]
        told = [repr(one) for one in opened.objects if not isinstance(one, pikepdf.Stream)]
    return "\n".join([words(pdf), *packed, *told])


def public(office: Office) -> Iterator[tuple[str, bytes]]:
    """Papers, tables and files about all requests together: by name."""
    api, published = office.api, {"year": "2026", "published": "true"}
    for form in ("pdf", "xlsx", "csv"):
        for asked in ({"year": "2026"}, published):
            yield f"annual.{form} {asked}", got(api, f"/api/v1/reports/annual.{form}", **asked)
        yield f"processing.{form}", got(api, f"/api/v1/reports/processing.{form}")
    yield (
        "period",
        got(api, "/api/v1/reports/period", **{"from": "2026-01-01", "until": "2026-12-31"}),
    )
    for form in ("csv", "xlsx", "jsonl"):
        yield f"list as {form}", got(api, "/api/v1/requests", format=form)
    yield "dossier", got(api, "/api/v1/audit/dossier")
    yield "inspection", got(api, "/api/v1/audit/inspection", **{"from": "2026-01-01"})


def got(client: TestClient, address: str, **asked: str) -> bytes:
    answer = client.get(address, params=asked)
    assert answer.status_code == 200, (address, answer.text[:300])
    assert CANARY not in str(answer.headers).lower()
    return bytes(answer.content)


def unpacked(name: str, octets: bytes) -> Iterator[tuple[str, str]]:
    """A file, and what is in it where it is packed."""
    if octets.startswith(b"%PDF-"):
        yield name, inside(octets) + about_itself(octets)
    elif octets.startswith(b"PK"):
        with ZipFile(BytesIO(octets)) as packed:
            for member in packed.namelist():
                yield f"{name}: {member}", member
                yield from unpacked(f"{name}: {member}", packed.read(member))
    else:
        yield name, octets.decode("utf-8", "replace")


def test_a_letter_holds_what_is_its_own_and_says_nothing_of_itself(office: Office) -> None:
    for who in office.people:
        found = [*letters(office, who)]
        assert found
        for pdf in found:
            assert numbers(inside(pdf)) <= {*who.theirs}
            assert CANARY not in about_itself(pdf).lower()
    (told, _) = office.people
    sent = [numbers(words(pdf)) for pdf in letters(office, told)]
    assert set().union(*sent)  # a letter does name its person: the search finds it


def in_clear(office: Office) -> list[str]:
    return [
        where
        for name, octets in public(office)
        for where, said in unpacked(name, octets)
        if CANARY in said.lower()
    ]


def test_what_is_published_or_counted_holds_nothing_of_anybody(office: Office) -> None:
    assert in_clear(office) == []


def test_an_inspection_with_opened_values_keeps_each_on_the_page_of_its_request(
    office: Office,
) -> None:
    auditor = signed_in(office.store, Role.AUDITOR)
    asked = {"from": "2026-01-01", "reveal": "true", "language": "fr"}
    why = {"Reveal-Reason": "A complaint."}
    answer = auditor.get("/api/v1/audit/inspection", params=asked, headers=why)
    assert answer.status_code == 200, answer.text
    of = {office.api.get(who.place).json()["reference"]: {*who.theirs} for who in office.people}

    with ZipFile(BytesIO(answer.content)) as packed:
        read = {name: packed.read(name) for name in packed.namelist()}
    opened = {name: numbers(octets) for name, octets in read.items() if numbers(octets)}
    papers = [octets for name, octets in read.items() if name.endswith(".pdf")]

    assert len(opened) == 2 * len(of)  # in French, and in the language of the office
    for name, told in opened.items():
        assert told <= of[name.removeprefix("request-").partition(".")[0]], name
    assert papers
    assert not [pdf for pdf in papers if CANARY in (inside(pdf) + about_itself(pdf)).lower()]


@pytest.mark.deep
def test_of_nine_thousand_values_each_letter_holds_its_own(store: Store) -> None:
    office = Office(store, A_TEXT)
    while office.canaries.given < WHOLE:
        office.asks(whole=True)

    for who in office.people:
        for pdf in letters(office, who):
            assert numbers(inside(pdf)) <= {*who.theirs}
            assert CANARY not in about_itself(pdf).lower()
    assert in_clear(office) == []


def test_the_search_in_a_pdf_finds_what_is_there() -> None:
    with pikepdf.new() as made:
        made.add_blank_page()
        made.attachments[f"{CANARY}00001.txt"] = b"zqkanarie00002"
        with made.open_metadata() as said:
            said["dc:description"] = f"{CANARY}00004"
        made.docinfo["/Title"] = f"{CANARY}00003"
        written = BytesIO()
        made.save(written, object_stream_mode=pikepdf.ObjectStreamMode.generate)

    assert numbers(about_itself(written.getvalue())) >= {1, 3, 4}
    assert 2 in numbers(inside(written.getvalue()))
