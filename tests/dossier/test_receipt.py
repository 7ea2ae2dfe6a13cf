"""A receipt shows its holder that the request was entered, when and as what; nothing personal."""

from base64 import b64decode, b64encode

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from griffie.domain.law import Language
from griffie.infrastructure.bundle.proofs import read_tlog_proof
from tests.conftest import signed_in
from tests.dossier.conftest import Office
from tests.dossier.test_fuzz import QUIET
from tests.given.forged_bundle import codes
from tests.given.story import PERSONAL, receive, tell


def test_a_receipt_says_when_and_as_what_a_request_was_entered(office: Office) -> None:
    said = office.verdict(office.receipt, trust=office.vkey)

    assert said["verdict"] == "consistent"
    assert said["trust"] == "pinned"
    assert said["request"] == str(office.request)
    assert said["recorded_at"] == "2026-03-20T11:00:00+00:00"
    assert said["received"]["received_on"] == "2026-03-05"
    assert {one["right"] for one in said["received"]["rights"]} == {"access", "erasure"}


def test_a_receipt_holds_nothing_personal(office: Office) -> None:
    proof = read_tlog_proof(office.receipt)

    assert proof is not None
    for value in PERSONAL.values():
        assert value.encode() not in office.receipt + proof.extra


def test_without_a_key_from_elsewhere_it_proves_nothing_about_origin(office: Office) -> None:
    assert office.verdict(office.receipt)["trust"] == "bundled"


def test_a_receipt_of_another_log_is_told(office: Office) -> None:
    stranger = office.vkey.replace(office.origin, "griffie.elsewhere")
    found = codes(office.verdict(office.receipt, trust=stranger))

    assert found == {"key-unreadable"}  # the name is part of the key's id
    assert codes(office.verdict(office.receipt, held=office.held)) == {"held-not-shown"}


@QUIET
@given(st.data())
def test_whatever_is_changed_in_a_receipt_is_found(office: Office, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(office.receipt) - 1))
    octet = data.draw(st.integers(0, 255))
    changed = bytearray(office.receipt)
    changed[place] = octet

    if changed != office.receipt:
        said = office.verdict(bytes(changed), trust=office.vkey)
        assert said["verdict"] in {"inconsistent", "unreadable"}


@QUIET
@given(st.data())
def test_whatever_its_extra_data_say_it_is_judged_alike(
    office: Office, data: st.DataObject
) -> None:
    head, extra, rest = office.receipt.split(b"\n", 2)
    said = bytearray(b64decode(extra.removeprefix(b"extra ")))
    place = data.draw(st.integers(0, len(said)))
    said[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    changed = b"\n".join([head, b"extra " + b64encode(said), rest])

    consistent = office.verdict(changed, trust=office.vkey)["verdict"] == "consistent"
    assert consistent == (changed == office.receipt)


def test_a_receipt_is_handed_out_by_whoever_may_read_the_request(
    store: Store, clerk: TestClient
) -> None:
    place = receive(clerk)

    answer = clerk.get(f"{place}/receipt")

    named = clerk.get(place).json()["reference"]
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert f"receipt-{named}.tlog-proof" in answer.headers["content-disposition"]
    assert signed_in(store, Role.INTAKE).get(f"{place}/receipt").status_code == 404
    assert signed_in(store, Role.AUDITOR).get(f"{place}/receipt").status_code == 200


def test_a_receipt_outlives_the_personal_data(store: Store, dpo: TestClient) -> None:
    place = tell(dpo)
    erase = {"ground": "test_data", "explanation": PERSONAL["explanation"]}
    assert dpo.post(f"{place}/erase-personal-data", json=erase).status_code == 200

    assert dpo.get(f"{place}/receipt").status_code == 200


@pytest.mark.parametrize("language", Language)
def test_the_acknowledgement_names_the_receipt_that_goes_with_it(
    dpo: TestClient, language: Language
) -> None:
    place = receive(dpo)
    asked = {"kind": "acknowledgement", "format": "text", "language": language.value}
    handed_out = dpo.get(f"{place}/receipt").headers["content-disposition"].split('"')[1]

    letter = dpo.get(f"{place}/letter", params=asked)

    assert handed_out in " ".join(letter.text.split())
