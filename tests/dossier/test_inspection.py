"""The file for an inspection: which requests are in it, what it proves, and what is found in it."""

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from griffie.application.dossier.inspection import MOST
from griffie.application.dossier.statement import STATEMENT
from griffie.application.dossier.verifier.proves import PROVES, proves
from tests.conftest import signed_in
from tests.given.bundles import apart, strangers, together
from tests.given.console import at_console, page_of, seen
from tests.given.forged_bundle import Parts, codes, lines, renumbered, resealed, reworded, verdict
from tests.given.signing_key import signing_key
from tests.given.story import PERSONAL, receive, tell

INSPECTION = "/api/v1/audit/inspection"
SINCE: dict[str, Any] = {"from": "2026-01-01"}
WHY = {"Reveal-Reason": "The authority asks for the letters."}


def inspected(client: TestClient, /, *, why: dict[str, str] | None = None, **asked: str) -> bytes:
    answer = client.get(INSPECTION, params=asked, headers=why)
    assert answer.status_code == 200, answer.text
    return answer.content


def id_of(place: str) -> str:
    return place.rpartition("/")[2]


def manifest(parts: Parts) -> dict[str, object]:
    found: dict[str, object] = json.loads(parts["manifest.json"])
    return found


@pytest.fixture
def office(dpo: TestClient) -> dict[str, str]:
    """Requests, and what was written about two of them."""
    told, asked, quiet = tell(dpo), receive(dpo), receive(dpo, received_on="2026-01-12")
    inquiry = {"authority": "gba", "dossier": "dos-2026-17", "due_on": "2026-04-20"}
    said = {
        told: ("record-complaint", {"authority": "gba", "reference": "K-17"}),
        asked: ("record-inquiry", inquiry),
    }
    for place, (step, body) in said.items():
        done = dpo.post(f"{place}/{step}", json=body | {"received_on": "2026-03-19"})
        assert done.status_code == 200, done.text
    return {"told": told, "asked": asked, "quiet": quiet}


def test_a_strangers_program_finds_nothing_wrong_and_says_what_it_shows(
    dpo: TestClient, office: dict[str, str], tmp_path: Path
) -> None:
    file = inspected(dpo, **SINCE)

    code, judgement = strangers(tmp_path, file)

    assert (code, judgement["findings"]) == (0, [])
    assert judgement["kind"] == "inspection"
    assert judgement["requests"] == len(office)
    assert judgement["complete"] is True
    assert judgement["opened"] == 0
    path = tmp_path / "inspection.zip"
    path.write_bytes(file)
    assert verdict(path)["verdict"] == "consistent"


def test_both_programs_say_in_words_what_it_does_not_show(
    dpo: TestClient, office: dict[str, str], tmp_path: Path
) -> None:
    from typer.testing import CliRunner

    from griffie.api.cli import app
    from griffie.application.dossier.verifier.check import Wanted
    from griffie.application.dossier.verifier.command import judged, said

    path = tmp_path / "inspection.zip"
    path.write_bytes(inspected(dpo, complaint="true", language="fr"))

    sentence = PROVES["inspection"][2]
    assert sentence in said(judged(str(path), Wanted()))
    assert sentence in CliRunner().invoke(app, ["verify", str(path)]).output.replace("\n", "")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"from": "2026-02-01"}, {"told", "asked"}),
        ({"until": "2026-01-31"}, {"quiet"}),
        ({"complaint": "true"}, {"told"}),
        ({"dossier": "dos-2026-17"}, {"asked"}),
        ({"outcome": "fulfilled", "from": "2026-01-01"}, set()),
    ],
)
def test_the_requests_are_those_that_meet_everything_that_is_named(
    dpo: TestClient, office: dict[str, str], asked: dict[str, str], found: set[str]
) -> None:
    answer = dpo.get(INSPECTION, params=asked)

    if not found:
        assert answer.status_code == 422
        return
    named = manifest(apart(answer.content))["requests"]
    assert {*named} == {id_of(office[one]) for one in found}  # type: ignore[misc]


def test_nothing_named_a_period_that_runs_back_and_too_many_are_refused(
    dpo: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from griffie.application.dossier import choose

    for _ in range(2):
        receive(dpo)
    monkeypatch.setattr(choose, "MOST", 1)
    cases: tuple[dict[str, str], ...] = (
        {},
        {"from": "2026-03-02", "until": "2026-03-01"},
        {"from": "2026-01-01"},
        {"dossier": "Not A Code"},
        {"from": "yesterday"},
        {"from": "2026-01-01", "foo": "1"},
    )

    for asked in cases:
        assert dpo.get(INSPECTION, params=asked).status_code == 422, asked
    assert MOST > 1


def test_personal_data_are_in_it_only_for_a_stated_reason_and_each_look_is_recorded(
    dpo: TestClient, office: dict[str, str]
) -> None:
    closed = apart(inspected(dpo, complaint="true"))
    assert not [name for name in closed if name.startswith("disclosures/")]
    assert not any(
        word.encode() in content for content in closed.values() for word in PERSONAL.values()
    )
    refused = dpo.get(INSPECTION, params={"complaint": "true", "reveal": "true"})
    assert refused.status_code == 422

    opened = apart(inspected(dpo, why=WHY, complaint="true", reveal="true"))

    assert [name for name in opened if name.startswith("disclosures/")]
    assert any(PERSONAL["name"].encode() in content for content in opened.values())
    looked = dpo.get(f"{office['told']}/looks").json()["items"]
    kinds = [one["type"] for one in looked]
    assert kinds.count("PersonalDataRevealed") == 1
    assert kinds.count("DataExported") == 2
    untouched = dpo.get(f"{office['quiet']}/looks").json()["items"]
    assert untouched == []


def test_who_does_not_audit_gets_none(store: Store, clerk: TestClient) -> None:
    receive(clerk)

    for role in Role:
        status = signed_in(store, role).get(INSPECTION, params={"from": "2026-01-01"}).status_code
        assert status == (200 if role in {Role.DPO, Role.AUDITOR} else 403), role


def test_it_holds_a_paper_in_the_language_of_the_authority_and_a_page_for_each_request(
    dpo: TestClient, office: dict[str, str]
) -> None:
    parts = apart(inspected(dpo, language="fr", **SINCE))

    paper = parts["inspection.pdf"]
    assert b"<pdfaid:part>3</pdfaid:part>" in paper
    assert b"<pdfuaid:part>1</pdfuaid:part>" in paper
    assert b"/Lang(fr)" in paper.replace(b" ", b"")
    reference = page_of(office["told"]).rpartition("/")[2]
    assert f"request-{reference}.fr.html" in parts
    page = parts["dossier.fr.html"].decode()
    assert f'<a href="request-{reference}.fr.html">{reference}</a>' in page
    assert "dos-2026-17" in page
    assert "Correspondance avec les autorités" in page


# What a forger does to it, who has the key.


def forged(store: Store, parts: Parts, tmp_path: Path) -> set[str]:
    """What all of the programs find once everything is signed again."""
    path = tmp_path / "forged.zip"
    path.write_bytes(together(resealed(parts, signing_key(store))))
    return codes(verdict(path))


def test_a_request_that_is_named_and_not_shown_is_missed(
    store: Store, dpo: TestClient, office: dict[str, str], tmp_path: Path
) -> None:
    parts = apart(inspected(dpo, **SINCE))
    quiet = id_of(office["quiet"])
    kept = [n for n, line in enumerate(lines(parts["index.jsonl"])) if quiet not in line.decode()]

    assert {"no-events", "left-out"} <= forged(store, renumbered(parts, kept), tmp_path)


def test_a_request_that_is_shown_and_not_named_is_foreign(
    store: Store, dpo: TestClient, office: dict[str, str], tmp_path: Path
) -> None:
    parts = apart(inspected(dpo, **SINCE))
    said = manifest(parts)
    said["requests"] = [one for one in said["requests"] if one != id_of(office["quiet"])]  # type: ignore[attr-defined]

    assert "foreign" in forged(store, reworded(parts, said), tmp_path)


def test_an_event_left_out_of_one_of_them_is_missed(
    store: Store, dpo: TestClient, office: dict[str, str], tmp_path: Path
) -> None:
    parts = apart(inspected(dpo, complaint="true"))
    count = len(lines(parts["index.jsonl"]))

    assert "left-out" in forged(store, renumbered(parts, range(count - 1)), tmp_path)


@pytest.mark.parametrize("named", [[], ["no id"], "twice", None, 7])
def test_a_manifest_that_names_no_requests_cannot_be_read(
    store: Store, dpo: TestClient, office: dict[str, str], tmp_path: Path, named: object
) -> None:
    parts = apart(inspected(dpo, complaint="true"))
    said = manifest(parts)
    said["requests"] = [id_of(office["told"])] * 2 if named == "twice" else named
    path = tmp_path / "forged.zip"
    path.write_bytes(together(reworded(parts, said, signing_key(store))))

    assert verdict(path)["verdict"] == "unreadable"


# At the desk.


def test_the_page_keeps_what_was_typed_and_hands_the_file_out(
    store: Store, dpo: TestClient, office: dict[str, str]
) -> None:
    desk = at_console(store, Role.AUDITOR)
    assert "File for an inspection</h1>" in seen(desk, "/audit/inspection")
    assert '"/audit/inspection"' in seen(desk, "/audit")

    nothing = desk.post("/audit/inspection", data={"language": "nl"})
    none = desk.post("/audit/inspection", data={"dossier": "dos-0"})
    silent = desk.post("/audit/inspection", data={"complaint": "true", "reveal": "true"})
    wrong = desk.post("/audit/inspection", data={"from": "soon", "dossier": "A B"})
    file = desk.post("/audit/inspection", data={"dossier": "dos-2026-17", "language": "nl"})

    assert [one.status_code for one in (nothing, none, silent, wrong)] == [422] * 4
    assert "Name a period, an outcome, a complaint or a reference" in nothing.text
    assert 'value="dos-0"' in none.text
    assert 'id="reason-e"' in silent.text
    assert 'id="from-e"' in wrong.text
    assert manifest(apart(file.content))["requests"] == [id_of(office["asked"])]


def test_a_short_inspection_states_it_of_each_request_and_claims_no_more(
    dpo: TestClient, office: dict[str, str], tmp_path: Path
) -> None:
    parts = apart(inspected(dpo, **SINCE, form="short"))
    log = apart(inspected(dpo, **SINCE))["entries.bin"]
    path = tmp_path / "inspection.zip"
    path.write_bytes(together(parts))

    alone, holding = verdict(path), verdict(path, log=log)

    streams = parts[STATEMENT].decode().count("\nstream ")
    assert streams == 2 * len(office) + 1  # of each request, its looks; and the logs continued
    assert (alone["complete"], alone["statement"]) == (False, "signed")
    assert (holding["complete"], holding["statement"]) == (True, "confirmed")
    told = proves(alone, "en")
    assert told == [PROVES["inspection-short"][0], PROVES["signed"][0]]
    for name in ("dossier.en.html", "README.en.html"):
        page = " ".join(parts[name].decode().split())
        assert "completeness.note" in page
        assert "none is left out up to the checkpoint" not in page
        assert "was left out below that checkpoint" not in page
