"""The receipt: a proof for the requester that the request was entered in the log."""

from uuid import UUID

from griffie.application.dossier.build import size_of
from griffie.application.dossier.errors import UnfitEventError
from griffie.application.dossier.evidence import Evidence
from griffie.application.dossier.proofs import tlog_proof
from griffie.application.ports import Log
from griffie.domain.request.reference import reference

RECEIPT = "griffie-receipt/1"


def receipt_name(request_id: UUID) -> str:
    """What the file of a receipt is called."""
    return f"receipt-{reference(request_id)}.tlog-proof"


def note_in(receipt: bytes) -> str:
    """The signed note in a receipt: the checkpoint below which the entry was proved."""
    return receipt.partition(b"\n\n")[2].decode()


def receipt_of(evidence: Evidence, log: Log, request_id: UUID) -> bytes:
    """A c2sp.org/tlog-proof@v1 of the first event of a request, below a checkpoint signed now.

    Its extra data are what the holder needs to compute the log entry: the format's name, the public
    key of the log, and the bytes over which the event is hashed. Raises UnfitEventError where the
    first event has left the store, LogForkedError.
    """
    checkpoint = log.checkpoint()
    size = size_of(checkpoint)
    for piece in evidence.of_stream(request_id, size)[:1]:
        head = f"griffie-event/1\n{piece.stream}\n{piece.version}\n{piece.topic}\n"
        extra = f"{RECEIPT}\n{log.vkey}\n{head}".encode() + piece.state
        return tlog_proof(piece.place, log.inclusion(piece.place, size).proof, checkpoint, extra)
    raise UnfitEventError(
        "the first event of the request is not below the checkpoint: run the audit"
    )
