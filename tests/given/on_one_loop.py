"""Messages that meet on one event loop, as they do in a server: without sockets, all at once.

    python -m tests.given.on_one_loop FOLDER SEED
    python -m tests.given.on_one_loop FOLDER SEED REQUEST COUNT

The first is an office at work: many clients on few requests, a line of JSON on stdout for each that
was answered, as `tests.given.at_work` has it. The second writes beside it, by the engine, from a
process of its own.
"""

import asyncio
import json
import os
import random
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NamedTuple
from uuid import UUID

from fastapi import FastAPI

from griffie.api.composition import Store
from griffie.api.composition.web import application
from griffie.application.access.roles import Role
from griffie.application.requests.requests import ContentionError
from tests.given.at_work import DAY, acknowledged, note, occasion, receive
from tests.given.named_store import named_store
from tests.given.story import coming_in

CLIENTS, REQUESTS = 12, 5


class Answer(NamedTuple):
    """An answer as it went out."""

    status: int
    headers: Mapping[str, str]
    body: Any


class Served:
    """The application of a store, and a token with which its commands are sent."""

    def __init__(self, store: Store) -> None:
        self.app: FastAPI = application(store.engine)
        self._token = store.access.create_token(Role.DPO)

    async def post(self, place: str, said: Any, **headers: str) -> Answer:
        """One command; the answer to it."""
        body = json.dumps(said).encode()
        told = {
            "authorization": f"Bearer {self._token}",
            "content-type": "application/json",
            "content-length": str(len(body)),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        scope = {
            "type": "http",
            "method": "POST",
            "path": place,
            "query_string": b"",
            "headers": [(name.encode(), value.encode()) for name, value in told.items()],
        }
        sent: list[Any] = []

        async def came() -> Any:
            return {"type": "http.request", "body": body}

        async def send(message: Any) -> None:
            sent.append(message)

        await self.app(scope, came, send)
        heads = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return Answer(sent[0]["status"], heads, json.loads(sent[1]["body"]))

    async def receive(self, words: str, headers: Mapping[str, str] = {}, **other: str) -> Answer:
        """A request that comes in; `other` says otherwise."""
        return await self.post("/api/v1/requests", coming_in(words, DAY) | other, **headers)

    async def note(self, request: UUID, words: str, **headers: str) -> Answer:
        return await self.post(f"/api/v1/requests/{request}/add-note", {"note": words}, **headers)


def opened(store: Store, count: int) -> list[UUID]:
    """Requests that are in the memory of this process."""
    return [store.requests.receive(receive(f"r{n}q"), occasion(store)).id for n in range(count)]


async def work(store: Store, seed: int) -> None:
    """Clients that send one command after another, and write down each answer; without end."""
    served, ids = Served(store), opened(store, REQUESTS)

    async def client(number: int) -> None:
        chance, count = random.Random(seed * CLIENTS + number), 0  # noqa: S311
        while True:
            count += 1
            words, one = f"w{seed}x{number}x{count}q", chance.choice(ids)
            if chance.random() < 0.2:
                answer = await served.receive(words)
                assert answer.status == 201, answer
                one = UUID(answer.body["id"])
                ack = {"request": one.hex, "version": 1, "words": words, "once": []}
            elif chance.random() < 0.1:  # by the general way, beside the groups
                taken = await asyncio.to_thread(
                    store.requests.take, one, note(words), occasion(store)
                )
                ack = acknowledged(taken, words)
            else:
                answer = await served.note(one, words)
                assert answer.status == 200, answer
                version = answer.body["version"]
                ack = {"request": one.hex, "version": version, "words": words, "once": []}
            os.write(1, json.dumps(ack).encode() + b"\n")

    await asyncio.gather(*(client(number) for number in range(CLIENTS)))


def write_beside(store: Store, request: UUID, count: int) -> None:
    """Who loses every race for a while is told that it is a busy moment, and tries again."""
    done = 0
    while done < count:
        with suppress(ContentionError):
            store.requests.take(request, note(f"beside {done}"), occasion(store))
            done += 1


def main(place: str, seed: str, request: str = "", count: str = "0") -> None:
    store = named_store(place)
    if request:
        write_beside(store, UUID(request), int(count))
        store.engine.close()
    else:
        asyncio.run(work(store, int(seed)))


if __name__ == "__main__":
    main(*sys.argv[1:])
