"""Checks a receipt: the proof that a request was entered in the log."""

from uuid import UUID

from griffie.application.dossier.verifier.check import Check
from griffie.application.dossier.verifier.errors import BadProofError, UnreadableError, demand
from griffie.application.dossier.verifier.parsing import (
    Proof,
    entry_of,
    event_of,
    is_uuid,
    proof_of,
)
from griffie.application.dossier.verifier.tree import leaf, root_by

RECEIPT, EVENT = "griffie-receipt/1", "griffie-event/1"


class Receipt(Check):
    """The check of a receipt: that a request was entered in the log, and as what."""

    def check(self, octets: bytes) -> None:
        """The extra data: a line, the log's key, and what the event's hash is taken over."""
        try:
            proof = proof_of(octets)
            *head, state = proof.extra.split(b"\n", 6)
            mark, vkey, event, request, version, topic = (one.decode() for one in head)
        except (BadProofError, ValueError):
            raise UnreadableError("it is no receipt that this program knows") from None
        named = (mark, event, version, topic) == (RECEIPT, EVENT, "1", "RequestReceived")
        if not named or not is_uuid(request):
            raise UnreadableError("it is no receipt that this program knows")
        origin = proof.note.split("\n", 1)[0]
        self.facts |= {"kind": "receipt", "origin": origin, "request": request}
        self.facts |= {"index": proof.at}
        if key := self.key(vkey, origin):
            try:
                size, root = key.checkpoint(proof.note)
            except BadProofError:
                self.say("checkpoint")
                return
            self.facts["size"] = size
            self.proven(proof, entry_of(str(UUID(request)), 1, topic, state), size, root)
            self.recorded(state)
            self.fresh()
            if self.wanted.held is not None:
                self.say("held-not-shown")
            self.own_log(size, root)

    def proven(self, proof: Proof, entry: bytes, size: int, root: bytes) -> None:
        try:
            demand(proof.at < size)
            demand(root_by(leaf(entry), proof.at, size, proof.path) == root)
        except BadProofError:
            self.say("inclusion")

    def recorded(self, state: bytes) -> None:
        try:
            event = event_of("RequestReceived", state, housekeeping=False)
        except BadProofError:
            self.say("event-bytes")
            return
        self.dated(1, event.at)
        self.facts |= {"recorded_at": event.at.isoformat(), "received": event.data}
