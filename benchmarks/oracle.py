"""Whether the portal says by its time what it does not say in words: over HTTP, in turns.

Each row holds two answers that look the same to somebody who tries: what names a request and opens
it not, and what names none. Before they are timed their octets and headers are compared, but for
the date, the id of the answer, the key of the form and what was typed. A ratio of 1 says that
nobody learns from the time; a row has the slower of the two first.

Each try comes from an address and names a reference of its own: who tries often is slowed.
"""

import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import timedelta
from http.client import HTTPConnection, HTTPResponse
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import urlencode

from benchmarks.common import Measured
from benchmarks.load import run_server
from griffie.api.composition import Store, open_store
from griffie.application.controller.profile import NEUTRAL
from griffie.application.portal.answer_code import ask_code
from griffie.application.portal.answer_link import PATH, answer_link
from griffie.application.portal.receive import ReceiveByPortal, receive_by_portal
from griffie.application.requests.requests import Once
from griffie.domain.request.reference import reference

KNOWN, ROUNDS, AIM = 40, 15, 0.95
"""Requests of a row, and how often each is tried in it; 20 tries of one are not slowed."""
_OWN = re.compile(rb'name="(?:once|reference|secret)" value="[^"]*"')
_BY_CHANCE = frozenset({"date", "x-request-id"})
_UNKNOWN = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Answer(NamedTuple):
    """What somebody sees who tries, and after how many nanoseconds."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    took: int

    @property
    def looks(self) -> object:
        """What can be compared: nothing that chance or the sender chose."""
        headers = {name: said for name, said in self.headers.items() if name not in _BY_CHANCE}
        return self.status, headers, _OWN.sub(b"", self.body)


class Stranger:
    """Somebody who tries, each time from another address."""

    def __init__(self, port: int) -> None:
        self._line, self._tried = HTTPConnection("127.0.0.1", port, timeout=60), count(1)

    def posts(self, path: str, **said: str) -> Answer:
        """Send a form in English."""
        return self._asks("POST", path, urlencode({"lang": "en", **said}))

    def opens(self, path: str) -> Answer:
        """Open an address in English."""
        return self._asks("GET", f"{path}?lang=en")

    def _asks(self, method: str, path: str, body: str | None = None) -> Answer:
        n = next(self._tried)
        headers = {"X-Forwarded-For": f"198.{18 + n // 60000}.{n // 240 % 250}.{n % 240 + 1}"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        begun = time.perf_counter_ns()
        self._line.request(method, path, body, headers)
        answer: HTTPResponse = self._line.getresponse()
        octets = answer.read()
        took = time.perf_counter_ns() - begun
        named = {name.lower(): said for name, said in answer.getheaders()}
        return Answer(answer.status, named, octets, took)


class Known(NamedTuple):
    """What a store knows: references, and a link of a notice that is too old for each."""

    references: list[str]
    old_links: list[str]


def filled(opened: Store) -> Known:
    """Requests that came by the portal, each with a code by e-mail that waits to be entered."""
    engine, references, links = opened.engine, [], []
    for n in range(2 * KNOWN):
        body = ReceiveByPortal.model_validate(
            {
                "received_on": engine.today(),
                "channel": "web_form",
                "language": "en",
                "rights": [{"right": "access"}],
                "requester": {"email": f"somebody{n}@bench.example"},
            }
        )
        received = receive_by_portal(engine, body, (), f"form-of-the-bench-{n:04}", str(n))
        ask_code(engine, received.request, Once(f"code {n}", "code"))
        references.append(reference(received.request.id))
        links.append(answer_link(engine, received.request.id, engine.today() - timedelta(days=1)))
    return Known(references, links)


def measure() -> Iterator[Measured]:
    """Each of the three ways to try, against the same with a name that nobody has."""
    mail = NEUTRAL.mail.model_copy(update={"send_from": "privacy@bench.example"})
    with TemporaryDirectory() as name, ExitStack() as running:
        folder = Path(name) / "data"
        opened = open_store(folder, profile=NEUTRAL.model_copy(update={"mail": mail}))
        known = filled(opened)
        opened.engine.close()
        ours = run_server("benchmarks.http:serve", GRIFFIE_DATA=str(folder))
        who = Stranger(running.enter_context(ours).port)
        others, unknown = known.references[KNOWN:], [_made_up(n) for n in range(2 * KNOWN)]
        yield _row(
            "a wrong secret code / an unknown reference",
            lambda n: who.posts("/portal/status", reference=known.references[n], secret=_secret(n)),
            lambda n: who.posts("/portal/status", reference=unknown[n], secret=_secret(n)),
        )
        wrong = {"code": "0000 0000"}
        at = "/portal/status/answer"
        yield _row(
            "a wrong code by e-mail / an unknown reference",
            lambda n: who.posts(at, reference=others[n], secret=_secret(n), **wrong),
            lambda n: who.posts(at, reference=unknown[KNOWN + n], secret=_secret(n), **wrong),
        )
        yield _row(
            "a link of a notice, too old / made up",
            lambda n: who.opens(known.old_links[n]),
            lambda n: who.opens(_made_up_link(known.old_links[n])),
        )


def _made_up(n: int) -> str:
    """A reference that nobody has, of as many letters as any."""
    return f"00000-00{_UNKNOWN[n % 32]}{_UNKNOWN[n // 32]}0"


def _made_up_link(link: str) -> str:
    """One that was never sealed: two letters in the middle of another one change places."""
    sealed = link.removeprefix(PATH)
    n = next(n for n in range(len(sealed) // 2, len(sealed)) if sealed[n] != sealed[n + 1])
    return PATH + sealed[:n] + sealed[n + 1] + sealed[n] + sealed[n + 2 :]


def _secret(n: int) -> str:
    return f"0000-0000-0000-{n:04}"


def _row(what: str, known: Callable[[int], Answer], unknown: Callable[[int], Answer]) -> Measured:
    """Raises AssertionError where the two do not look the same."""
    took: tuple[list[int], list[int]] = ([], [])
    for turn in range(KNOWN * ROUNDS):
        n = turn % KNOWN
        answers = (known(n), unknown(n)) if turn % 2 else (unknown(n), known(n))[::-1]
        assert answers[0].looks == answers[1].looks, what
        for one, answer in zip(took, answers, strict=True):
            one.append(answer.took)
    slower, faster = sorted((median(one) for one in took), reverse=True)
    return Measured(f"portal: {what}", 1e9 / slower, 1e9 / faster, AIM)
