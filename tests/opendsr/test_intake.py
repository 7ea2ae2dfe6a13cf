"""A request of another controller is a request here; its status is ours, and signed."""

import json
from base64 import b64decode
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from tests.conftest import signed_in
from tests.opendsr.conftest import Both
from tests.opendsr.partner import EMAIL, ID, check, identity, message

ROOT = "/api/opendsr/v2"
PATH = f"{ROOT}/requests"
OLD = "/api/opendsr/v1/opengdpr_requests"


def handed_on(client: TestClient, **other: Any) -> dict[str, Any]:
    answer = client.post(PATH, json=message(**other))
    assert answer.status_code == 201, answer.text
    return check(answer.content, answer.headers)


def request_of(store: Store) -> dict[str, Any]:
    """The one request of the store, opened."""
    dpo = signed_in(store, Role.DPO)
    (item,) = dpo.get("/api/v1/requests").json()["items"]
    shown: dict[str, Any] = dpo.get(f"/api/v1/requests/{item['id']}?reveal=true").json()
    return shown


def refused(client: TestClient, said: Any, path: str = PATH) -> str:
    octets = said if isinstance(said, bytes) else json.dumps(said).encode()
    answer = client.post(path, content=octets, headers={"content-type": "application/json"})
    assert answer.status_code == 400, answer.text
    error = answer.json()["error"]
    assert error["code"] == 400
    assert "wittebolle" not in answer.text.lower()
    return str(error["message"])


def test_it_becomes_a_request_and_its_month_runs_since_the_person_asked(
    store: Store, client: TestClient
) -> None:
    said = handed_on(client)

    assert said["controller_id"] == "shop-a"
    assert said["subject_request_id"] == ID
    assert said["received_time"] == "2026-03-20T10:00:00Z"
    assert said["expected_completion_time"] == "2026-04-20T22:00:00Z"
    assert json.loads(b64decode(said["encoded_request"])) == message()
    shown = request_of(store)
    assert shown["received_on"] == "2026-03-18"
    assert shown["deadline"]["due_on"] == "2026-04-20"
    assert shown["requester"] == {"email": EMAIL}
    assert [one["right"] for one in shown["claims"]] == ["erasure"]
    assert shown["id"] != ID


def test_a_customer_without_an_address_is_in_the_words(store: Store, client: TestClient) -> None:
    handed_on(client, subject_identities=[identity("controller_customer_id", "4711")])

    shown = request_of(store)
    assert shown["message"] == "controller_customer_id: 4711"
    assert not shown["requester"]


def test_what_came_is_kept_octet_by_octet(store: Store, client: TestClient) -> None:
    octets = json.dumps(message(), indent=3).encode()
    client.post(PATH, content=octets, headers={"content-type": "application/json"})

    dpo = signed_in(store, Role.DPO)
    (item,) = dpo.get("/api/v1/requests").json()["items"]
    (document,) = dpo.get(f"/api/v1/requests/{item['id']}/documents").json()["items"]
    path = f"/api/v1/requests/{item['id']}/documents/{document['document']}"
    assert dpo.get(path).content == octets


def test_sent_again_it_is_the_same_and_with_other_words_it_is_refused(
    store: Store, client: TestClient
) -> None:
    first = handed_on(client)

    assert handed_on(client) == first
    other = message(subject_request_type="access")
    assert refused(client, other) == "subject_request_id: it was sent before, with other words"
    request_of(store)  # there is one


def test_a_week_later_the_id_is_still_taken(store: Store, client: TestClient, clock: Any) -> None:
    from datetime import timedelta

    handed_on(client)
    clock.at += timedelta(days=9)

    assert refused(client, message()) == "subject_request_id: it was sent before"
    request_of(store)


def test_a_controller_sees_nothing_of_another(store: Store, both: Both) -> None:
    handed_on(both.mine)

    for answer in (both.other.get(f"{PATH}/{ID}"), both.other.delete(f"{PATH}/{ID}")):
        assert answer.status_code == 404
        assert answer.json()["error"]["code"] == 404
    urls = ["https://shop-b.example/opendsr/callbacks"]
    handed_on(both.other, status_callback_urls=urls)
    assert len(signed_in(store, Role.DPO).get("/api/v1/requests").json()["items"]) == 2


@pytest.mark.parametrize(
    ("other", "word"),
    [
        ({"subject_request_id": None}, "subject_request_id: Field required"),
        ({"subject_request_id": "a7551968-d5d6-14b2-9831-815ac9017798"}, "subject_request_id"),
        ({"subject_request_type": "rectification"}, "subject_request_type"),
        ({"regulation": "ccpa"}, "regulation"),
        ({"submitted_time": "2026-03-18"}, "submitted_time"),
        ({"submitted_time": "2026-03-18T15:00:00"}, "submitted_time"),
        ({"submitted_time": "2027-03-18T15:00:00Z"}, "submitted_time"),
        ({"subject_identities": []}, "subject_identities"),
        ({"subject_identities": None}, "subject_identities"),
        ({"subject_identities": [identity("android_id")]}, "identity_type"),
        ({"subject_identities": [identity("shoe_size")]}, "identity_type"),
        ({"subject_identities": [identity(written_as="sha256")]}, "identity_format"),
        ({"subject_identities": [identity(value="")]}, "identity_value"),
        ({"subject_identities": [identity(value="\u0000")]}, "cannot be read"),
        ({"subject_identities": [identity(), identity()]}, "one of each type"),
        ({"status_callback_urls": ["http://169.254.169.254/"]}, "not agreed with us"),
        ({"status_callback_urls": ["https://shop-b.example/opendsr/callbacks"]}, "not agreed"),
        ({"status_callback_urls": "https://shop-a.example"}, "status_callback_urls"),
    ],
)
def test_what_cannot_be_taken_is_said_without_repeating_it(
    store: Store, client: TestClient, other: dict[str, Any], word: str
) -> None:
    assert word in refused(client, message(**other))
    assert store.engine.history.newest() == 0


@pytest.mark.parametrize("octets", [b"", b"{", b"[]", b"\xff", b'{"a": NaN}', b"[" * 9000])
def test_what_is_no_message_is_refused(client: TestClient, octets: bytes) -> None:
    assert refused(client, octets)


def test_a_member_that_stands_there_twice_is_refused(client: TestClient) -> None:
    twice = json.dumps(message())[:-1] + ', "subject_request_type": "access"}'

    assert "named once" in refused(client, twice.encode())


def test_a_message_has_a_size(store: Store, client: TestClient) -> None:
    large = message(extensions={"x": "y" * 70_000})

    assert client.post(PATH, json=large).status_code == 413
    assert store.engine.history.newest() == 0


def test_only_a_controller_of_the_file_hands_on(store: Store, both: Both) -> None:
    stranger = TestClient(both.app)
    assert stranger.post(PATH, json=message()).status_code == 401
    for role in Role:
        token = store.access.create_token(role, "colleague")
        head = {"Authorization": f"Bearer {token}"}
        assert stranger.post(PATH, json=message(), headers=head).status_code == 403
        assert stranger.get(f"{PATH}/{ID}", headers=head).status_code == 403
    assert not signed_in(store, Role.DPO).get("/api/v1/requests").json()["items"]


def test_a_token_with_the_scope_intake_is_enough(store: Store, both: Both) -> None:
    from griffie.api.composition.opendsr import opendsr_of
    from griffie.api.composition.web import application
    from tests.opendsr.partner import written

    token = store.access.create_token(Role.HANDLER, "narrow", scope="intake")
    account = store.access.account_of(token)
    assert account
    folder = store.folder.parent
    app = application(store.engine, opendsr=opendsr_of(written(folder, {"shop-a": account.id})))
    client = TestClient(app, headers={"Authorization": f"Bearer {token}"})

    handed_on(client)
    assert client.get(f"{PATH}/{ID}").status_code == 200
    assert client.delete(f"{PATH}/{ID}").status_code == 202


def test_the_names_of_before_are_honoured(client: TestClient) -> None:
    old = message(regulation=None, api_version="0.1")

    answer = client.post(OLD, json=old)

    assert answer.status_code == 201, answer.text
    check(answer.content, answer.headers, name="OpenGDPR")
    shown = client.get(f"{OLD}/{ID}")
    assert check(shown.content, shown.headers, name="OpenGDPR")["request_status"] == "pending"
    assert client.get("/api/opendsr/v3/discovery").status_code == 400
    assert client.post("/api/opendsr/v2/things", json=old).status_code == 400


def test_what_is_supported_and_by_what_it_is_signed_everybody_may_read(both: Both) -> None:
    client = TestClient(both.app)

    answer = client.get(f"{ROOT}/discovery")

    said = check(answer.content, answer.headers)
    assert said["supported_subject_request_types"] == ["access", "portability", "erasure"]
    kinds = {one["identity_type"] for one in said["supported_identities"]}
    assert kinds == {"email", "controller_customer_id"}
    assert said["processor_certificate"] == "https://opendsr.office.example/api/opendsr/cert.pem"
    published = client.get("/api/opendsr/cert.pem").content
    check(answer.content, answer.headers, published=published)
    assert b"PRIVATE" not in published


def test_a_body_that_somebody_changed_on_the_way_is_seen(client: TestClient) -> None:
    answer = client.post(PATH, json=message())

    with pytest.raises(InvalidSignature):
        check(answer.content.replace(b"2026-04", b"2026-05"), answer.headers)


def test_where_it_is_not_set_up_there_is_nothing(store: Store) -> None:
    from griffie.api.composition.web import application

    token = store.access.create_token(Role.INTAKE, "shop-a")
    head = {"Authorization": f"Bearer {token}"}
    client = TestClient(application(store.engine), headers=head)

    for method, path in (
        ("GET", f"{ROOT}/discovery"),
        ("GET", "/api/opendsr/cert.pem"),
        ("GET", f"{PATH}/{ID}"),
        ("DELETE", f"{PATH}/{ID}"),
        ("POST", PATH),
    ):
        body = message() if method == "POST" else None
        assert client.request(method, path, json=body).status_code == 404
    assert store.engine.history.newest() == 0
