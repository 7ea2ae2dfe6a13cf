"""Schemathesis reads the OpenAPI document and tries to show that it is not true.

All of its checks hold for every operation. Two remarks on what it may expect:

- What a command says about days, grounds and other requests is judged by the law and by what is on
  file, which no schema can say: there, well-formed data may be answered 422. Where nothing but the
  schema decides (everything that is read), it may not.
- Requests are real, in every state: their ids are the only ones that the document which is tried
  knows, so that commands reach the engine. (Ids that do not exist are tried as wrong data.)
"""

import os
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import CHECKS
from schemathesis.config import SchemathesisConfig

from api.app import application
from api.main import open_store
from application.access import Role
from tests.conftest import Clock, signed_in
from tests.story import STEPS, receive, tell

DEEP = bool(os.environ.get("GRIFFIE_DEEP"))
EXAMPLES = 200 if DEEP else 12
JUDGED = {"positive_data_acceptance": {"expected-statuses": ["2xx", "409", "412", "422", "404"]}}
CONFIG = {
    "generation": {"deterministic": True},
    "operations": [
        {"include-method": "POST", "checks": JUDGED},
        {"include-path-regex": "^/api/v1/audit/(inclusion|consistency)$", "checks": JUDGED},
    ],
}


def in_every_state(dpo: TestClient) -> list[str]:
    """Requests at every stage of the story, and beyond it."""
    places = [receive(dpo), receive(dpo, rights=[])]
    for told in range(1, len(STEPS)):
        places.append(receive(dpo))
        for step, body in STEPS[:told]:
            assert dpo.post(f"{places[-1]}/{step}", json=body).status_code == 200
    closed, erased = tell(dpo), tell(dpo)
    words = {"ground": "test_data", "explanation": "Een proef."}
    assert dpo.post(f"{erased}/erase-personal-data", json=words).status_code == 200
    return [place.rpartition("/")[2] for place in (*places, closed, erased)]


def tried() -> Any:
    """The application, with real requests in it, and its document, which knows their ids."""
    store = open_store(Path(mkdtemp()) / "data", clock=Clock(), demo=True)
    dpo = signed_in(store, Role.DPO)
    app: Any = application(replace(store.engine, close=lambda: None))  # it starts for each call
    ids = in_every_state(dpo)
    for path in app.openapi()["paths"].values():
        for operation in path.values():
            for parameter in operation.get("parameters", []):
                if parameter["name"] == "request_id":
                    parameter["schema"]["enum"] = ids
            operation["parameters"] = [
                one for one in operation.get("parameters", []) if one["name"] != "cursor"
            ]
    config = SchemathesisConfig.from_dict(CONFIG)
    return schemathesis.openapi.from_asgi("/openapi.json", app, config=config), dpo.headers

schema, headers = tried()


@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_the_api_does_what_its_document_says(case: schemathesis.Case) -> None:
    case.call_and_validate(headers={"Authorization": headers["Authorization"]})
