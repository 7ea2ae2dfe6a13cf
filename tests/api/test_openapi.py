"""Schemathesis reads the OpenAPI document and tries to show that it is not true.

All of its checks hold for every operation. Two remarks on what it is told beforehand:

- What a command says about days, grounds and other requests is judged by the law and by what is on
  file; an index, a checkpoint and a moment of the past by the length of the log, and of several
  ways to name a moment one may be used. No schema can say that. There, data that fit the schema may
  be answered 422. Where nothing but the schema decides, they may not.
- Ids and cursors are what the API gave out; made-up ones reach nothing. So the document that is
  tried knows the ids of real requests, one in every state, and leaves the cursor out: `test_lists`
  and `test_bad_input` try that one.
"""

import os
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any, NamedTuple, cast
from unittest.mock import patch
from uuid import UUID

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig
from schemathesis.python.asgi import ASGIClient
from starlette.types import ASGIApp, Receive, Scope, Send

from griffie.api.composition import open_store
from griffie.api.composition.web import _routes, application
from griffie.application.access.roles import Role
from tests.conftest import Clock, signed_in
from tests.given.inbox import incoming, mail
from tests.given.story import STEPS, receive, tell

ROLE = Role(os.environ.get("GRIFFIE_ROLE", Role.DPO))
"""In which role it is tried: in an ordinary run in the one that may do most."""
NOT_YOURS = ["403"] * (ROLE is not Role.DPO)
"""What somebody may be answered whose role may not do it, however right it is said."""
EXAMPLES = 150 if os.environ.get("GRIFFIE_DEEP") else 12
_MAY = ["2xx", "404", "409", "422"] if ROLE is Role.ADMIN else ["403", "409"]
ADMINS: dict[str, Any] = {"positive_data_acceptance": {"expected-statuses": _MAY}}
JOINED = ADMINS | {"unsupported_method": {"enabled": False}}
"""To another method `join` is the id of an account."""
JUDGED = {
    "positive_data_acceptance": {
        "expected-statuses": ["2xx", "404", "409", "412", "422", *NOT_YOURS]
    }
}
BY_THE_LOG = (
    "audit/(inclusion|consistency|dossier|inspection)|dashboards/deadlines"
    "|requests(/diff|/{request_id}(/diff|/dossier)?)?"
)
REFUSED = ["400", "401", "403", "404", "405", "406", "409", "413", "415", "422", "428", "429"]
"""What a message may be answered that breaks the document: one may be too large as well."""
CONFIG = {
    "checks": {"negative_data_rejection": {"expected-statuses": REFUSED}},
    "generation": {"deterministic": True},
    "operations": [
        {"include-path-regex": "^/api/v1/people/join$", "checks": JOINED},
        {"include-path-regex": "^/api/v1/(tokens|people/(?!join))", "checks": ADMINS},
        {"include-method": "POST", "checks": JUDGED},
        {"include-path-regex": f"^/api/v1/({BY_THE_LOG})$", "checks": JUDGED},
        {"include-path-regex": "^/api/v1/reports/period$", "checks": JUDGED},  # of both days
    ],
}
STAND_INS = [str(UUID(int=number)) for number in range(len(STEPS) + 3)]
"""What the tried document calls the requests, before there are any."""
MESSAGES = [str(UUID(int=number)) for number in range(100, 108)]
"""What it calls the messages of the inbox."""


@schemathesis.serializer("message/rfc822")
def mail_as_it_is(_: Any, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


def described() -> FastAPI:
    """Serves the document of the application, with the ids that exist; the store comes later."""
    document = deepcopy(_routes().openapi())
    for path in document["paths"].values():
        for operation in path.values():
            parameters = operation.get("parameters", [])
            operation["parameters"] = [one for one in parameters if one["name"] != "cursor"]
            for parameter in parameters:
                known = {"request_id": STAND_INS, "message_id": MESSAGES}.get(parameter["name"])
                if known:
                    parameter["schema"]["enum"] = known
    app = FastAPI()
    app.openapi = lambda: document  # type: ignore[method-assign]
    return app


def in_every_state(dpo: TestClient) -> Iterator[str]:
    """The ids of requests at every stage of the story, and beyond it."""
    for told in range(len(STEPS) + 1):
        place = receive(dpo)
        for step, body in STEPS[:told]:
            assert dpo.post(f"{place}/{step}", json=body).status_code == 200
        yield place
    yield receive(dpo, rights=[])
    erased = tell(dpo)
    words = {"ground": "test_data", "explanation": "Een proef."}
    assert dpo.post(f"{erased}/erase-personal-data", json=words).status_code == 200
    yield erased


class Served:
    """What is tried: the live application, as soon as it lives."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


served = Served(described())
schema = schemathesis.openapi.from_asgi(
    "/openapi.json", served, config=SchemathesisConfig.from_dict(CONFIG)
)


class Live(NamedTuple):
    client: ASGIClient
    headers: dict[str, str]
    ids: dict[str, str]


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Requests, and somebody who may do everything with them."""
    store = open_store(tmp_path_factory.mktemp("openapi") / "data", clock=Clock(), demo=True)
    dpo = signed_in(store, Role.DPO)
    places = [place.rpartition("/")[2] for place in in_every_state(dpo)]
    kept = (incoming(store, mail(number=one)).message for one in MESSAGES)
    waiting = [str(one.id) for one in kept if one]
    # Schemathesis stops the application when the process ends; this test closes the store.
    served.app = application(replace(store.engine, close=lambda: None))
    clerk = dpo if ROLE is Role.DPO else signed_in(store, ROLE)
    headers = {"Authorization": clerk.headers["Authorization"]}
    with ASGIClient(cast("Any", served)) as client:  # one for all calls
        client.trust_env = False  # there is no proxy before an application in this process
        ids = zip((*STAND_INS, *MESSAGES), (*places, *waiting), strict=True)
        # A position that chance chose never comes: who waited five seconds for each, waits long.
        with patch("griffie.api.http.awaited.PATIENCE", 0.02):
            yield Live(client, headers, dict(ids))
    store.engine.close()


@schema.parametrize()
@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
def test_the_api_does_what_its_document_says(case: schemathesis.Case[Any], live: Live) -> None:
    named = case.path_parameters
    for name in {"request_id", "message_id"} & named.keys():
        named[name] = live.ids.get(named[name], named[name])

    case.call_and_validate(session=live.client, headers=live.headers)
