"""Hands out bundles and receipts: the export is recorded first, the file is made afterwards."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from griffie.application.access.roles import Account
from griffie.application.access.trail import AccessTrail
from griffie.application.dossier.build import (
    Sources,
    Wish,
    inspection_bundle,
    register_bundle,
    request_bundle,
)
from griffie.application.dossier.bundle_subject import Reader
from griffie.application.dossier.errors import NotSignedError
from griffie.application.dossier.form import Form
from griffie.application.dossier.inspection import InspectionFacts
from griffie.application.dossier.receipt import receipt_of
from griffie.application.dossier.zip_writer import zip_parts
from griffie.domain.housekeeping import Export
from griffie.domain.law import Language
from griffie.domain.model.setting import Occasion
from griffie.domain.rights_request import RightsRequest

_LARGE = 1 << 16  # bytes


class BundleOptions(NamedTuple):
    """What the reader of a bundle may choose."""

    language: Language
    form: Form | None = None
    """How it shows that nothing was left out; None: by the size of the log."""
    older: str | int | None = None
    """A checkpoint that the reader holds, or the size of one that this store signed."""
    opened: bool = False
    """With the personal data. The caller has checked that they may be seen, and recorded it."""


class Bundles:
    """Makes bundles and receipts, and records each export of a bundle in the access trail first."""

    def __init__(
        self, sources: Sources, trail: AccessTrail, now: Callable[[Account], Occasion]
    ) -> None:
        """`now` is the occasion on which an account asks."""
        self._sources, self._trail, self._now = sources, trail, now

    def of_request(
        self, account: Account, request: RightsRequest, asked: BundleOptions
    ) -> Iterator[bytes]:
        """The zip of one request, in chunks. Errors are raised here, not while it is sent.

        Raises NotSignedError, UnfitEventError, LogForkedError, KeyUnavailableError, TamperedError,
        ContentionError.
        """
        wish = self._wish(account, asked)
        self._trail.record_export(request, Export.DOSSIER, self._now(account))
        return _in_chunks(zip_parts(request_bundle(self._sources, request, wish)))

    def of_inspection(
        self,
        account: Account,
        requests: Sequence[RightsRequest],
        inspection: InspectionFacts,
        asked: BundleOptions,
    ) -> Iterator[bytes]:
        """The zip of several requests, for an inspection. Each is recorded as handed out.

        Raises the same as `of_request`, and BundleTooLargeError while it is read.
        """
        wish = self._wish(account, asked)
        for request in requests:
            self._trail.record_export(request, Export.DOSSIER, self._now(account))
        return _in_chunks(zip_parts(inspection_bundle(self._sources, requests, inspection, wish)))

    def of_register(self, account: Account, asked: BundleOptions) -> Iterator[bytes]:
        """The zip of the whole register, in chunks; a wrong event is raised when it is reached.

        Raises NotSignedError, LogForkedError, ContentionError; while it is read UnfitEventError,
        StoreMovedOnError.
        """
        wish = self._wish(account, asked)
        self._trail.record_export(None, Export.DOSSIER, self._now(account))
        return _in_chunks(zip_parts(register_bundle(self._sources, wish)))

    def receipt(self, request: RightsRequest) -> bytes:
        """The receipt: a c2sp.org/tlog-proof@v1 of the arrival of a request. No personal data.

        Raises UnfitEventError, LogForkedError.
        """
        return receipt_of(self._sources.evidence, self._sources.log, request.id)

    def _wish(self, account: Account, asked: BundleOptions) -> Wish:
        older = asked.older
        if isinstance(older, int):
            older = self._sources.evidence.signed_at(older)
            if older is None or not older.startswith(f"{self._sources.log.origin}\n"):
                raise NotSignedError  # or by a log that this one continues
        reader = Reader(account, self._now(account).at, asked.language)
        return Wish(reader, asked.form, older, asked.opened)


def _in_chunks(octets: Iterator[bytes]) -> Iterator[bytes]:
    """Join small chunks: each chunk costs time when it is sent."""
    kept: list[bytes] = []
    size = 0
    for chunk in octets:
        kept.append(chunk)
        size += len(chunk)
        if size >= _LARGE:
            yield b"".join(kept)
            kept, size = [], 0
    yield b"".join(kept)
