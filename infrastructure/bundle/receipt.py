"""Checks a receipt: that a request was entered in the log, and with which content."""

from uuid import UUID

from griffie.application.dossier.receipt import RECEIPT
from griffie.application.dossier.verdict import Trust, Verdict, Wanted
from griffie.application.errors import UnreadableBundleError
from griffie.domain.log.entry import EVENT_DOMAIN, entry, leaf_hash
from griffie.domain.log.reading import is_uuid
from griffie.domain.log.tree import is_included
from griffie.infrastructure.bundle.events import is_ahead, read_state
from griffie.infrastructure.bundle.proofs import TlogProof, decode_text, read_tlog_proof
from griffie.infrastructure.bundle.verify import check_held_log, choose_key, read_checkpoint

FIRST, ARRIVAL = "1", "RequestReceived"
_LINES = 6


def verify_receipt(octets: bytes, wanted: Wanted) -> Verdict:
    """The verdict on a receipt. Raises UnreadableBundleError where it is none."""
    proof = read_tlog_proof(octets)
    said = proof.extra.split(b"\n", _LINES) if proof else []
    if proof is None or len(said) != _LINES + 1:
        raise UnreadableBundleError("it is no receipt")
    mark, vkey, domain, request, version, topic = (decode_text(one) for one in said[:_LINES])
    if (mark, f"{domain}\n", version, topic) != (RECEIPT, EVENT_DOMAIN, FIRST, ARRIVAL):
        raise UnreadableBundleError("it is no receipt of a form that is known here")
    if vkey is None or request is None or not is_uuid(request):
        raise UnreadableBundleError("it is no receipt of a form that is known here")
    verdict, origin = Verdict(), proof.checkpoint.split("\n", 1)[0]
    verdict.facts = {
        "trust": Trust.PINNED if wanted.trust else Trust.BUNDLED,
        "kind": "receipt",
        "origin": origin,
        "request": request,
        "index": proof.place,
    }
    if signer := choose_key(vkey, origin, wanted, verdict):
        checkpoint = read_checkpoint(proof.checkpoint, signer)
        if checkpoint is None:
            verdict.say("checkpoint")
        else:
            verdict.facts["size"] = checkpoint.size
            arrived = entry(UUID(request), 1, ARRIVAL, said[_LINES])
            _check_arrival(proof, arrived, checkpoint.size, checkpoint.root, verdict)
            _check_content(said[_LINES], wanted, verdict)
            if wanted.held is not None:
                verdict.say("held-not-shown")
            check_held_log(wanted, checkpoint, verdict)
    return verdict


def _check_arrival(
    proof: TlogProof, arrived: bytes, size: int, root: bytes, verdict: Verdict
) -> None:
    if not is_included(leaf_hash(arrived), proof.place, size, proof.path, root):
        verdict.say("inclusion")


def _check_content(state: bytes, wanted: Wanted, verdict: Verdict) -> None:
    said = read_state(ARRIVAL, state, housekeeping=False)
    if said is None:
        verdict.say("event-bytes")
    else:
        verdict.facts |= {"recorded_at": said.at.isoformat(), "received": said.data}
        if is_ahead(said.at, wanted.now):
            verdict.say("dated-ahead", 1)
    if wanted.newer_than and (said is None or said.at < wanted.newer_than):
        verdict.say("older")
