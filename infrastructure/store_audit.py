"""What an audit reads of the files of a whole store."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from griffie.application.access.directory import log_findings
from griffie.application.maintenance.erase_again import undecided_lines
from griffie.application.maintenance.findings import Finding, Summary, store_finding
from griffie.application.ports import Progress
from griffie.application.requests.requests import Requests
from griffie.infrastructure.access import SQLiteAccess
from griffie.infrastructure.backup.outside_copies import OutsideCopies
from griffie.infrastructure.log.audit import Audit
from griffie.infrastructure.log.erased_streams import find_unlawful
from griffie.infrastructure.sqlite import guards
from griffie.infrastructure.sqlite.datastore import Datastore
from griffie.infrastructure.sqlite.messages import find_lost
from griffie.infrastructure.sqlite.opening_checks import access_is_sealed
from griffie.infrastructure.sqlite.recorder import AppendOnlyRecorder
from griffie.infrastructure.sqlite.subtrees import SQLiteSubtrees
from griffie.infrastructure.vault.audit import find_unsound_values
from griffie.infrastructure.vault.vault import SQLiteVault

_UUID_TEXT = re.compile("[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")


@dataclass(frozen=True)
class CheckedFiles:
    """See `application.maintenance.audit.Checked`."""

    database: Path
    origin: str
    key: Ed25519PublicKey
    datastore: Datastore
    recorder: AppendOnlyRecorder
    vault: SQLiteVault
    access: SQLiteAccess
    beside: OutsideCopies

    def history(self, held: Sequence[str], progress: Progress) -> tuple[list[Finding], Summary]:
        beside = self.beside.checkpoint.note()
        held = [*held, *([beside] if beside else [])]
        run = Audit(
            self.recorder, origin=self.origin, public_key=self.key, held=held, progress=progress
        )
        findings = [
            store_finding(f"a guard of the store: {what}")
            for what in guards.find_alterations(self.database)
        ]
        findings += run
        findings += SQLiteSubtrees(self.datastore).strange(run.tree)
        findings += [store_finding(older) for older in (self.beside.older(),) if older]
        findings += find_unlawful(run.erased_streams, self.vault.buried)
        return findings, run.summary

    def sealed_values(self) -> Iterable[Finding]:
        yield from find_unsound_values(self.datastore, self.vault.keys_of)
        for message in find_lost(self.datastore):
            if not self.vault.buried(message):  # the ledger of a restored copy may say so
                yield store_finding(
                    f"message {message}: its words are gone, and nobody set it aside"
                )

    def accounts(self, history: Iterable[Any]) -> Iterable[Finding]:
        past = list(history)
        if past or access_is_sealed(self.datastore):  # else an older version wrote it
            yield from map(store_finding, self.access.unsound())
        yield from map(store_finding, log_findings(self.access, past))

    def kept(self) -> Sequence[UUID]:
        rows = self.datastore.tuples("SELECT request_id FROM register WHERE NOT erased")
        names = [name for (name,) in rows if isinstance(name, str) and _UUID_TEXT.fullmatch(name)]
        return [UUID(name) for name in names]

    def buried(self, request_id: UUID) -> bool:
        return self.vault.buried(request_id)

    def undecided(self, requests: Requests) -> Iterable[Finding]:
        older = bool(self.beside.older())
        return undecided_lines(self.beside.erasures, requests, older=older)

    def erased_since(self) -> Collection[UUID]:
        lines = self.beside.erasures.lines() if self.beside.older() else []
        return {line.going.request for line in lines}
