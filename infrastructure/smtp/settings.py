"""Which relay sends our messages: a TOML file of the operator, beside the profile and not in it.

An example is `docs/examples/relay.toml`. Secrets stand in files of their own, or in the
environment, so that this one can be shown.
"""

import os
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Self

from annotated_types import Interval
from pydantic import StringConstraints, model_validator

from griffie.application.errors import BadMailboxesError, BadRelayError
from griffie.domain.model.values import Frozen
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


class _File(Frozen):
    relay: RelaySettings


def read_relay(path: Path) -> RelaySettings:
    """The relay of a file. Raises BadRelayError, which says where and never a value."""
    return read_operator_file(path, _File, BadRelayError, "relay").relay
