"""Which mailboxes are watched: a TOML file of the operator, beside the profile and not in it.

An example is `docs/examples/mailboxes.toml`. Secrets stand in files of their own, so that this one
can be shown.
"""

import os
from datetime import date
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from annotated_types import Interval
from pydantic import AliasChoices, Field, StringConstraints, model_validator

from griffie.application.controller.mailbox import Address
from griffie.application.errors import BadMailboxesError
from griffie.domain.model.values import Frozen
from griffie.infrastructure.operator_file import read_operator_file

_OTHERS = 0o077
_Line = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]{1,500}$")]


class Security(StrEnum):
    """How what is said between the two machines is kept from others."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"
    """In clear: on this machine alone."""


class OAuth(Frozen):
    """Signing in with a token that another server gives (RFC 6749 §4.4 or §6)."""

    token_endpoint: _Line = Field(validation_alias=AliasChoices("token_endpoint", "token_url"))
    """RFC 6749 §3.2. `token_url` is its name in files of before."""
    client_id: _Line
    secret_file: Path | None = None
    refresh_token_file: Path | None = None
    """Without it the program signs in as itself (client credentials)."""
    scope: _Line | None = None

    @model_validator(mode="after")
    def _not_in_clear(self) -> Self:
        url = urlsplit(self.token_endpoint)
        if url.scheme != "https" and not (url.scheme == "http" and is_here(url.hostname or "")):
            raise ValueError("token_endpoint: it begins with https://")
        return self


class MailboxSettings(Frozen):
    """One mailbox."""

    address: Address
    host: _Line
    user: _Line
    port: Annotated[int, Interval(ge=1, le=65_535)] | None = None
    security: Security = Security.TLS
    password_file: Path | None = None
    oauth: OAuth | None = None
    folder: _Line = "INBOX"
    move_to: _Line | None = None
    since: date | None = None
    ca_file: Path | None = None
    """The certificates that are believed, in PEM; left out: those of this machine."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if (self.password_file is None) is (self.oauth is None):
            raise ValueError("either password_file or oauth")
        if self.security is Security.NONE and not is_here(self.host):
            raise ValueError("security: without TLS on this machine alone")
        if self.move_to == self.folder:
            raise ValueError("move_to: another folder than the one that is watched")
        return self


class _File(Frozen):
    mailbox: tuple[MailboxSettings, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        if len({one.address.lower() for one in self.mailbox}) < len(self.mailbox):
            raise ValueError("an address stands here twice")
        return self


def read_settings(path: Path) -> tuple[MailboxSettings, ...]:
    """The mailboxes of a file. Raises BadMailboxesError, which says where and never a value."""
    return read_operator_file(path, _File, BadMailboxesError, "mailbox").mailbox


def read_secret(path: Path) -> str:
    """The first line of a file that its owner alone may read. Raises BadMailboxesError."""
    lines = read_private(path).splitlines()
    if not lines:
        raise BadMailboxesError(f"{path.name}: no secret can be read there")
    return lines[0]


def read_private(path: Path) -> str:
    """The text of a file that its owner alone may read. Raises BadMailboxesError."""
    try:
        if os.name == "posix" and path.stat().st_mode & _OTHERS:
            raise BadMailboxesError(f"others may read {path.name}: give the file mode 0600")
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise BadMailboxesError(f"{path.name}: no secret can be read there") from None


def is_here(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
