"""Clerks at a served store: each sends step after step, and writes down what was answered.

Before a step is sent, its intent is a line; the answer is another. Whoever kills the server holds
the store to the answers. A step without an answer is sent again, under the same key, by whoever
comes next.
"""

import http.client
import json
import os
import random
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from tests.given.story import SAID, coming_in

TAKEN = {200, 201}
AGAIN = {503}


class Sent(NamedTuple):
    """A step as it is sent: everything that sends it again."""

    key: str
    path: str
    body: dict[str, Any]
    words: str
    """Stand in the body once and nowhere else; empty where the step has no words."""


def receive(key: str, day: str) -> Sent:
    return Sent(key, "/api/v1/requests", coming_in(key, day), key)


def course(day: str) -> Iterator[tuple[str, dict[str, Any], str]]:
    """From receipt to closing: a step, its body, and the field that takes the words."""
    yield "add-note", {}, "note"
    copy = {"right": "access", "format": "pdf", "channel": "email", "delivered_on": day}
    yield "deliver-copy", copy, ""
    yield "fulfil", {"right": "access"}, "measures"
    yield "fulfil", {"right": "erasure"}, "measures"
    told = {"kind": "answer", "rights": ["access", "erasure"], "sent_on": day, "channel": "email"}
    yield "inform", told | {"said": SAID}, ""
    yield "close", {}, ""


class Clerk:
    """One connection after the other to a server on this machine."""

    def __init__(self, port: int, token: str, book: Path) -> None:
        self._port, self._book = port, book
        self._head = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def send(self, step: Sent) -> tuple[int, dict[str, Any]]:
        """Send it, and write down that, and what was answered. Raises OSError, HTTPException."""
        self.write({"sent": step})
        head = self._head | {"Idempotency-Key": step.key}
        self._line.request("POST", step.path, json.dumps(step.body), head)
        answer = self._line.getresponse()
        told = json.loads(answer.read())
        if answer.status in TAKEN:
            self.write({"key": step.key, "request": told["id"], "version": told["version"]})
        elif answer.status not in AGAIN:
            self.write({"refused": step.key, "status": answer.status, "type": told.get("type")})
        return answer.status, told

    def checkpoint(self) -> None:
        """Take the newest signed checkpoint away, as an auditor does."""
        self._line.request("GET", "/api/v1/audit/checkpoint")
        answer = self._line.getresponse()
        note = answer.read().decode()
        if answer.status == 200:
            self.write({"note": note})

    def write(self, line: dict[str, Any]) -> None:
        handle = os.open(self._book, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.write(handle, json.dumps(line).encode() + b"\n")
        os.close(handle)


class Shift(NamedTuple):
    """What one clerk does while a server lives."""

    name: str
    day: str
    unanswered: list[Sent]
    seed: int
    steps: int


def work(clerk: Clerk, shift: Shift) -> None:
    """Send what nobody answered again, then take requests in and bring them to their end."""
    with suppress(OSError, http.client.HTTPException, ValueError):  # the server was killed
        for one in shift.unanswered:
            clerk.send(one)
        chance, steps = random.Random(shift.seed), 0  # noqa: S311
        open_now: list[tuple[str, Iterator[tuple[str, dict[str, Any], str]]]] = []
        while steps < shift.steps:
            steps += 1
            key = f"{shift.name}x{steps}q"
            if not open_now or (len(open_now) < 3 and chance.random() < 0.3):
                status, told = clerk.send(receive(key, shift.day))
                if status in TAKEN:
                    open_now.append((f"/api/v1/requests/{told['id']}", course(shift.day)))
                continue
            place, rest = chosen = chance.choice(open_now)
            if (step := next(rest, None)) is None:
                open_now.remove(chosen)
                clerk.checkpoint()
                continue
            path, body, words = step
            body |= {words: key} if words else {}
            clerk.send(Sent(key, f"{place}/{path}", body, key if words else ""))
