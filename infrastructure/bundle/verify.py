"""Checks a bundle, trusting nobody: files, signatures, log, then its events.

It uses the engine's own tree, checkpoints and canonical JSON; the `verify.py` inside a bundle uses
none of them, and must come to the same verdict.
"""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from griffie.application.dossier.manifest import MANIFEST, NOTE, signed_text
from griffie.application.dossier.statement import STATEMENT
from griffie.application.dossier.verdict import Trust, Verdict, Wanted
from griffie.application.dossier.verifier.words import LANGUAGES
from griffie.domain.log.entry import ENTRY_SIZE
from griffie.domain.log.errors import BadNoteError
from griffie.domain.log.tree import Tree, is_consistent
from griffie.infrastructure.bundle.archive import CHUNK, Manifest, OpenBundle, open_bundle
from griffie.infrastructure.bundle.events import EventsCheck
from griffie.infrastructure.bundle.proofs import decode_text, read_nodes
from griffie.infrastructure.bundle.statement import read_statement
from griffie.infrastructure.log.checkpoint import Checkpoint, Verifier
from griffie.infrastructure.log.checkpoint import open_note as note_opened
from griffie.infrastructure.log.lineage import Lineage, Standing, read_note

KEY, NEW, OLD = "log.vkey", "checkpoints/new.txt", "checkpoints/old.txt"
CONSISTENCY, ENTRIES = "checkpoints/consistency.txt", "entries.bin"
EVENTS, INDEX = "events.jsonl", "index.jsonl"
_PAGE = ENTRY_SIZE * 4096


class _SignedCheckpoint(NamedTuple):
    """The key that was chosen, and the checkpoint that it signed."""

    signer: Verifier
    note: str
    checkpoint: Checkpoint


def verify_bundle(path: Path, wanted: Wanted) -> Verdict:
    """The verdict on a bundle. Raises UnreadableBundleError, OSError."""
    with open_bundle(path) as bundle:
        manifest, verdict = bundle.manifest(), Verdict()
        verdict.facts = {
            "trust": Trust.PINNED if wanted.trust else Trust.BUNDLED,
            "kind": manifest.kind,
            "origin": manifest.origin,
            "size": manifest.checkpoint.size,
        }
        named = manifest.of_requests()
        if manifest.inspection:
            verdict.facts["requests"] = len(named)
        else:
            verdict.facts["request"] = next(iter(named), None)
        if manifest.language in LANGUAGES:
            verdict.language = manifest.language
        _check_files(bundle, manifest, verdict)
        if signed := _check_signatures(bundle, manifest, wanted, verdict):
            tree, log = _read_whole_log(bundle, manifest, signed.checkpoint, verdict)
            if own := check_held_log(wanted, signed.checkpoint, verdict):
                tree, log = own
            older = _check_older_checkpoint(bundle, manifest, signed, verdict)
            note, checkpoint = signed.note, signed.checkpoint
            events = EventsCheck(
                bundle, manifest, verdict, note=note, checkpoint=checkpoint, log=log
            )
            if STATEMENT in bundle:
                events.states(read_statement(bundle.read(STATEMENT), signed.signer, checkpoint))
            events.check(wanted)
            lineage = Lineage(*signed.signer, events.continued)
            _check_lineage(lineage, tree, verdict)
            _check_held_checkpoint(wanted, signed, lineage, tree, older, verdict=verdict)
        return verdict


def _needed_files(manifest: Manifest) -> Iterator[str]:
    yield from (KEY, NEW, NOTE, EVENTS, INDEX)
    if manifest.checkpoint.old is not None:
        yield from (OLD, CONSISTENCY)
    if manifest.complete or manifest.register:
        yield ENTRIES


def _check_files(bundle: OpenBundle, manifest: Manifest, verdict: Verdict) -> None:
    for name in {*_needed_files(manifest), *manifest.files} - bundle.sizes.keys():
        verdict.say("file-missing", name)
    for name in bundle.sizes.keys() - {MANIFEST, NOTE}:
        if (kept := manifest.files.get(name)) is None:
            verdict.say("file-extra", name)
        elif kept.size != bundle.sizes[name] or kept.sha256 != _digest_of(bundle, name):
            verdict.say("file-changed", name)
    for name in {MANIFEST, NOTE} & manifest.files.keys() & bundle.sizes.keys():
        kept = manifest.files[name]
        if kept.size != bundle.sizes[name] or kept.sha256 != _digest_of(bundle, name):
            verdict.say("file-changed", name)


def _digest_of(bundle: OpenBundle, name: str) -> str:
    digest = sha256()
    with bundle.stream(name) as content:
        while chunk := content.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _check_signatures(
    bundle: OpenBundle, manifest: Manifest, wanted: Wanted, verdict: Verdict
) -> _SignedCheckpoint | None:
    """The checkpoint that the one key signed; None when there is none to rely on."""
    bundled = (decode_text(bundle.read(KEY)) or "").removesuffix("\n")
    if (signer := choose_key(bundled, manifest.origin, wanted, verdict)) is None:
        return None
    try:
        attestation = note_opened(decode_text(bundle.read(NOTE)) or "", [signer])
    except BadNoteError:
        attestation = ""
    if attestation != signed_text(manifest.origin, bundle.read(MANIFEST)):
        verdict.say("manifest-note")
    note = decode_text(bundle.read(NEW)) or ""
    checkpoint = read_checkpoint(note, signer)
    if checkpoint is None or checkpoint.size != manifest.checkpoint.size:
        verdict.say("checkpoint", NEW)
        return None
    return _SignedCheckpoint(signer, note, checkpoint)


def choose_key(bundled: str, origin: str, wanted: Wanted, verdict: Verdict) -> Verifier | None:
    """The reader's own key if there is one, else the bundled one. Both must be the same."""
    try:
        signer = Verifier.read(wanted.trust or bundled)
    except BadNoteError:
        verdict.say("key-unreadable")
        return None
    verdict.facts["key"] = sha256(str(signer).encode()).hexdigest()
    if str(signer) != bundled:
        verdict.say("key-other")
    if signer.name != origin:
        verdict.say("key-of-another-log")
    return signer


def read_checkpoint(note: str, signer: Verifier) -> Checkpoint | None:
    """The checkpoint in a note that this key signed; None for anything else."""
    try:
        checkpoint = Checkpoint.read(note_opened(note, [signer]))
    except BadNoteError:
        return None
    return checkpoint if checkpoint.origin == signer.name else None


def _read_whole_log(
    bundle: OpenBundle, manifest: Manifest, checkpoint: Checkpoint, verdict: Verdict
) -> tuple[Tree | None, bytes | None]:
    """The log as a tree and as octets, where it is there and makes the signed root."""
    if ENTRIES not in bundle or not (manifest.complete or manifest.register):
        return None, None
    if bundle.sizes[ENTRIES] != ENTRY_SIZE * checkpoint.size:
        verdict.say("entries-size", ENTRIES)
        return None, None
    entries = bundle.read(ENTRIES)
    tree = _tree_of(entries)
    if tree.root() != checkpoint.root:
        verdict.say("entries-root", ENTRIES)
        return None, None
    return tree, entries


def check_held_log(
    wanted: Wanted, checkpoint: Checkpoint, verdict: Verdict
) -> tuple[Tree, bytes] | None:
    """The reader's own copy of the log, up to the checkpoint, if it begins with what was signed."""
    if wanted.log is None:
        return None
    entries = wanted.log[: ENTRY_SIZE * checkpoint.size]
    if len(entries) < ENTRY_SIZE * checkpoint.size:
        verdict.say("log-shorter")
    elif (tree := _tree_of(entries)).root() != checkpoint.root:
        verdict.say("log-other")
    else:
        return tree, entries
    return None


def _tree_of(entries: bytes) -> Tree:
    tree = Tree()
    for start in range(0, len(entries), _PAGE):
        page = entries[start : start + _PAGE]
        tree.extend([page[at : at + ENTRY_SIZE] for at in range(0, len(page), ENTRY_SIZE)])
    return tree


def _check_older_checkpoint(
    bundle: OpenBundle, manifest: Manifest, signed: _SignedCheckpoint, verdict: Verdict
) -> Checkpoint | None:
    """The older checkpoint in the bundle, once a proof led from it to the new one."""
    if manifest.checkpoint.old is None or OLD not in bundle or CONSISTENCY not in bundle:
        return None
    older = read_checkpoint(decode_text(bundle.read(OLD)) or "", signed.signer)
    if older is None or older.size != manifest.checkpoint.old:
        verdict.say("old-checkpoint", OLD)
        return None
    new, proof = signed.checkpoint, read_nodes(decode_text(bundle.read(CONSISTENCY)))
    if proof is None or not is_consistent(older.size, new.size, older.root, new.root, proof):
        verdict.say("not-consistent", OLD)
        return None
    return older


def _check_lineage(lineage: Lineage, tree: Tree | None, verdict: Verdict) -> None:
    """Whether the log rightly says which one it continues, and from which state of it."""
    right = lineage.is_told
    for link in lineage.links:
        last = link.last
        if tree and lineage.standing(last) is Standing.HERE:
            right &= last.size <= len(tree) and tree.root(last.size) == last.root
    if not right:
        verdict.say("continued", lineage.origin)
    if lineage.links:
        verdict.facts["continues"] = [
            {"kept": link.kept, "last": link.last.size, "log": link.last.origin}
            for link in lineage.links
        ]


def _check_held_checkpoint(
    wanted: Wanted,
    signed: _SignedCheckpoint,
    lineage: Lineage,
    tree: Tree | None,
    older: Checkpoint | None,
    *,
    verdict: Verdict,
) -> None:
    """Whether the log shown here contains the reader's own checkpoint."""
    if wanted.held is None:
        return
    new = signed.checkpoint
    try:
        mine = read_note(wanted.held, *signed.signer)
    except BadNoteError:
        verdict.say("held-unreadable")
        return
    standing = lineage.standing(mine)
    if standing is Standing.LOST:
        verdict.facts["held"] = "lost"
    elif standing is Standing.UNKNOWN_TO_IT or mine.size > new.size:
        verdict.say("held-later")
    elif mine.size == new.size or tree or (older and older.size == mine.size):
        roots = {new.size: new.root}
        if older:
            roots[older.size] = older.root
        then = tree.root(mine.size) if tree else roots[mine.size]
        if then != mine.root:
            verdict.say("held-contradicted")
    else:
        verdict.say("held-not-shown")
