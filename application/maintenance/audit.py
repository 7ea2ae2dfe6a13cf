"""The audit of a whole store: events, log, checkpoints, personal values, projections."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from griffie.application.maintenance.findings import Finding, Summary, store_finding
from griffie.application.maintenance.search_values import SearchIndex, compare_search
from griffie.application.maintenance.watch import Pace
from griffie.application.ports import Progress, Vault
from griffie.application.projections.projections import Projections
from griffie.application.projections.registry import PROJECTIONS
from griffie.application.requests.requests import Requests
from griffie.domain.accounts import ACCOUNTS
from griffie.domain.webhooks import WEBHOOKS


class AuditedStore(Protocol):
    """The port to the files of a store that is audited."""

    def history(self, held: Sequence[str], progress: Progress) -> tuple[list[Finding], Summary]:
        """Check events, log entries, checkpoints, triggers, and every history that left.

        `held` are checkpoints that somebody kept outside the store; the one kept beside it is
        added. `progress` is told how many entries are done, and of how many.
        """

    def sealed_values(self, pace: Pace) -> Iterable[Finding]:
        """Find personal values that do not open, or are not what their event committed to.

        Also values and keys that are gone or there although the events say otherwise.
        """

    def accounts(self, history: Iterable[Any]) -> Iterable[Finding]:
        """Find rows of the sign-in file that were changed, or that the log contradicts.

        `history` are the events of the stream of accounts.
        """

    def webhooks(self, history: Iterable[Any]) -> Iterable[Finding]:
        """Find webhooks that the log does not know; `history` are the events of their stream."""

    def search(self) -> tuple[Vault, SearchIndex]:
        """The vault, and the search values as they stand."""

    def answers(self) -> Iterable[Finding]:
        """Find rows of repeated answers that the program did not write as they stand."""

    def undecided(self, requests: Requests) -> Iterable[Finding]:
        """Lines of the erasure ledger by which nothing is erased."""


def audit_store(
    store: AuditedStore,
    requests: Requests,
    projections: Projections,
    held: Sequence[str],
    progress: Progress,
    *,
    pace: Pace = lambda: None,
) -> tuple[list[Finding], Summary]:
    """Everything that is wrong with a store, and how much was checked. Changes nothing.

    `pace` is called between small parts of the work.
    """
    findings, summary = store.history(held, progress)
    findings += store.sealed_values(pace)
    findings += store.accounts(requests.history(ACCOUNTS))
    findings += store.webhooks(requests.history(WEBHOOKS))
    findings += compare_search(requests, *store.search())
    findings += store.answers()
    findings += store.undecided(requests)
    findings += [store_finding(what) for name in PROJECTIONS for what in _of(projections, name)]
    return findings, summary


def _of(projections: Projections, name: str) -> Iterator[str]:
    try:
        if projections.strayed(name):
            yield f"the projection {name} is not what the events say: griffie rebuild {name}"
    except Exception:  # noqa: BLE001 - whatever somebody wrote; the audit of the events says it
        yield f"the projection {name} cannot be checked: no request can be made of these events"
