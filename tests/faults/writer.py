"""One of two writers at the same store: what it sends to the API, and what it was answered.

python -m tests.faults.writer PLACE NAME REQUEST…    begins when a line comes in
"""

import json
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

from fastapi.testclient import TestClient

from griffie.api.composition import Store, open_store
from griffie.api.composition.web import application
from griffie.application.access.roles import Role
from tests.faults import clerks
from tests.given import at_work
from tests.given.named_store import named_store

NOTES = 8
Answered = dict[str, Any]


def ready_to_close(folder: Path, count: int) -> list[UUID]:
    """Requests in a new store of which everything is done but the closing."""
    store = open_store(folder)
    requests = []
    for number in range(count):
        request = store.requests.receive(at_work.receive(f"w{number}"), at_work.occasion(store))
        *steps, _close = at_work.course(f"w{number}")
        for step in steps:
            store.requests.take(request.id, step, at_work.occasion(store))
        requests.append(request.id)
    store.engine.close()
    return requests


def client(store: Store, name: str) -> TestClient:
    token = store.access.create_token(Role.DPO, name)
    return TestClient(application(store.engine), headers={"Authorization": f"Bearer {token}"})


def write(office: TestClient, name: str, requests: list[UUID]) -> list[Answered]:
    """A request of one's own; then notes on each request that both have, which is closed last."""
    received = office.post("/api/v1/requests", json=clerks.receive(name, at_work.DAY).body)
    answered = [told(received, name)]
    for request in requests:
        for number in range(NOTES):
            words = f"{name}x{number}q"
            note = office.post(f"/api/v1/requests/{request}/add-note", json={"note": words})
            answered.append(told(note, words))
        answered.append(told(office.post(f"/api/v1/requests/{request}/close", json={}), ""))
    return answered


def told(answer: Any, words: str) -> Answered:
    body = answer.json()
    return {
        "status": answer.status_code,
        "request": body.get("id"),
        "version": body.get("version"),
        "type": body.get("type"),
        "words": words,
    }


def main(place: str, name: str, *requests: str) -> None:
    store = named_store(place)
    office = client(store, name)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    answered = write(office, name, [UUID(one) for one in requests])
    store.engine.close()
    sys.stdout.write(json.dumps(answered) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
