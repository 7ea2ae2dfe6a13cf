"""A real provider (Canaille, with pytest-iam), and a console that signs in through it."""

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import httpx2
import pytest
from fastapi.testclient import TestClient
from pytest_iam import iam_configuration, iam_server, iam_server_port  # noqa: F401 - fixtures

from griffie.api.composition import Store
from griffie.api.composition.providers import provider_sign_in
from griffie.api.composition.web import application
from griffie.infrastructure.oidc.settings import ProviderSettings, read_settings
from tests.given.console import HTML

SECRET = "the-secret-of-the-office"
BACK = "http://testserver/login/provider/back"
FILE = """
name = "Office ID"
issuer = "{issuer}"
client_id = "{client}"
secret_file = "{secret}"
scope = "openid profile groups"

[[roles]]
group = "griffie-dpo"
role = "dpo"

[[roles]]
group = "griffie-handlers"
role = "handler"
"""


class Office:
    """The provider of an office, with who works there and in which group."""

    def __init__(self, server: Any, client: Any) -> None:
        self.server, self.client = server, client
        self.issuer, self.client_id = server.url.rstrip("/"), client.client_id
        self._groups: dict[str, Any] = {}

    def person(self, name: str = "Wiske Peeters") -> Any:
        return self.server.random_user(
            user_name=f"u{uuid.uuid4().hex[:8]}", formatted_name=name, given_name=name
        )

    def put(self, person: Any, *groups: str) -> None:
        """Somebody is in exactly these groups."""
        models, backend = self.server.models, self.server.backend
        with self.server.app.app_context():
            found = [
                backend.get(models.Group, display_name=name)
                or self.server.random_group(display_name=name, members=[])
                for name in groups
            ]
            backend.update(person, groups=found)
            backend.save(person)

    def _forget_codes(self) -> None:
        """Canaille in memory finds an older code of the same client where one was never used."""
        models, backend = self.server.models, self.server.backend
        with self.server.app.app_context():
            for code in backend.query(models.AuthorizationCode):
                backend.delete(code)

    def allow(self, back: str) -> None:
        """The provider may send browsers back to this address as well."""
        with self.server.app.app_context():
            self.server.backend.update(self.client, redirect_uris=[BACK, back])
            self.server.backend.save(self.client)

    def at_work(self, person: Any) -> None:
        """Whoever comes to the provider from now on is this person, who agreed before."""
        self._forget_codes()
        self.server.login(person)
        self.server.consent(person, self.client)

    def gone_home(self) -> None:
        """Nobody is signed in at the provider any more."""
        self.server.logout()

    def come_back(self, person: Any, address: str) -> str:
        """Where the provider sends the browser of somebody who is signed in there."""
        self.at_work(person)
        try:
            answer = httpx2.get(address, follow_redirects=False, timeout=60)
        finally:
            self.gone_home()
        assert answer.status_code == 302, answer.text
        return urljoin(address, answer.headers["location"])


@pytest.fixture(scope="session")
def office(iam_server: Any) -> Office:  # noqa: F811
    with iam_server.app.app_context():
        client = iam_server.models.Client(
            client_id="griffie",
            client_secret=SECRET,
            client_name="Griffie",
            redirect_uris=[BACK],
            grant_types=["authorization_code"],
            response_types=["code"],
            scope=["openid", "profile", "groups"],
            token_endpoint_auth_method="client_secret_basic",
        )
        iam_server.backend.save(client)
        client.audience = [client]
        iam_server.backend.save(client)
    return Office(iam_server, client)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_text(f"{SECRET}\n")
    path.chmod(0o600)
    return path


@pytest.fixture
def settings(office: Office, tmp_path: Path, secret: Path) -> ProviderSettings:
    path = tmp_path / "sign-in.toml"
    path.write_text(FILE.format(issuer=office.issuer, client=office.client_id, secret=secret))
    return read_settings(path)


Visit = Callable[[], TestClient]


@pytest.fixture
def visit(store: Store, settings: ProviderSettings) -> Visit:
    """A browser each time, at a console that signs in through the provider."""
    provider = provider_sign_in(settings, store)

    def visitor() -> TestClient:
        app = application(store.engine, provider=provider)
        headers = HTML | {"accept-language": "en"}
        return TestClient(app, headers=headers, follow_redirects=False)

    return visitor
