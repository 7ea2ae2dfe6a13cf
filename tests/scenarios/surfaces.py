"""Every surface of an office on which something of a request can be seen, in octets.

Without what differs between any two requests, two that must look the same can be compared.
"""

import io
import json
import re
import zipfile
from uuid import UUID

from pypdfium2 import PdfDocument

from griffie.application.access.roles import Role
from griffie.application.drp.exercise import state_of as drp_state
from griffie.application.opendsr.processing import expected as opendsr_expected
from griffie.application.opendsr.processing import status_of as opendsr_status
from griffie.application.webhooks.message import message_of
from tests.conftest import signed_in
from tests.given.portal import person
from tests.scenarios.national import Office

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}")
_DIGEST = re.compile(r"[A-Za-z0-9+/]{43}=|[A-Za-z0-9_-]{43}|[A-Za-z0-9_-]{22}(?=\")")
_ACCOUNT = re.compile(r"\bu-[a-z0-9]{6,12}\b")
_REFERENCE = re.compile(r"[A-Z0-9]{3,5}-[A-Z0-9]{3,5}(-[A-Z0-9]{3,5})?")
STATUS = "/portal/status"
_RECEIPT = re.compile('<figure class="receipt">.*?</figure>', re.DOTALL)
"""The entry of the request in the log, drawn and in letters."""


def bare(text: str) -> str:
    """Without what differs between any two requests: ids, references, salted digests, accounts."""
    text = _RECEIPT.sub("RECEIPT", text)
    text = _ACCOUNT.sub("ACCOUNT", text)
    return _REFERENCE.sub("REF", _DIGEST.sub("DIGEST", _ID.sub("ID", text)))


def surfaces(ours: Office) -> dict[str, bytes]:
    """Everything of one office that can leave the house, and what colleagues without a need see."""
    auditor = signed_in(ours.store, Role.AUDITOR)
    reporter = signed_in(ours.store, Role.REPORTER)
    reason = {"Reveal-Reason": "Steekproef."}
    found: dict[str, bytes] = {}
    for kind in ("acknowledgement", "answer"):
        for language in ("nl", "fr", "de", "en"):
            for form in ("html", "text"):
                asked = {"kind": kind, "language": language, "format": form}
                got = ours.clerk.get(f"{ours.place}/letter", params=asked)
                found[f"letter {kind} {language} {form}"] = got.content
    found["request"] = ours.clerk.get(ours.place, params={"reveal": "true"}).content
    found["events"] = auditor.get(f"{ours.place}/events", headers=reason).content
    found["figures"] = reporter.get("/api/v1/reports/annual", params={"year": 2026}).content
    found["list"] = ours.clerk.get("/api/v1/requests").content
    got = ours.dpo.post(f"{ours.place}/dossier", json={})
    archive = got if got.status_code == 200 else ours.dpo.get(f"{ours.place}/dossier")
    with zipfile.ZipFile(io.BytesIO(archive.content)) as bundle:
        sizes = {one.filename: one.file_size for one in bundle.infolist()}
        found["index"] = bundle.read("index.jsonl")
        found["names"] = json.dumps(sorted(map(bare, sizes))).encode()
        found["sizes"] = json.dumps(sizes["events.jsonl"]).encode()
    return {name: bare(content.decode()).encode() for name, content in found.items()}


def to_machines(ours: Office) -> dict[str, bytes]:
    """What other programs are told: webhooks, the controller who handed it on, the agent."""
    request = ours.store.requests.load(UUID(ours.place.rpartition("/")[2]))
    told = [message_of(event) for event in ours.store.requests.history(request.id)]
    bodies = [one.body().decode() for one in told if one]
    assert len(bodies) > 1
    status = [opendsr_status(request), opendsr_expected(request), drp_state(request)]
    found = {"webhooks": "\n".join(bodies), "status": " ".join(map(str, status))}
    return {f"machines: {name}": bare(text).encode() for name, text in found.items()}


def as_paper(ours: Office) -> dict[str, bytes]:
    """The words of the letter as PDF."""
    asked = {"kind": "answer", "language": "nl", "format": "pdf"}
    text = words_of(ours.clerk.get(f"{ours.place}/letter", params=asked).content)
    assert "An Peeters" in text
    return {"paper": bare(text).encode()}


def words_of(paper: bytes) -> str:
    """What stands on the pages of a PDF."""
    pages = PdfDocument(paper)
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


def laid_at_the_portal(ours: Office) -> dict[str, bytes]:
    """The letter as the person opens it there, on a page and as PDF."""
    code = ours.clerk.post(f"{ours.place}/portal-code").json() | {"lang": "nl"}
    client = person(ours.store)
    lies = re.search('name="sealed" value="([^"]+)"', client.post(STATUS, data=code).text)
    assert lies
    form = code | {"sealed": lies[1]}
    page = client.post(f"{STATUS}/letter", data=form)
    paper = client.post(f"{STATUS}/letter", data=form | {"as": "pdf"})
    assert "Gedaan." in page.text
    heads = [one for one in page.headers.items() if one[0] != "x-request-id"]
    found = {"page": page.text, "paper": words_of(paper.content), "heads": str(heads)}
    return {f"laid there: {name}": bare(text).encode() for name, text in found.items()}


def at_the_portal(ours: Office, when: str) -> dict[str, bytes]:
    """What the person sees who holds a secret code."""
    code = ours.clerk.post(f"{ours.place}/portal-code").json()
    found = {}
    for page in ("", "/proof"):
        got = person(ours.store).post(f"{STATUS}{page}", data=code | {"lang": "nl"})
        assert got.status_code == 200
        text = got.text.replace(code["secret"], "CODE")
        text = re.sub('name="once" value="[^"]*"', "ONCE", text)
        found[f"portal {when}{page}"] = bare(text).encode()
    return found
