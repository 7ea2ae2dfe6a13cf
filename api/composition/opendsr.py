"""OpenDSR as a file of the operator sets it up, in both roles."""

import ssl
from pathlib import Path

from griffie.application.errors import BadOpenDsrFileError
from griffie.application.opendsr.processing import OpenDsr, Partner
from griffie.application.opendsr.processors import HandingOn
from griffie.infrastructure.opendsr.processor_line import HttpProcessor
from griffie.infrastructure.opendsr.processors_file import ProcessorTable
from griffie.infrastructure.opendsr.settings import read_opendsr, read_settings
from griffie.infrastructure.opendsr.signature import Signer


def opendsr_of(path: Path) -> OpenDsr | None:
    """The controllers of a file, and what signs for us; None where it names none.

    Raises BadOpenDsrFileError.
    """
    file = read_opendsr(path)
    if file is None:
        return None
    settings, domain, certificate, key = file
    return OpenDsr(
        domain,
        [Partner(one.id, one.account, one.callbacks, one.language) for one in settings.controllers],
        certificate,
        Signer(domain, key, settings.padding),
    )


def handing_of(path: Path) -> HandingOn | None:
    """The processors of a file; None where it names none. Nothing is connected to yet.

    Raises BadOpenDsrFileError.
    """
    settings, home = read_settings(path), path.resolve().parent
    lines = [_line(one, home, path.name) for one in settings.processors]
    return HandingOn(lines) if lines else None


def _line(table: ProcessorTable, home: Path, named: str) -> HttpProcessor:
    try:
        at = table.certificate_file
        certificate = (home / at).read_bytes() if at else None
        trust = ssl.create_default_context(cafile=home / table.ca_file if table.ca_file else None)
    except OSError:  # ssl.SSLError too
        why = f"{named}: processors.{table.code}: a certificate cannot be read"
        raise BadOpenDsrFileError(why) from None
    return HttpProcessor(table, table.token(home), certificate, trust)
