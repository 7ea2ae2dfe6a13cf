"""The inbox over HTTP: a mail comes in, somebody looks, and says what it is."""

from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from griffie.domain.housekeeping import looks_stream
from griffie.domain.request.reference import reference
from tests.conftest import Clock, signed_in
from tests.given.inbox import A_MACHINE, BOUNCED, WORDS, mail, named, requested
from tests.given.story import receive

MAIL, MESSAGES = "/api/v1/mail", "/api/v1/messages"
KIND = {"Content-Type": "message/rfc822"}


def sent(client: TestClient, raw: bytes, **headers: str) -> Any:
    return client.post(MAIL, content=raw, headers=KIND | headers)


def waiting(client: TestClient, number: str = "1", **headers: str) -> str:
    """The address of a message that waits."""
    answer = sent(client, mail(number=number, **headers))
    assert answer.status_code == 202, answer.text
    return str(answer.headers["Location"])


def test_a_mail_waits_and_is_taken_in_once(clerk: TestClient) -> None:
    first, again = sent(clerk, mail()), sent(clerk, mail())

    assert (first.status_code, again.status_code) == (202, 202)
    assert first.json() == again.json()
    shown = first.json()
    assert (shown["state"], shown["late"], shown["words"]) == ("unread", False, None)
    assert (shown["sender_hint"], shown["language"]) == ("A. P…s", "nl")
    assert (shown["arrived_on"], shown["read_by"]) == ("2026-03-20", "2026-03-23")
    assert shown["personal_data"] == "kept"
    listed = clerk.get(MESSAGES).json()
    assert (listed["items"], listed["next"]) == ([shown], None)


def test_what_a_message_says_is_shown_to_who_asks_and_the_look_is_recorded(
    store: Store, clerk: TestClient
) -> None:
    place = waiting(clerk)
    identity = clerk.get(place).json()["id"]

    shown = clerk.get(place, params={"reveal": True}).json()

    assert shown["words"]["text"] == WORDS
    assert shown["words"]["sender"] == {"name": "An Peeters", "email": "an.peeters@example.be"}
    assert shown["words"]["hints"] == [{"right": "access", "words": "kopie van alle gegevens"}]
    (look,) = store.requests.history(looks_stream(UUID(identity)))
    assert (look.request, look.at_version) == (UUID(identity), 0)
    auditor = signed_in(store, Role.AUDITOR)
    assert auditor.get(place).json()["sender_hint"] is None
    assert auditor.get(place, params={"reveal": True}).status_code == 403


def test_it_is_made_a_request_counted_from_its_arrival(clerk: TestClient, clock: Clock) -> None:
    place = waiting(clerk)
    clock.at = clock.at.replace(day=27)
    said = {"rights": [{"right": "access"}], "language": "fr"}
    once = {"Idempotency-Key": "7"}

    made = clerk.post(f"{place}/make-request", json=said, headers=once)
    again = clerk.post(f"{place}/make-request", json=said, headers=once)
    late = clerk.post(f"{place}/make-request", json=said)

    assert (made.status_code, again.status_code, late.status_code) == (201, 201, 409)
    assert made.json()["id"] == again.json()["id"] == place.rpartition("/")[2]
    assert made.json()["received_on"] == "2026-03-20"
    assert made.json()["language"] == "fr"
    assert [one["right"] for one in made.json()["claims"]] == ["access"]
    assert made.headers["Location"] == f"/api/v1/requests/{made.json()['id']}"
    assert late.json()["detail"].startswith("This message is settled already")
    assert clerk.get(place).json()["state"] == "request"
    assert sent(clerk, mail()).status_code == 200


@pytest.mark.parametrize("by", ["id", "reference"])
def test_it_joins_the_request_that_is_named(store: Store, clerk: TestClient, by: str) -> None:
    request, place = requested(store, mail(number="2")), waiting(clerk)
    name = str(request.id) if by == "id" else reference(request.id)

    joined = clerk.post(f"{place}/join", json={"request": name}, headers={"Idempotency-Key": "1"})
    again = clerk.post(f"{place}/join", json={"request": name}, headers={"Idempotency-Key": "1"})

    assert (joined.status_code, again.status_code) == (200, 200)
    assert joined.json()["id"] == str(request.id)
    assert joined.json()["version"] == again.json()["version"]
    assert "joined" in {one["code"] for one in joined.json()["remarks"]}
    shown = clerk.get(place).json()
    assert (shown["state"], shown["request"]) == ("joined", str(request.id))
    assert (shown["personal_data"], shown["sender_hint"]) == ("moved", None)


def test_it_is_said_to_be_no_request_and_taken_back(clerk: TestClient, clock: Clock) -> None:
    place, once = waiting(clerk), {"Idempotency-Key": "1"}

    aside = clerk.post(f"{place}/no-request", json={"reason": "Een factuur."}, headers=once)
    again = clerk.post(f"{place}/no-request", json={"reason": "Een factuur."}, headers=once)
    other = clerk.post(f"{place}/no-request", json={"reason": "Iets anders."}, headers=once)
    twice = clerk.post(f"{place}/no-request")

    assert (aside.status_code, again.status_code) == (200, 200)
    assert (other.status_code, twice.status_code) == (422, 409)
    assert aside.json()["state"] == "no_request"
    assert aside.json()["forget_on"] == "2026-04-19"
    assert aside.json()["settled_by"].startswith("u-")
    assert clerk.post(f"{place}/make-request").status_code == 409
    assert clerk.post(f"{place}/reopen").json()["state"] == "unread"
    assert clerk.post(f"{place}/reopen").status_code == 409
    assert clerk.post(f"{place}/make-request").status_code == 201
    assert clerk.post(f"{place}/reopen").status_code == 409


def test_a_reply_is_answered_with_its_request_and_who_may_not_read_it_is_told_which(
    store: Store, clerk: TestClient
) -> None:
    request = requested(store)

    joined = sent(clerk, mail("x", number="2", Subject=named(request)))
    intake = signed_in(store, Role.INTAKE)
    told = sent(intake, mail("y", number="3", Subject=named(request)))

    assert (joined.status_code, joined.json()["id"]) == (200, str(request.id))
    assert joined.json()["requester"] is None
    assert (told.status_code, told.json()) == (
        200,
        {"id": str(request.id), "reference": reference(request.id)},
    )
    place = waiting(intake, "4")
    foreign = intake.post(f"{place}/join", json={"request": str(request.id)})
    assert foreign.status_code == 422


def test_what_a_machine_wrote_is_parked(clerk: TestClient) -> None:
    for number, headers in enumerate((A_MACHINE, BOUNCED)):
        answer = sent(clerk, mail(number=f"{number}", **headers))
        assert (answer.status_code, answer.json()["state"]) == (202, "parked")

    board = clerk.get("/api/v1/dashboards/deadlines").json()
    assert board["messages"] == {"unread": 0, "late": 0, "parked": 2}
    assert sum(board["counts"].values()) == 0


def test_the_dashboard_says_how_many_wait_and_are_late(clerk: TestClient, clock: Clock) -> None:
    for number in "123":
        waiting(clerk, number)
    place = waiting(clerk, "4")
    clerk.post(f"{place}/no-request")
    start = clock.at
    clock.at = clock.at.replace(day=24)

    def counted(**asked: str) -> Any:
        return clerk.get("/api/v1/dashboards/deadlines", params=asked).json()["messages"]

    assert counted() == {"unread": 3, "late": 3, "parked": 0}
    assert [one["late"] for one in clerk.get(MESSAGES, params={"late": True}).json()["items"]] == [
        *(True, True, True)
    ]
    assert clerk.get(MESSAGES, params={"state": "no_request"}).json()["items"][0]["id"] in place
    assert counted(at=start.isoformat()) == {"unread": 3, "late": 0, "parked": 0}
    assert counted(on="2026-03-20") == {"unread": 3, "late": 0, "parked": 0}


def test_the_list_goes_on_where_its_cursor_says(clerk: TestClient) -> None:
    places = {waiting(clerk, f"{number}").rpartition("/")[2] for number in range(5)}

    found, cursor = [], None
    while True:
        asked = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = clerk.get(MESSAGES, params=asked).json()
        found += [one["id"] for one in page["items"]]
        if not (cursor := page["next"]):
            break

    assert len(found) == 5
    assert {*found} == places


def test_the_list_is_narrowed_by_language_and_by_what_was_supposed(clerk: TestClient) -> None:
    wish = "Je vous prie d'effacer toutes les données que vous conservez sur moi et sur ma famille."
    dutch = sent(clerk, mail(number="1")).json()["id"]
    french = sent(clerk, mail(wish, number="2")).json()["id"]
    unsigned = sent(clerk, mail(wish, number="3", From="An Peeters")).json()["id"]
    parked = sent(clerk, mail(number="4", **A_MACHINE)).json()["id"]

    def found(**asked: str) -> set[str]:
        answer = clerk.get(MESSAGES, params=asked)
        assert answer.status_code == 200, answer.text
        return {one["id"] for one in answer.json()["items"]}

    assert found() == {dutch, french, unsigned, parked}
    assert found(language="fr") == {french, unsigned}
    assert found(language="nl", state="unread") == {dutch}
    assert found(remark="no_sender") == {unsigned}
    assert found(remark="automatic", state="parked") == {parked}
    assert found(remark="no_sender", language="nl") == set()
    assert found(language="de") == set()
    for asked in ({"language": "es"}, {"remark": "sender"}, {"remark": "no_sender'"}):
        assert clerk.get(MESSAGES, params=asked).status_code == 422


@pytest.mark.parametrize("cursor", ["x", "bnVsbA", "WzFd", "WyIyMDI2LTAzLTIwIiwgIngiXQ", "é"])
def test_what_is_no_cursor_is_refused(clerk: TestClient, cursor: str) -> None:
    assert clerk.get(MESSAGES, params={"cursor": cursor}).status_code == 422


def test_bad_input_is_answered_by_what_to_do(clerk: TestClient) -> None:
    place, nobody = waiting(clerk), f"{MESSAGES}/00000000-0000-0000-0000-000000000009"

    assert (
        clerk.post(MAIL, content=mail(), headers={"Content-Type": "text/plain"}).status_code == 415
    )
    assert clerk.post(MAIL, json={}).status_code == 415
    empty = sent(clerk, b"")
    assert empty.status_code == 422
    assert "enter it by hand" in empty.json()["detail"]
    for said in ({}, {"request": "x"}, {"request": 1}, {"request": "7K3F9-Q2MXT", "more": 1}):
        assert clerk.post(f"{place}/join", json=said).status_code == 422
    unknown = clerk.post(f"{place}/join", json={"request": "7K3F9-Q2MXT"})
    assert (unknown.status_code, unknown.json()["errors"][0]["at"]) == (422, "body.request")
    twice = [{"right": "access"}, {"right": "access"}]
    assert clerk.post(f"{place}/make-request", json={"rights": twice}).status_code == 422
    assert clerk.post(f"{place}/no-request", json={"reason": ""}).status_code == 422
    assert clerk.get(nobody).status_code == 404
    assert clerk.post(f"{nobody}/no-request", json={"x": 1}).status_code == 404
    assert clerk.get(place).json()["state"] == "unread"


def test_what_is_erased_is_not_joined(store: Store, dpo: TestClient) -> None:
    place = waiting(dpo)
    gone = receive(dpo).rpartition("/")[2]

    assert dpo.post(f"{place}/join", json={"request": gone}).status_code == 200
    assert store.check((), lambda *_: None)[0] == []
