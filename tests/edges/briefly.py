"""Serves a store under limits that a test need not wait long for: python -m tests.edges.briefly.

With `--patiently` a head and a body have a minute: whoever holds a place holds it until the test is
over, however late the machine is.
"""

import sys
from dataclasses import replace

from griffie.api.composition.web import application
from griffie.api.server.limits import Limits
from griffie.api.server.logs import start_logging
from griffie.api.server.run import bind, run
from tests.given.named_store import named_store

LIMITS = Limits(
    head_seconds=0.6,
    body_grace=0.6,
    body_rate=100_000,
    idle_seconds=0.8,
    linger_seconds=0.6,
    flush_seconds=0.5,
    connections=30,
    strangers=5,
    reserve=4,
)
PATIENT = replace(LIMITS, head_seconds=60, body_grace=60)


if __name__ == "__main__":
    _, _, place, _, port, *options = sys.argv
    host = "0.0.0.0" if "--everywhere" in options else "127.0.0.1"  # noqa: S104
    proxies = [options[options.index("--proxy") + 1]] if "--proxy" in options else []
    limits = PATIENT if "--patiently" in options else LIMITS
    listening = bind(host, int(port))
    start_logging()
    store = named_store(place)
    run(application(store.engine), listening, limits, proxies=proxies)
