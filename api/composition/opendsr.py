"""OpenDSR as a file of the operator sets it up."""

from pathlib import Path

from griffie.application.opendsr.processing import OpenDsr, Partner
from griffie.infrastructure.opendsr.settings import read_opendsr
from griffie.infrastructure.opendsr.signature import Signer


def opendsr_of(path: Path) -> OpenDsr:
    """The controllers of a file, and what signs for us. Raises BadOpenDsrFileError."""
    settings, certificate, key = read_opendsr(path)
    return OpenDsr(
        settings.domain,
        [Partner(one.id, one.account, one.callbacks, one.language) for one in settings.controllers],
        certificate,
        Signer(settings.domain, key, settings.padding),
    )
