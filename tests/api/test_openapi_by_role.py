"""What the OpenAPI document says is so in every role: see `test_openapi`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from griffie.application.access.roles import Role

OTHERS = [role for role in Role if role is not Role.DPO]


@pytest.mark.deep
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("role", OTHERS)
def test_the_api_does_what_its_document_says_in_every_role(role: Role) -> None:
    asked = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    told = subprocess.run(
        [*asked, "tests/api/test_openapi.py"],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "GRIFFIE_ROLE": role, "GRIFFIE_DEEP": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout[-4000:]
