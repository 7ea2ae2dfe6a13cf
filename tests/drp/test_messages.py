"""Which messages of an agent are believed; 403 without a word for the rest."""

import json
from base64 import b64decode, b64encode
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from tests.conftest import Clock, signed_in
from tests.drp.agent import PATH, ROOT, Signing
from tests.drp.conftest import Both


def refused(agent: Signing, body: bytes, path: str = PATH) -> None:
    answer = agent.send("POST", path, body)
    assert (answer.status_code, answer.content) == (403, b"")


def nothing_came(store: Store) -> bool:
    return not signed_in(store, Role.DPO).get("/api/v1/requests").json()["items"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("agent-id", "AGENT_B"),
        ("agent-id", None),
        ("business-id", "ANOTHER"),
        ("business-id", None),
        ("issued-at", None),
        ("issued-at", "yesterday"),
        ("issued-at", "2026-03-20T10:00:00"),
        ("issued-at", 1774000800),
        ("expires-at", None),
    ],
)
def test_who_for_whom_and_when_are_judged(
    store: Store, agent: Signing, name: str, said: Any
) -> None:
    refused(agent, agent.signed(agent.request(**{name: said})))
    refused(agent, agent.signed(agent.claims() | {name: said}), f"{ROOT}/agent/{agent.name}")
    assert nothing_came(store)


@pytest.mark.parametrize(
    ("since", "until"), [(-20, -1), (5, 10), (0, 61), (0, 0), (10, 5), (-120, 10)]
)
def test_a_message_lives_for_minutes(
    store: Store, agent: Signing, clock: Clock, since: int, until: int
) -> None:
    at = {
        "issued-at": (clock() + timedelta(minutes=since)).isoformat(),
        "expires-at": (clock() + timedelta(minutes=until)).isoformat(),
    }
    refused(agent, agent.signed(agent.request(**at)))
    assert nothing_came(store)


def test_only_the_key_of_the_directory_signs(store: Store, both: Both) -> None:
    mine, right = both.mine, both.mine.signed(both.mine.request())
    octets = b64decode(right)
    refused(mine, b64encode(bytes(64) + octets[64:]))
    refused(mine, b64encode(octets[:64] + octets[64:].replace(b"deletion", b"access  ")))
    refused(mine, b64encode(octets[:63]))
    refused(mine, both.other.signed(mine.request()))
    stranger = Signing(mine.name, mine.client.app, mine.clock)  # type: ignore[arg-type]
    stranger.key = Ed25519PrivateKey.generate()
    refused(mine, stranger.signed(mine.request()))
    refused(mine, stranger.signed(mine.claims()), f"{ROOT}/agent/{mine.name}")
    assert nothing_came(store)


@pytest.mark.parametrize("body", [b"", b"!", b"=", b"YQ", json.dumps({"a": 1}).encode(), b"\xff"])
def test_what_is_no_message_is_refused(agent: Signing, body: bytes) -> None:
    refused(agent, body)


@pytest.mark.parametrize("said", [b"", b"[]", b"{", b"\xff", b'"x"', b"[" * 5000])
def test_what_is_signed_and_no_object_is_refused(agent: Signing, said: bytes) -> None:
    refused(agent, agent.signed(said))


def test_a_member_that_stands_there_twice_is_refused(agent: Signing) -> None:
    twice = json.dumps(agent.request())[:-1] + ', "exercise": "access"}'

    refused(agent, agent.signed(twice.encode()))


def test_a_message_has_a_size(store: Store, agent: Signing) -> None:
    large = agent.signed(agent.request(more="m" * 70_000))

    assert agent.send("POST", PATH, large).status_code == 413
    assert nothing_came(store)


@pytest.mark.parametrize("token", ["", "x", "griffie_" + "A" * 43])
def test_a_token_is_needed_and_is_one_of_ours(store: Store, agent: Signing, token: str) -> None:
    agent.token = token

    refused(agent, agent.signed(agent.request()))
    assert agent.send("GET", f"{ROOT}/agent/{agent.name}").status_code == 403
    assert nothing_came(store)


def test_a_token_of_a_colleague_opens_nothing_here(store: Store, agent: Signing) -> None:
    agent.token = store.access.create_token(Role.DPO)

    refused(agent, agent.signed(agent.request()))


def test_a_token_is_that_of_one_agent_and_ends(both: Both, clock: Clock) -> None:
    mine, other = both
    assert mine.send("GET", f"{ROOT}/agent/{mine.name}").json() == {}
    assert mine.send("GET", f"{ROOT}/agent/{other.name}").status_code == 403
    clock.at += timedelta(days=91)
    assert mine.send("GET", f"{ROOT}/agent/{mine.name}").status_code == 403


def test_an_agent_that_left_the_directory_comes_in_no_more(both: Both) -> None:
    mine = both.mine
    app: Any = mine.client.app
    app.state.drp = app.state.drp._replace(agents=[app.state.drp.agents[1]])

    refused(mine, mine.signed(mine.request()))
    refused(mine, mine.signed(mine.claims()), f"{ROOT}/agent/{mine.name}")


def test_the_name_in_the_address_is_that_of_the_message(both: Both) -> None:
    mine, other = both

    refused(mine, mine.signed(mine.claims()), f"{ROOT}/agent/{other.name}")
    refused(mine, mine.signed(mine.claims()), f"{ROOT}/agent/NOBODY")


def test_the_log_says_one_word_and_no_name(
    agent: Signing, caplog: pytest.LogCaptureFixture
) -> None:
    refused(agent, agent.signed(agent.request(**{"business-id": "ANOTHER"})))

    assert "not believed: business-id." in caplog.text
    assert "wittebolle" not in caplog.text.lower()
