"""Signing in with a password, as a browser without a script does it."""

import re
from typing import Any

import pyotp
from argon2 import PasswordHasher
from fastapi.testclient import TestClient
from httpx2 import Response

from griffie.api.composition import Store
from griffie.application.access.roles import OPERATOR, Role

PASSWORD, OTHER = "drie paarden in de mist", "vier ezels op het dak"
NAME = "wiske"


def cheap(store: Store) -> Store:
    """Argon2id at its least: what is tested is not how long it takes."""
    store.access.passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    return store


def employed(store: Store, role: Role = Role.HANDLER, name: str = NAME) -> str:
    """An account with a password of its own; gives its id."""
    now = cheap(store).engine.now(OPERATOR)
    account = store.engine.directory.create_account(role, f"Wiske {role}", now)
    store.engine.credentials.make(account, name, PASSWORD, now)
    return account


def with_app(store: Store, account: str) -> tuple[pyotp.TOTP, list[str]]:
    """The account gets a second factor. Gives the app, whose code of now is used, and the codes."""
    secret = store.engine.credentials.new_secret()
    app = pyotp.TOTP(secret)
    codes = store.engine.credentials.set_factor(
        account, secret, app.now(), store.engine.now(OPERATOR)
    )
    assert codes
    return app, list(codes)


def sign_in(browser: TestClient, name: str = NAME, password: str = PASSWORD) -> Response:
    return browser.post("/login", data={"name": name, "password": password})


def step(browser: TestClient, page: Response, name: str, **said: Any) -> Response:
    """The next step of signing in, with the ticket that stands in a page."""
    (ticket,) = re.findall(r'name="ticket" value="([^"]+)"', page.text)
    return browser.post(f"/login/{name}", data={"ticket": ticket, **said})
