"""What an audit reads of the files of a whole store."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from griffie.application.access.credentials import password_findings
from griffie.application.access.directory import log_findings
from griffie.application.access.passkey_sign_in import passkey_findings
from griffie.application.access.provider_accounts import link_findings
from griffie.application.maintenance.erase_again import undecided_lines
from griffie.application.maintenance.findings import Finding, Summary, finding, store_finding
from griffie.application.maintenance.watch import Pace
from griffie.application.ports import Progress
from griffie.application.requests.repeats import Seal, is_sealed
from griffie.application.requests.requests import Requests
from griffie.application.webhooks.delivery import webhook_findings
from griffie.infrastructure.access import SQLiteAccess
from griffie.infrastructure.backup.outside_copies import OutsideCopies
from griffie.infrastructure.database import Database
from griffie.infrastructure.log.audit import Audit
from griffie.infrastructure.log.checkpoint import Verifier
from griffie.infrastructure.log.erased_streams import find_unlawful
from griffie.infrastructure.made_tables import MADE
from griffie.infrastructure.sqlite import guards
from griffie.infrastructure.sqlite.messages import find_lost
from griffie.infrastructure.sqlite.opening_checks import access_is_sealed
from griffie.infrastructure.sqlite.outdated_views import outdated_tables
from griffie.infrastructure.sqlite.reading import StoreRecorder
from griffie.infrastructure.sqlite.store_version import version_of
from griffie.infrastructure.sqlite.subtrees import SQLiteSubtrees
from griffie.infrastructure.vault.audit import find_unsound_values
from griffie.infrastructure.vault.compared import KeptKeys, compare_with_events
from griffie.infrastructure.vault.search_table import SearchTable
from griffie.infrastructure.vault.vault import SQLiteVault

ANSWERS_SEALED = 2
SEARCHED_BY_NUMBER = 2
"""The version of a store from which on every repeated answer is sealed."""
_OTHER_KEY = "the log of this store is that of {}, and the key that is trusted is {}"


@dataclass(frozen=True)
class CheckedFiles:
    """See `application.maintenance.audit.Checked`."""

    alterations: Callable[[], Iterable[str]]
    """A sentence for each guard that is not as it was made, and for what is damaged."""
    own: Verifier
    """The name and the key of the log, as the store has them."""
    trusted: Verifier
    """The same as the auditor has them."""
    datastore: Database
    recorder: StoreRecorder
    vault: SQLiteVault
    access: SQLiteAccess
    beside: OutsideCopies
    seal: Seal
    """Under which rows of repeated answers stand."""
    clock: Callable[[], datetime]
    """The present: no event may be dated after it."""

    def history(self, held: Sequence[str], progress: Progress) -> tuple[list[Finding], Summary]:
        beside = self.beside.checkpoint.note()
        held = [*held, *([beside] if beside else [])]
        origin, key = self.trusted
        run = Audit(
            self.recorder,
            origin=origin,
            public_key=key,
            held=held,
            progress=progress,
            clock=self.clock,
        )
        findings = [store_finding(f"a guard of the store: {what}") for what in self.alterations()]
        if str(self.own) != str(self.trusted):
            findings.append(store_finding(_OTHER_KEY.format(self.own, self.trusted)))
        findings += run
        findings += SQLiteSubtrees(self.datastore).strange(run.tree)
        findings += [
            store_finding(what)
            for what in (self.beside.older(), self.beside.unanchored())
            if what is not None
        ]
        findings += find_unlawful(run.erased_streams, self.vault.buried)
        return findings, run.summary

    def sealed_values(self, pace: Pace) -> Iterable[Finding]:
        yield from find_unsound_values(self.datastore, self.vault.keys_of, pace)
        destroyed: dict[UUID, set[tuple[str, str]]] = {}
        for what, request, key in (line.going for line in self.beside.erasures.lines()):
            destroyed.setdefault(request, set()).add((what, key))
        keys = KeptKeys(self.vault.keys_of, self.vault.marks_of, destroyed)
        yield from compare_with_events(self.datastore, keys, pace)
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
        found = password_findings(self.access, self.access.passwords, past)
        yield from map(store_finding, found)
        yield from map(store_finding, link_findings(self.access.links, past))
        yield from map(store_finding, passkey_findings(self.access.passkeys, past))

    def webhooks(self, history: Iterable[Any]) -> Iterable[Finding]:
        yield from map(store_finding, webhook_findings(self.access.webhooks, history))

    def search(self) -> tuple[SQLiteVault, SearchTable]:
        early = version_of(self.datastore) < SEARCHED_BY_NUMBER
        return self.vault, SearchTable(self.datastore, early=early)

    def answers(self) -> Iterable[Finding]:
        if version_of(self.datastore) < ANSWERS_SEALED:  # an early release wrote some, for a week
            return
        for row in self.recorder.repeated_answers():
            newest = self.recorder.newest_version(row.request_id)
            if not is_sealed(row, self.seal) or (newest is not None and row.version > newest):
                what = "a row of repeated answers was changed: nothing is repeated by it"
                yield finding(None, row.request_id.hex, None, what)

    def undecided(self, requests: Requests) -> Iterable[Finding]:
        older = bool(self.beside.older())
        return undecided_lines(self.beside.erasures, requests, older=older)


def files_altered(database: Path) -> Iterator[str]:
    """A sentence for each guard in the files of a folder that is not as it was made."""
    for name, make in MADE.items():
        file = database.with_name(name)
        of = "" if file == database else f"{name}: "
        older = outdated_tables(file) if file == database else ()
        for what in guards.find_alterations(file, make, whole=True, older=older):
            yield f"{of}{what}"
        if damage := guards.find_damage_within(file):
            yield f"SQLite finds {name} damaged ({damage}): restore it from a backup"
