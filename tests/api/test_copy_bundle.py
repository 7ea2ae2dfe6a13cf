"""One file to hand over: what a person and a program find in it, and that it is committed to."""

import csv
import json
from hashlib import sha256
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.papers.copy import papers
from griffie.application.access.roles import Role
from griffie.application.controller.profile import NEUTRAL
from griffie.application.copies.bundle import Contents, Entry
from griffie.application.dossier.zip_writer import zip_parts
from griffie.domain.law import Language
from tests.api.test_redaction_api import BODY
from tests.conftest import signed_in
from tests.given.console import at_console, page_of, seen
from tests.given.owner import audited
from tests.given.papers import pdf
from tests.given.story import receive

CSV = b"datum,bedrag\n2026-01-05,12.50\n"


@pytest.fixture
def place(clerk: TestClient) -> str:
    return receive(clerk)


def filed(clerk: TestClient, place: str, name: str, octets: bytes, media: str = "text/csv") -> str:
    """The digest of a document on file."""
    said = {"name": name, "media_type": media, "kind": "delivered_copy"}
    answer = clerk.post(f"{place}/documents", files={"file": ("x", octets)}, data=said)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["document"])


def bundled(clerk: TestClient, place: str, *documents: str, language: str = "nl") -> bytes:
    body = {"documents": documents, "language": language}
    answer = clerk.post(f"{place}/copy-bundle", json=body)
    assert answer.status_code == 201, answer.text
    found = clerk.get(f"{place}/documents/{answer.json()['document']}")
    assert found.headers["content-disposition"].endswith(".zip")
    return found.content


@pytest.mark.law("gdpr/15/3", "gdpr/20/1")
def test_a_person_finds_a_page_and_a_program_two_lists(clerk: TestClient, place: str) -> None:
    one = filed(clerk, place, "Uw bestellingen 2026.csv", CSV)
    two = filed(clerk, place, "=cmd()|'x'!A1", b"{}", "application/json")

    made = ZipFile(BytesIO(bundled(clerk, place, one, two)))

    assert made.testzip() is None
    assert made.namelist() == [
        *("index.html", "contents.json", "contents.csv"),
        *("documents/01-Uw-bestellingen-2026.csv", "documents/02-cmd-x-A1"),
    ]
    page = made.read("index.html").decode()
    assert '<html lang="nl">' in page
    assert (
        'href="documents/01-Uw-bestellingen-2026.csv"><bdi>Uw bestellingen 2026.csv</bdi>' in page
    )
    assert "<script" not in page
    assert "://" not in page
    listed = json.loads(made.read("contents.json"))["documents"]
    assert [row["sha256"] for row in listed] == [sha256(CSV).hexdigest(), sha256(b"{}").hexdigest()]
    assert made.read(listed[0]["file"]) == CSV
    rows = list(csv.DictReader(StringIO(made.read("contents.csv").decode("utf-8-sig"))))
    assert [row["file"] for row in rows] == [row["file"] for row in listed]
    assert rows[1]["name"].startswith("'=")  # no spreadsheet computes it


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("nl", "Kopie van uw gegevens"),
        ("fr", "Copie de vos données"),
        ("de", "Kopie Ihrer Daten"),
        ("en", "Copy of your data"),
    ],
)
def test_the_page_speaks_four_languages(
    clerk: TestClient, place: str, language: str, title: str
) -> None:
    one = filed(clerk, place, "a.csv", CSV)

    page = ZipFile(BytesIO(bundled(clerk, place, one, language=language))).read("index.html")

    assert f"<h1>{title}</h1>" in page.decode()


def test_equal_documents_give_equal_octets(clerk: TestClient, place: str) -> None:
    one, two = filed(clerk, place, "a.csv", CSV), filed(clerk, place, "b.csv", CSV)

    assert bundled(clerk, place, one, two) == bundled(clerk, place, one, two)
    assert bundled(clerk, place, one, two) != bundled(clerk, place, two, one)


@pytest.mark.law("gdpr/15/3")
def test_handing_it_over_names_its_digest(store: Store, clerk: TestClient, place: str) -> None:
    one = filed(clerk, place, "a.csv", CSV)
    proof = {"method": "Teruggebeld.", "verified_on": "2026-03-06"}
    clerk.post(f"{place}/verify-identity", json=proof)
    made = clerk.post(f"{place}/copy-bundle", json={"documents": [one]}).json()["document"]
    given = {"right": "access", "format": "csv", "channel": "email", "delivered_on": "2026-03-20"}

    answer = clerk.post(f"{place}/deliver-copy", json=given | {"documents": [made]})

    assert answer.status_code == 200, answer.text
    *_, event = clerk.get(f"{place}/events").json()["items"]
    assert (event["type"], event["data"]["documents"]) == ("CopyDelivered", [made])
    assert audited(store.folder) == []


@pytest.mark.law("gdpr/15/4")
def test_a_covered_copy_says_why_and_its_original_is_not_handed_over(
    clerk: TestClient, place: str
) -> None:
    original = filed(clerk, place, "brief.pdf", pdf(), "application/pdf")
    covered = clerk.post(f"{place}/documents/{original}/redact", json=BODY).json()["document"]

    refused = clerk.post(f"{place}/copy-bundle", json={"documents": [original, covered]})
    page = ZipFile(BytesIO(bundled(clerk, place, covered))).read("index.html").decode()

    assert refused.status_code == 422
    assert "hand over that one" in refused.text
    assert (
        "Op 1 plaats is iets onleesbaar gemaakt:"
        " De rechten en vrijheden van anderen (Artikel 15.4 AVG)." in page
    )


def test_what_is_not_handed_over_is_refused(clerk: TestClient, place: str) -> None:
    said = {"name": "pas.png", "media_type": "image/png", "kind": "identity_evidence"}
    paper = clerk.post(f"{place}/documents", files={"file": ("x", b"1")}, data=said)
    evidence = paper.json()["document"]

    for documents in ([], [evidence], ["A" * 43], ["short"]):
        answer = clerk.post(f"{place}/copy-bundle", json={"documents": documents})
        assert answer.status_code == 422, answer.text


@pytest.mark.parametrize("role", [Role.INTAKE, Role.AUDITOR, Role.REPORTER, Role.ADMIN])
def test_who_does_not_work_on_requests_makes_none(
    store: Store, clerk: TestClient, place: str, role: Role
) -> None:
    one = filed(clerk, place, "a.csv", CSV)

    answer = signed_in(store, role).post(f"{place}/copy-bundle", json={"documents": [one]})

    assert answer.status_code == 403


def test_what_a_document_is_called_is_text_in_the_page() -> None:
    entry = Entry("documents/01-x", "<script>x</script>.csv", "text/csv", CSV, None)

    octets = b"".join(zip_parts(papers(NEUTRAL, Language.EN)(Contents("ABCDE-FGHJK", [entry]))))

    page = ZipFile(BytesIO(octets)).read("index.html").decode()
    assert "&lt;script&gt;x" in page
    assert "<script>" not in page


def test_the_desk_makes_one_from_ticks(store: Store, clerk: TestClient, place: str) -> None:
    one = filed(clerk, place, "a.csv", CSV)
    console = at_console(store, Role.HANDLER)
    address = f"{page_of(place)}/copy-bundle"

    page = seen(console, page_of(place))
    none = console.post(address, data={"x": ""})
    made = console.post(address, data={"document": [one]})

    assert f'name="document" value="{one}"' in page
    assert none.status_code in {303, 400}
    assert made.status_code == 303, made.text
    assert len(clerk.get(f"{place}/documents").json()["items"]) == 2
    assert (
        at_console(store, Role.AUDITOR).post(address, data={"document": [one]}).status_code == 403
    )
