"""The manifest of a bundle: what it is, for whom it was made, and the digest of each file.

It is the last file but one: the digests of the others are known by then. The key of the log signs
its digest, so only the operator of the log can have put the files together. It proves nothing about
the register; the checkpoint does.
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

import rfc8785

from griffie.application.dossier.zip_writer import Part
from griffie.application.ports import Log

FORMAT = "griffie-bundle/1"
MANIFEST, NOTE = "manifest.json", "manifest.note"
_ATTESTED = "griffie-manifest/1"
"""The first line of the signed text: no checkpoint begins so, they begin with the log's name."""

_Digest = dict[str, str | int]


def with_manifest(parts: Iterable[Part], facts: Mapping[str, Any], log: Log) -> Iterator[Part]:
    """The same parts, followed by the manifest and its signed note.

    `facts` is what the manifest says besides `files`. The digest of each part is computed while it
    is read.
    """
    files: dict[str, _Digest] = {}
    for name, content in parts:
        if isinstance(content, bytes):
            files[name] = {"sha256": sha256(content).hexdigest(), "size": len(content)}
            yield Part(name, content)
        else:
            yield Part(name, _count_octets(content, files, name))
    manifest = rfc8785.dumps({"format": FORMAT, "origin": log.origin, **facts, "files": files})
    yield Part(MANIFEST, manifest)
    yield Part(NOTE, log.attest(signed_text(log.origin, manifest)).encode())


def _count_octets(chunks: Iterable[bytes], files: dict[str, _Digest], name: str) -> Iterator[bytes]:
    digest, size = sha256(), 0
    for chunk in chunks:
        digest.update(chunk)
        size += len(chunk)
        yield chunk
    files[name] = {"sha256": digest.hexdigest(), "size": size}


def signed_text(origin: str, manifest: bytes) -> str:
    """The text that is signed over a manifest: three lines."""
    return f"{_ATTESTED}\n{origin}\n{sha256(manifest).hexdigest()}\n"
