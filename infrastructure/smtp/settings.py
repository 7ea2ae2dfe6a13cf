"""Which relay sends our messages: a TOML file of the operator, beside the profile and not in it.

An example is `docs/examples/relay.toml`. Secrets stand in files of their own, or in the
environment, so that this one can be shown.
"""

import os
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, NamedTuple, Self

from annotated_types import Interval, MaxLen
from pydantic import StringConstraints, model_validator

from griffie.application.controller.mailbox import Address
from griffie.application.errors import BadMailboxesError, BadRelayError
from griffie.application.sending.subscribers import DigestTable, Subscriber
from griffie.domain.law import Language
from griffie.domain.model.values import Account, Frozen
from griffie.infrastructure.imap.settings import OAuth, Security, is_here, read_secret
from griffie.infrastructure.operator_file import read_operator_file

PASSWORD = "GRIFFIE_RELAY_PASSWORD"  # noqa: S105 - the name of a variable
_Line = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]{1,500}$")]
_PORTS = {Security.TLS: 465, Security.STARTTLS: 587, Security.NONE: 25}


class RelaySettings(Frozen):
    """The relay, and how we sign in to it."""

    host: _Line
    port: Annotated[int, Interval(ge=1, le=65_535)] | None = None
    security: Security = Security.STARTTLS
    user: _Line | None = None
    password_file: Path | None = None
    """Left out: the environment variable GRIFFIE_RELAY_PASSWORD."""
    oauth: OAuth | None = None
    ca_file: Path | None = None
    """The certificates that are believed, in PEM; left out: those of this machine."""
    give_up_after_hours: Annotated[int, Interval(ge=1, le=240)] = 48
    """After so long a message that could not be sent is shown as not sent [P]."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.security is Security.NONE and not is_here(self.host):
            raise ValueError("security: without TLS on this machine alone")
        if self.user is None and (self.password_file or self.oauth):
            raise ValueError("user: who signs in has a name")
        if self.password_file and self.oauth:
            raise ValueError("either password_file or oauth")
        return self

    @property
    def port_used(self) -> int:
        """The port, or the usual one of its security."""
        return self.port or _PORTS[self.security]

    @property
    def give_up_after(self) -> timedelta:
        """How long a message is tried."""
        return timedelta(hours=self.give_up_after_hours)

    def password(self) -> str:
        """What is signed in with. Raises BadRelayError."""
        if self.password_file is None:
            if said := os.environ.get(PASSWORD):
                return said
            raise BadRelayError(f"no password_file, and {PASSWORD} is not set")
        try:
            return read_secret(self.password_file)
        except BadMailboxesError as why:
            raise BadRelayError(str(why)) from None


class _Colleague(Frozen):
    account: Account
    address: Address
    language: Language | None = None


class _Digest(Frozen):
    at: Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")] = "07:30"
    to: Annotated[tuple[_Colleague, ...], MaxLen(200)] = ()


class _File(Frozen):
    relay: RelaySettings
    digest: _Digest = _Digest()


class RelayFile(NamedTuple):
    """What the file of the operator says."""

    relay: RelaySettings
    digest: DigestTable


def read_relay(path: Path) -> RelayFile:
    """The relay of a file, and who gets the summary of a day.

    Raises BadRelayError, which says where and never a value.
    """
    file = read_operator_file(path, _File, BadRelayError, "relay")
    to = tuple(Subscriber(one.account, one.address, one.language) for one in file.digest.to)
    return RelayFile(file.relay, DigestTable(time.fromisoformat(file.digest.at), to))
