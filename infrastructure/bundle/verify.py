"""Checks a bundle as somebody does who trusts nobody: files, signatures, log, then its events.

It stands on the engine's own tree, checkpoints and canonical JSON; the `verify.py` inside a bundle
stands on none of them, and must come to the same verdict.
"""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from griffie.application.dossier.manifest import MANIFEST, NOTE, signed_text
from griffie.application.dossier.verdict import Trust, Verdict, Wanted
from griffie.domain.log.entry import ENTRY_SIZE
from griffie.domain.log.errors import BadNoteError
from griffie.domain.log.tree import Tree, consistent
from griffie.infrastructure.bundle.archive import CHUNK, Manifest, Opened, opened
from griffie.infrastructure.bundle.events import Events
from griffie.infrastructure.bundle.proofs import nodes_in, text_in
from griffie.infrastructure.log.checkpoint import Checkpoint, Verifier
from griffie.infrastructure.log.checkpoint import opened as note_opened

KEY, NEW, OLD = "log.vkey", "checkpoints/new.txt", "checkpoints/old.txt"
CONSISTENCY, ENTRIES = "checkpoints/consistency.txt", "entries.bin"
EVENTS, INDEX = "events.jsonl", "index.jsonl"
PAGE = ENTRY_SIZE * 4096


class Signed(NamedTuple):
    """Under which key, and what it signed."""

    signer: Verifier
    note: str
    checkpoint: Checkpoint


def verify_bundle(path: Path, wanted: Wanted) -> Verdict:
    """Raises Unreadable, OSError."""
    with opened(path) as bundle:
        manifest, verdict = bundle.manifest(), Verdict()
        verdict.facts = {
            "trust": Trust.PINNED if wanted.trust else Trust.BUNDLED,
            "kind": manifest.kind,
            "origin": manifest.origin,
            "request": None if manifest.register else manifest.request,
            "size": manifest.checkpoint.size,
        }
        of_files(bundle, manifest, verdict)
        if signed := signatures(bundle, manifest, wanted, verdict):
            tree, log = whole_log(bundle, manifest, signed.checkpoint, verdict)
            older = leading_on(bundle, manifest, signed, verdict)
            held(wanted, signed, tree, older, verdict)
            note, checkpoint = signed.note, signed.checkpoint
            events = Events(bundle, manifest, verdict, note=note, checkpoint=checkpoint, log=log)
            events.check(wanted)
        return verdict


def needed(manifest: Manifest) -> Iterator[str]:
    yield from (KEY, NEW, NOTE, EVENTS, INDEX)
    if manifest.checkpoint.old is not None:
        yield from (OLD, CONSISTENCY)
    if manifest.complete or manifest.register:
        yield ENTRIES


def of_files(bundle: Opened, manifest: Manifest, verdict: Verdict) -> None:
    for name in {*needed(manifest), *manifest.files} - bundle.sizes.keys():
        verdict.say("file-missing", name)
    for name in bundle.sizes.keys() - {MANIFEST, NOTE}:
        if (kept := manifest.files.get(name)) is None:
            verdict.say("file-extra", name)
        elif kept.size != bundle.sizes[name] or kept.sha256 != digest_of(bundle, name):
            verdict.say("file-changed", name)
    for name in {MANIFEST, NOTE} & manifest.files.keys() & bundle.sizes.keys():
        kept = manifest.files[name]
        if kept.size != bundle.sizes[name] or kept.sha256 != digest_of(bundle, name):
            verdict.say("file-changed", name)


def digest_of(bundle: Opened, name: str) -> str:
    digest = sha256()
    with bundle.stream(name) as content:
        while chunk := content.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def signatures(
    bundle: Opened, manifest: Manifest, wanted: Wanted, verdict: Verdict
) -> Signed | None:
    """What was signed under the one key; nothing, when there is no checkpoint to stand on."""
    bundled = (text_in(bundle.read(KEY)) or "").removesuffix("\n")
    if (signer := trusted(bundled, manifest.origin, wanted, verdict)) is None:
        return None
    try:
        attestation = note_opened(text_in(bundle.read(NOTE)) or "", [signer])
    except BadNoteError:
        attestation = ""
    if attestation != signed_text(manifest.origin, bundle.read(MANIFEST)):
        verdict.say("manifest-note")
    note = text_in(bundle.read(NEW)) or ""
    checkpoint = checkpoint_in(note, signer)
    if checkpoint is None or checkpoint.size != manifest.checkpoint.size:
        verdict.say("checkpoint", NEW)
        return None
    return Signed(signer, note, checkpoint)


def trusted(bundled: str, origin: str, wanted: Wanted, verdict: Verdict) -> Verifier | None:
    """The reader's key where there is one; the key that came along must be the same."""
    try:
        signer = Verifier.read(wanted.trust or bundled)
    except BadNoteError:
        verdict.say("key-unreadable")
        return None
    if str(signer) != bundled:
        verdict.say("key-other")
    if signer.name != origin:
        verdict.say("key-of-another-log")
    return signer


def checkpoint_in(note: str, signer: Verifier) -> Checkpoint | None:
    try:
        checkpoint = Checkpoint.read(note_opened(note, [signer]))
    except BadNoteError:
        return None
    return checkpoint if checkpoint.origin == signer.name else None


def whole_log(
    bundle: Opened, manifest: Manifest, checkpoint: Checkpoint, verdict: Verdict
) -> tuple[Tree | None, bytes | None]:
    """The log where it is there and makes the signed root: as a tree, and as it stands."""
    if ENTRIES not in bundle or not (manifest.complete or manifest.register):
        return None, None
    if bundle.sizes[ENTRIES] != ENTRY_SIZE * checkpoint.size:
        verdict.say("entries-size", ENTRIES)
        return None, None
    tree, entries = Tree(), bundle.read(ENTRIES)
    for start in range(0, len(entries), PAGE):
        page = entries[start : start + PAGE]
        tree.extend([page[at : at + ENTRY_SIZE] for at in range(0, len(page), ENTRY_SIZE)])
    if tree.root() != checkpoint.root:
        verdict.say("entries-root", ENTRIES)
        return None, None
    return tree, entries


def leading_on(
    bundle: Opened, manifest: Manifest, signed: Signed, verdict: Verdict
) -> Checkpoint | None:
    """The older checkpoint in the bundle, once the log was shown to lead on from it."""
    if manifest.checkpoint.old is None or OLD not in bundle or CONSISTENCY not in bundle:
        return None
    older = checkpoint_in(text_in(bundle.read(OLD)) or "", signed.signer)
    if older is None or older.size != manifest.checkpoint.old:
        verdict.say("old-checkpoint", OLD)
        return None
    new, proof = signed.checkpoint, nodes_in(text_in(bundle.read(CONSISTENCY)))
    if proof is None or not consistent(older.size, new.size, older.root, new.root, proof):
        verdict.say("not-consistent", OLD)
        return None
    return older


def held(
    wanted: Wanted, signed: Signed, tree: Tree | None, older: Checkpoint | None, verdict: Verdict
) -> None:
    """The reader's own checkpoint: the log shown here must have been exactly that."""
    if wanted.held is None:
        return
    mine, new = checkpoint_in(wanted.held, signed.signer), signed.checkpoint
    if mine is None:
        verdict.say("held-unreadable")
    elif mine.size > new.size:
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
