"""Who may take a bundle away, what they get, and what is recorded of it."""

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from griffie.application.disclosure import value_of
from griffie.application.dossier import form
from griffie.application.dossier.statement import STATEMENT
from tests.conftest import signed_in
from tests.given.bundles import apart, taken
from tests.given.forged_bundle import verdict
from tests.given.story import PERSONAL, receive, tell

AUDIT = "/api/v1/audit"


def manifest(parts: dict[str, bytes]) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(parts["manifest.json"])
    return said


def topics(parts: dict[str, bytes]) -> list[str]:
    return [json.loads(line)["topic"] for line in parts["index.jsonl"].splitlines()]


@pytest.mark.parametrize("role", Role)
def test_only_those_who_audit_take_bundles_away(
    store: Store, clerk: TestClient, role: Role
) -> None:
    place = tell(clerk)
    somebody = signed_in(store, role)

    for asked in (place, AUDIT):
        expected = 200 if role in {Role.DPO, Role.AUDITOR} else 403
        assert somebody.get(f"{asked}/dossier").status_code == expected


def test_a_bundle_says_for_whom_it_was_made_and_nothing_personal(
    store: Store, clerk: TestClient
) -> None:
    place = tell(clerk)
    answer = signed_in(store, Role.AUDITOR).get(f"{place}/dossier")

    parts = apart(answer.content)

    said = manifest(parts)
    assert said["made"]["role"] == "auditor"
    assert said["made"]["account"].startswith("u-")
    assert said["made"]["at"] == "2026-03-20T10:00:00+00:00"
    assert said["language"] == "nl"
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"].startswith('attachment; filename="dossier-')
    assert not any(name.startswith("disclosures/") for name in parts)
    for value in PERSONAL.values():
        assert value.encode() not in answer.content


def test_that_it_was_handed_out_is_recorded_before_and_stands_in_it(dpo: TestClient) -> None:
    place = tell(dpo)

    first, second = apart(taken(dpo, place)), apart(taken(dpo, place))

    assert topics(first)[-1] == "DataExported"
    assert topics(second) == [*topics(first), "DataExported"]
    assert dpo.get(place).json()["version"] == 10  # beside the request, not in it


def test_an_auditor_sees_personal_data_for_a_reason_which_stands_in_the_bundle(
    store: Store, clerk: TestClient
) -> None:
    place, auditor = tell(clerk), signed_in(store, Role.AUDITOR)
    asked = {"reveal": "true"}

    refused = auditor.get(f"{place}/dossier", params=asked)
    reason = {"Reveal-Reason": "Complaint 2026-114 of the person"}
    answer = auditor.get(f"{place}/dossier", params=asked, headers=reason)

    assert refused.status_code == 403
    parts = apart(answer.content)
    opened = {
        value_of(content.decode())
        for name, content in parts.items()
        if name.startswith("disclosures/")
    }
    assert {PERSONAL["name"], PERSONAL["message"], reason["Reveal-Reason"]} <= opened
    assert "PersonalDataRevealed" in topics(parts)


def test_of_what_was_erased_nothing_is_opened(dpo: TestClient) -> None:
    place = tell(dpo)
    erase = {"ground": "test_data", "explanation": PERSONAL["explanation"]}
    assert dpo.post(f"{place}/erase-personal-data", json=erase).status_code == 200

    parts = apart(taken(dpo, place, reveal=True))

    assert not any(name.startswith("disclosures/") for name in parts)
    assert "PersonalDataErased" in topics(parts)


def test_a_bundle_leads_on_from_a_checkpoint_that_was_signed(store: Store, dpo: TestClient) -> None:
    receive(dpo)
    note = dpo.get(f"{AUDIT}/checkpoint").text
    place = tell(dpo)
    size = int(note.split("\n")[1])

    parts = apart(taken(dpo, place, checkpoint=size))

    assert parts["checkpoints/old.txt"].decode() == note
    assert manifest(parts)["checkpoint"]["old"] == size
    for other in (size + 1, 10**9):
        assert dpo.get(f"{place}/dossier", params={"checkpoint": other}).status_code == 404


def test_without_completeness_the_whole_log_stays_out(dpo: TestClient) -> None:
    parts = apart(taken(dpo, tell(dpo), completeness=False))

    assert "entries.bin" not in parts
    assert manifest(parts)["complete"] is False


def test_the_profile_in_force_is_the_one_that_the_request_names(dpo: TestClient) -> None:
    place = tell(dpo)
    parts = apart(taken(dpo, place))

    version = dpo.get(place).json()["profile"]
    assert parts[f"profiles/{version.replace('/', '-')}.json"] == b'{"slug":"neutral"}'


def test_a_request_that_nobody_knows_has_no_bundle(dpo: TestClient) -> None:
    nobody = "/api/v1/requests/00000000-0000-4000-8000-000000000000"

    assert dpo.get(f"{nobody}/dossier").status_code == 404
    assert dpo.get(f"{nobody}/receipt").status_code == 404


def test_a_short_dossier_states_what_a_long_one_shows(
    store: Store, dpo: TestClient, tmp_path: Path
) -> None:
    place = tell(dpo)
    brief, long = taken(dpo, place, form="short"), apart(taken(dpo, place, form="long"))
    (tmp_path / "short.zip").write_bytes(brief)
    parts = apart(brief)

    said = verdict(tmp_path / "short.zip", trust=store.log.vkey)
    held = verdict(tmp_path / "short.zip", trust=store.log.vkey, log=long["entries.bin"])

    assert (said["verdict"], said["complete"], said["statement"]) == ("consistent", False, "signed")
    assert (held["complete"], held["statement"]) == (True, "confirmed")
    assert manifest(parts)["complete"] is False
    for language in ("nl", "en"):
        assert b"completeness.note" in parts[f"README.{language}.html"]
        assert b"completeness.note" not in long[f"README.{language}.html"]


def test_a_log_above_fifty_megabytes_stays_out_unless_it_is_asked_for(
    dpo: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tell(dpo)
    assert "entries.bin" in apart(taken(dpo, place))

    monkeypatch.setattr(form, "LARGEST_LONG", 75)

    assert STATEMENT in apart(taken(dpo, place))
    assert "entries.bin" in apart(taken(dpo, place, form="long"))
    assert "entries.bin" in apart(taken(dpo, place, completeness=True))
    assert "entries.bin" in apart(taken(dpo, AUDIT))
    bare = apart(taken(dpo, place, completeness=False))
    assert not {"entries.bin", STATEMENT} & bare.keys()


def test_two_words_for_a_form_that_contradict_each_other_are_refused(dpo: TestClient) -> None:
    place = tell(dpo)
    contradicting = {"completeness": "false", "form": "short"}
    for asked in (contradicting, {"form": "bare"}, {"form": ""}):
        assert dpo.get(f"{place}/dossier", params=asked).status_code == 422

    assert topics(apart(taken(dpo, place))).count("DataExported") == 1  # nothing was recorded
