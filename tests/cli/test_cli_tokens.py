"""`griffie token` and `griffie people`, as an operator types them."""

import re
from pathlib import Path

import pytest

from griffie.api.composition import open_store
from griffie.application.access.roles import Account, Role
from tests.cli.test_cli import DEMO_MAIL, data, done, griffie

__all__ = ["data"]

NAME = "Els Peeters"


def made(*words: str) -> tuple[str, str, str]:
    """Id, account and secret of a token that is made."""
    said = done("token", *words)
    found = re.match(r"Token ([0-9a-f]{12}) for (u-[a-z2-7]{8}), role", said)
    assert found
    return found[1], found[2], said.split()[-1]


def account_of(data: Path, secret: str) -> Account | None:
    store = open_store(data)
    try:
        return store.access.account_of(secret)
    finally:
        store.engine.close()


def test_a_token_is_listed_renewed_and_revoked(data: Path) -> None:
    token, account, secret = made("create", "--role", "handler", "--name", NAME)
    listed = done("token", "list")
    new, same, other = made("renew", token, "--expires", "2099-12-31")
    done("token", "revoke", new)
    at_last = done("token", "list").splitlines()

    assert f"{token}  {account}  handler  {NAME}  made " in listed
    assert same == account
    assert account_of(data, secret) is account_of(data, other) is None
    assert all("revoked" in line for line in at_last)
    assert "expires 2099-12-31 23:00 UTC" in at_last[1]
    assert not re.search("griffie_[A-Za-z0-9_-]+", "".join([listed, *at_last]))
    assert done("audit").endswith("consistent\n")


def test_an_account_has_two_tokens_and_is_one_person_with_another(data: Path) -> None:
    _, account, _ = made("create", "--role", "handler", "--name", NAME)
    _, same, secret = made("create", "--account", account)
    _, other, _ = made("create", "--role", "dpo")

    done("people", "join", account, other, "--reason", "Zij werkt in twee diensten.")
    people = done("people", "list")

    assert same == account
    known = account_of(data, secret)
    assert known
    assert known.role is Role.HANDLER
    assert f"{account}  handler  {NAME}  also {other}" in people
    done("people", "end", account)
    assert account_of(data, secret) is None
    assert f"{account}  handler  {NAME}  also {other}  ended" in done("people", "list")


@pytest.mark.parametrize(
    "words",
    [
        ("create",),
        ("create", "--role", "dpo", "--account", "u-nobody22"),
        ("create", "--account", "u-nobody22"),
        ("create", "--role", "dpo", "--expires", "2020-01-01"),
        ("create", "--role", "dpo", "--expires", "31-03-2027"),
        ("revoke", "0" * 12),
        ("renew", "0" * 12),
    ],
)
@pytest.mark.in_folder
def test_what_cannot_be_done_is_said_in_a_sentence(data: Path, words: tuple[str, ...]) -> None:
    assert data
    done("receive", DEMO_MAIL)
    refused = griffie("token", *words)

    assert refused.exit_code == 2
    assert "Traceback" not in refused.output
    assert len(refused.stderr.strip().splitlines()) == 1
    assert "u-" not in done("token", "list")


def test_the_operator_gives_a_one_time_password(data: Path) -> None:
    _, account, _ = made("create", "--role", "admin", "--name", NAME)

    nameless = griffie("people", "password", account)
    first = done("people", "password", account, "--sign-in", "els")
    again = done("people", "password", account)
    unknown = griffie("people", "password", "u-nobody22")

    assert nameless.exit_code == unknown.exit_code == 2
    assert first.startswith("Sign in as els, ")
    store = open_store(data)
    check = store.access.passwords.check
    assert check("els", first.split()[-1], known=False) is None
    assert check("els", again.split()[-1], known=False)
    store.engine.close()
