"""Which sign-in provider an office has: a TOML file of the operator, for `griffie serve --sign-in`.

An example is `docs/examples/sign-in.toml`. The secret stands in a file of its own or in the
environment, so that this one can be shown.
"""

import os
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StringConstraints

from griffie.application.access.roles import Role
from griffie.application.errors import BadMailboxesError, BadSignInFileError
from griffie.domain.model.values import Frozen
from griffie.infrastructure.imap.settings import is_here, read_secret
from griffie.infrastructure.operator_file import read_operator_file

SECRET_VARIABLE = "GRIFFIE_SIGN_IN_SECRET"  # noqa: S105 - where it may stand


def is_safe(address: str) -> bool:
    """Whether nobody between two machines reads what is sent there: HTTPS, or on this machine."""
    url = urlsplit(address)
    return url.scheme == "https" or (url.scheme == "http" and is_here(url.hostname or ""))


def _issuer(address: str) -> str:
    if not is_safe(address):
        raise ValueError("it begins with https://")
    if "?" in address or "#" in address:
        raise ValueError("nothing stands behind the path")
    return address


_Line = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]{1,500}$")]
_Label = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]{1,60}$")]


class GroupRole(Frozen):
    """Who is in this group at the provider has this role here."""

    group: _Line
    role: Role


class ProviderSettings(Frozen):
    """One provider, and which group has which role. Of several that fit, the first one counts."""

    name: _Label
    issuer: Annotated[_Line, AfterValidator(_issuer)]
    client_id: _Line
    secret_file: Path | None = None
    """Left out: the environment has it, or the provider wants none (a public client)."""
    scope: _Line = "openid profile"
    groups_claim: _Line = "groups"
    roles: Annotated[tuple[GroupRole, ...], Field(min_length=1, max_length=200)]

    def secret(self) -> str:
        """The secret of the client; empty where there is none. Raises BadSignInFileError."""
        if self.secret_file is None:
            return os.environ.get(SECRET_VARIABLE, "")
        try:
            return read_secret(self.secret_file)
        except BadMailboxesError as error:
            raise BadSignInFileError(str(error)) from None


def read_settings(path: Path) -> ProviderSettings:
    """The provider of a file. Raises BadSignInFileError, which says where and never a value."""
    settings = read_operator_file(path, ProviderSettings, BadSignInFileError)
    settings.secret()
    return settings
