"""An office for which two controllers hand requests on, and one that hands its own on."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.composition.opendsr import handing_of, opendsr_of
from griffie.api.composition.web import application
from griffie.application.access.roles import Role
from griffie.application.sending.outbox import OutboxState
from tests.conftest import Clock
from tests.opendsr.handing import Case
from tests.opendsr.partner import written
from tests.opendsr.processor import Processor, file_of, standing


class Both(NamedTuple):
    app: FastAPI
    mine: TestClient
    other: TestClient


@pytest.fixture
def both(store: Store, tmp_path: Path) -> Both:
    tokens = [store.access.create_token(Role.INTAKE, name) for name in ("shop-a", "shop-b")]
    accounts = [store.access.account_of(token) for token in tokens]
    named = {
        name: account.id
        for name, account in zip(("shop-a", "shop-b"), accounts, strict=True)
        if account
    }
    app = application(store.engine, opendsr=opendsr_of(written(tmp_path, named)))
    mine, other = (
        TestClient(app, headers={"Authorization": f"Bearer {token}"}) for token in tokens
    )
    return Both(app, mine, other)


@pytest.fixture
def client(both: Both) -> TestClient:
    """The program of the first controller."""
    return both.mine


@pytest.fixture
def processor() -> Iterator[Processor]:
    with standing() as processor:
        yield processor


@pytest.fixture
def case(store: Store, clock: Clock, tmp_path: Path, processor: Processor) -> Case:
    handing = handing_of(file_of(tmp_path, processor))
    assert handing
    return Case(store, clock, handing, processor)


@pytest.fixture
def handed_on(case: Case) -> Case:
    case.hand_on()
    assert case.round() is OutboxState.SENT
    return case
