"""The audit of a whole store: events, log, checkpoints, personal values, projections."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any, Protocol
from uuid import UUID

from griffie.application.maintenance.findings import Finding, Summary, finding, store_finding
from griffie.application.ports import Progress
from griffie.application.projections.projections import Projections
from griffie.application.projections.registry import PROJECTIONS
from griffie.application.requests.requests import Requests, UnknownRequestError
from griffie.domain.accounts import ACCOUNTS


class AuditedStore(Protocol):
    """The port to the files of a store that is audited."""

    def history(self, held: Sequence[str], progress: Progress) -> tuple[list[Finding], Summary]:
        """Check events, log entries, checkpoints, triggers, and every history that left.

        `held` are checkpoints that somebody kept outside the store; the one kept beside it is
        added. `progress` is told how many entries are done, and of how many.
        """

    def sealed_values(self) -> Iterable[Finding]:
        """Find personal values that do not open, or are not what their event committed to."""

    def accounts(self, history: Iterable[Any]) -> Iterable[Finding]:
        """Find rows of the sign-in file that were changed, or that the log contradicts.

        `history` are the events of the stream of accounts.
        """

    def kept(self) -> Sequence[UUID]:
        """The requests whose personal data are kept, as the register says."""

    def buried(self, request_id: UUID) -> bool:
        """Whether the key of a request was destroyed."""

    def undecided(self, requests: Requests) -> Iterable[Finding]:
        """Lines of the erasure ledger by which nothing is erased."""

    def erased_since(self) -> Collection[UUID]:
        """What the ledger says was erased after this copy of the store was made."""


def audit_store(
    store: AuditedStore,
    requests: Requests,
    projections: Projections,
    held: Sequence[str],
    progress: Progress,
) -> tuple[list[Finding], Summary]:
    """Everything that is wrong with a store, and how much was checked. Changes nothing."""
    findings, summary = store.history(held, progress)
    findings += store.sealed_values()
    findings += store.accounts(requests.history(ACCOUNTS))
    findings += _hidden(store.kept(), store.buried, _said_to_be_erased(store, requests))
    findings += store.undecided(requests)
    findings += [store_finding(what) for name in PROJECTIONS for what in _of(projections, name)]
    return findings, summary


def _hidden(
    kept: Sequence[UUID], buried: Callable[[UUID], bool], erased: Callable[[UUID], bool]
) -> Iterator[Finding]:
    """Requests whose key was destroyed though their history holds no erasure.

    `kept` comes from the register, which may lag: the history itself (`erased`) is asked before a
    finding is given.
    """
    for request in kept:
        if buried(request) and not erased(request):
            what = "its key was destroyed, and its history knows of no erasure"
            yield finding(None, request.hex, None, what)


def _said_to_be_erased(store: AuditedStore, requests: Requests) -> Callable[[UUID], bool]:
    """Whether a history holds its erasure, or is not there any more.

    In an old copy of the store the history ends too early: there the ledger counts.
    """
    erased_since = store.erased_since()

    def told(request_id: UUID) -> bool:
        try:
            return request_id in erased_since or requests.load(request_id).erased
        except UnknownRequestError:  # it left meanwhile
            return True
        except Exception:  # noqa: BLE001 - whatever somebody wrote; the audit of the events says it
            return False

    return told


def _of(projections: Projections, name: str) -> Iterator[str]:
    try:
        if projections.strayed(name):
            yield f"the projection {name} is not what the events say: griffie rebuild {name}"
    except Exception:  # noqa: BLE001 - whatever somebody wrote; the audit of the events says it
        yield f"the projection {name} cannot be checked: no request can be made of these events"
