"""A processor to whom requests are handed on: a table of the operator's file of OpenDSR."""

import os
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from griffie.application.errors import BadMailboxesError, BadOpenDsrFileError
from griffie.application.opendsr.message import IdentityKind
from griffie.application.webhooks.webhook import BadWebhookError
from griffie.domain.model.values import Code, Frozen
from griffie.infrastructure.imap.settings import read_private
from griffie.infrastructure.opendsr.signature import Padding
from griffie.infrastructure.webhooks.addresses import check_address

_LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
Host = Annotated[str, StringConstraints(pattern=rf"^(?:{_LABEL}\.)+{_LABEL}$", max_length=253)]
_Url = Annotated[str, StringConstraints(max_length=500)]


class ProcessorTable(Frozen):
    """Where a processor is, how it is known again, and who we are to it."""

    code: Code
    """By which the profile names it among the recipients."""
    address: _Url
    """Before `/discovery` and `/requests`, as in `https://opendsr.host.example/api/opendsr/v2`."""
    requests_at: Literal["requests", "opengdpr_requests"] = "requests"
    """What requests are called in its addresses: today, or in OpenGDPR (§10.1)."""
    domain: Host
    """Whose certificate must have signed each answer."""
    key_sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    """Of its public key. The certificate is fetched then, from where its discovery says."""
    certificate_file: Path | None = None
    """The certificate itself, where the processor sent it another way. One of the two."""
    padding: Padding = Padding.PKCS1
    controller_id: Annotated[str, StringConstraints(pattern=r"^[ -~]{1,100}$")]
    token_file: Path | None = None
    """The bearer token that it gave us, in a file of mode 0600."""
    token_variable: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]{2,80}$")] | None = (
        None
    )
    """Or the variable of the environment in which it stands."""
    identities: Annotated[tuple[IdentityKind, ...], Field(min_length=1)] = (IdentityKind.EMAIL,)
    """By what persons are named to it, of what it finds them by."""
    callback: _Url | None = None
    """Where it may call us back: our own address `/api/opendsr/v2/callbacks/CODE`."""
    ca_file: Path | None = None
    """The authorities that are believed, in PEM; left out: those of this machine."""
    allow_private: bool = False
    """Whether it may stand on this machine or in a private network, also by HTTP."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        for name in ("address", "callback"):
            url = getattr(self, name)
            try:
                if url:
                    check_address(url, allows_private=self.allow_private)
            except BadWebhookError as why:
                raise ValueError(f"{name}: {why}") from None
        if (self.key_sha256 is None) == (self.certificate_file is None):
            raise ValueError("either key_sha256 or certificate_file")
        if (self.token_file is None) == (self.token_variable is None):
            raise ValueError("either token_file or token_variable")
        return self

    def token(self, home: Path) -> str:
        """What we show it. Raises BadOpenDsrFileError."""
        if self.token_variable:
            said = os.environ.get(self.token_variable, "")
        else:
            assert self.token_file
            try:
                said = read_private(home / self.token_file)
            except BadMailboxesError as error:
                raise BadOpenDsrFileError(str(error)) from None
        if not (said := said.strip()) or not said.isascii() or not said.isprintable():
            raise BadOpenDsrFileError(f"processors.{self.code}: no token can be read")
        return said
