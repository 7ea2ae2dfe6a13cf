"""An office whose directory names two agents, both with a token."""

from pathlib import Path
from typing import NamedTuple

import pytest

from griffie.api.composition import Store
from griffie.api.composition.drp import drp_of
from griffie.api.composition.web import application
from griffie.application.access.roles import Role
from tests.conftest import Clock
from tests.drp.agent import Signing, written


class Both(NamedTuple):
    mine: Signing
    other: Signing


def account(store: Store) -> str:
    found = store.access.account_of(store.access.create_token(Role.INTAKE, "agent"))
    assert found
    return found.id


@pytest.fixture
def both(store: Store, tmp_path: Path, clock: Clock) -> Both:
    app = application(store.engine)
    agents = [Signing(name, app, clock) for name in ("AGENT_A", "AGENT_B")]
    named = {one.name: (account(store), one.key) for one in agents}
    here = drp_of(written(tmp_path, **named))(store)
    set_up = application(store.engine, drp=here)
    app.state.drp = set_up.state.drp
    for one in agents:
        one.set_up()
    return Both(*agents)


@pytest.fixture
def agent(both: Both) -> Signing:
    return both.mine
