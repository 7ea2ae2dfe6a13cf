"""A store whose controller has a site, and clients of its portal and its API."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.composition.own_sites import own_site_of
from griffie.api.composition.web import application
from griffie.application.access.roles import Role
from tests.conftest import Clock
from tests.own_site.site import Site, written


@pytest.fixture
def site(clock: Clock) -> Site:
    return Site(clock)


@pytest.fixture
def app(store: Store, tmp_path: Path) -> FastAPI:
    return application(store.engine, own_site=own_site_of(written(tmp_path))(store))


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    """A person at the portal."""
    return TestClient(app, headers={"accept": "text/html"})


@pytest.fixture
def server(store: Store, app: FastAPI) -> TestClient:
    """The server of the site, with a token of the office."""
    token = store.access.create_token(Role.INTAKE, "site")
    return TestClient(app, headers={"Authorization": f"Bearer {token}"})
