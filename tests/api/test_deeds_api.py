"""What is done, weighed and watched over, through HTTP: whole requests, step by step."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import Role
from griffie.application.controller.profile import NEUTRAL
from tests.conftest import Clock, signed_in
from tests.given.courses import ACCESS, APPROVALS, COURSES, DAY, WORDS, Said, Steps
from tests.given.story import receive


def take(client: TestClient, place: str, command: str, said: Said, event: str) -> None:
    """Take a step that is allowed: one event, one version, and no word of it in the open."""
    version = client.get(place).json()["version"]

    answer = client.post(f"{place}/{command}", json=said)

    assert answer.status_code == 200, answer.text
    assert answer.json()["version"] == version + 1
    assert answer.headers["ETag"] == f'"{version + 1}"'
    assert answer.json() == client.get(place).json()
    last = client.get(f"{place}/events").json()["items"][-1]
    assert (last["type"], last["version"]) == (event, version + 1)
    assert WORDS not in str(last)


@pytest.mark.parametrize(("rights", "steps"), COURSES.values(), ids=COURSES)
def test_a_request_takes_its_course(dpo: TestClient, rights: list[Said], steps: Steps) -> None:
    place = receive(dpo, rights=rights)

    for command, said, event in steps:
        take(dpo, place, command, said, event)


@pytest.fixture
def careful(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """A controller where a no is seen twice."""
    profile = NEUTRAL.model_copy(update={"four_eyes": True})
    opened = open_store(tmp_path / "careful", profile=profile, clock=clock, demo=True)
    yield opened
    opened.engine.close()


@pytest.mark.parametrize(("rights", "steps"), APPROVALS, ids=["refusal", "finding"])
def test_what_one_proposes_another_approves(
    careful: Store, rights: list[Said], steps: Steps
) -> None:
    proposer, other = signed_in(careful, Role.DPO), signed_in(careful, Role.DPO)
    place = receive(proposer, rights=rights)
    proposal, approval = steps
    take(proposer, place, *proposal)

    own = proposer.post(f"{place}/{approval[0]}", json=approval[1])

    assert own.status_code == 409
    take(other, place, *approval)


def test_a_copy_names_the_documents_that_were_delivered(dpo: TestClient) -> None:
    place = receive(dpo, rights=[ACCESS])
    added = dpo.post(f"{place}/documents", files={"file": b"x"}).json()
    copy = ACCESS | {"format": "pdf", "channel": "email", "delivered_on": DAY}

    stranger = dpo.post(f"{place}/deliver-copy", json=copy | {"documents": ["d" * 43]})

    assert stranger.status_code == 422
    take(dpo, place, "deliver-copy", copy | {"documents": [added["document"]]}, "CopyDelivered")
