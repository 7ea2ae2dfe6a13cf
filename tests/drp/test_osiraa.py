"""Our answers under the checks of OSIRAA, the reference of the Data Rights Protocol.

`GRIFFIE_OSIRAA` names the folder of a checkout of
github.com/consumer-reports-innovation-lab/osiraa (tried with commit 151c3a8); nothing of it is part
of this project. Its checks are functions on an answer; what they import of Django they do not need.
"""

import os
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.drp.agent import PATH, Signing

CHECKOUT = os.environ.get("GRIFFIE_OSIRAA", "")
pytestmark = [
    pytest.mark.deep,
    pytest.mark.skipif(
        not CHECKOUT,
        reason="GRIFFIE_OSIRAA names no checkout of OSIRAA, the reference of the protocol",
    ),
]
STATES = ("in_progress", "open", "fulfilled", "revoked", "denied", "expired")
_EMPTY: dict[str, dict[str, Any]] = {
    "django": {},
    "django.shortcuts": {"render": None},
    "django.http": {"HttpResponse": None},
    "validators": {"url": lambda said: said.startswith("https://")},
    "data_rights_request": {},
    "data_rights_request.models": {
        "ACTION_CHOICES": [],
        "STATUS_CHOICES": [(one, one) for one in STATES],
    },
}
"""What the page of checks imports and does not use for an answer, but for the list of states."""


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> Any:
    for name, members in _EMPTY.items():
        module = ModuleType(name)
        vars(module).update(members)
        monkeypatch.setitem(sys.modules, name, module)
    page = Path(CHECKOUT) / "drp_aa_mvp" / "reporting" / "views.py"
    spec = spec_from_file_location("osiraa_checks", page)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_each_field_that_must_be_there_is_found_good(checks: Any, agent: Signing) -> None:
    answer = agent.send("POST", PATH, agent.signed(agent.request()))
    assert answer.status_code == 200, answer.text
    must = {
        "is_valid_json": True,
        "is_data_rights_status_obj": True,
        "contains_request_id": True,
        "contains_received_at": True,
        "is_received_at_time_format": True,
        "contains_status_field": True,
        "is_status_valid": True,
        "contains_expected_by": True,
        "is_expected_by_iso_time_format": True,
    }

    assert {name: getattr(checks, f"test_{name}")(answer) for name in must} == must
