"""The audit of a whole store: events, log, checkpoints, sealed values, projections."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Protocol
from uuid import UUID

from griffie.application.maintenance.findings import Finding, Summary, finding, of_the_store
from griffie.application.ports import Progress
from griffie.application.projections.projections import Projections
from griffie.application.projections.registry import PROJECTIONS
from griffie.application.requests.requests import Requests, UnknownRequestError


class AuditedStore(Protocol):
    """What an audit asks of the files of a store."""

    def history(self, held: Sequence[str], progress: Progress) -> tuple[list[Finding], Summary]:
        """Every event, log entry and checkpoint, the guards, and every history that left.

        `held` are checkpoints that somebody kept outside the store; the one that is kept beside it
        counts among them. `progress` is told entries done and entries in all.
        """

    def sealed_values(self) -> Iterable[Finding]:
        """Values that do not open, or open to something else than their event committed to."""

    def kept(self) -> Sequence[UUID]:
        """The requests of which the register says that their personal data are there."""

    def buried(self, request_id: UUID) -> bool:
        """Whether the key of a request was destroyed."""

    def erased_since(self) -> Collection[UUID]:
        """What was erased since an old copy of the store was made; nothing of a newest one."""


def audit_store(
    store: AuditedStore,
    requests: Requests,
    projections: Projections,
    held: Sequence[str],
    progress: Progress,
) -> tuple[list[Finding], Summary]:
    """Everything that is wrong with a store, and what was looked at. Changes nothing."""
    findings, summary = store.history(held, progress)
    findings += store.sealed_values()
    findings += _hidden(store.kept(), store.buried, _said_to_be_erased(store, requests))
    findings += [of_the_store(what) for name in PROJECTIONS for what in _of(projections, name)]
    return findings, summary


def _hidden(
    kept: Sequence[UUID], buried: Callable[[UUID], bool], erased: Callable[[UUID], bool]
) -> Iterator[Finding]:
    """Files whose key was destroyed though their history says of no erasure: facts were hidden.

    `kept` are the requests of which the register says that their data are there. It may lag, so
    the history itself (`erased`) is asked before anything is said.
    """
    for request in kept:
        if buried(request) and not erased(request):
            what = "its key was destroyed, and its history knows of no erasure"
            yield finding(None, request.hex, None, what)


def _said_to_be_erased(store: AuditedStore, requests: Requests) -> Callable[[UUID], bool]:
    """Whether a history tells of its erasure, or is not there to tell it.

    That of an old copy ends before: there the ledger beside it tells.
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
