"""The manifest of a bundle: what it is, for whom it was made, and the digest of each file.

It comes last, when the files are known, and the log's key signs its digest: so nobody but the
log's operator can have put the files together. It proves nothing about the register; the
checkpoint does.
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
"""The first line of what is signed. A checkpoint begins with the log's name, which is another."""

_Digest = dict[str, str | int]


def with_manifest(parts: Iterable[Part], facts: Mapping[str, Any], log: Log) -> Iterator[Part]:
    """The parts as they come, each with its digest taken on the way; manifest and note at the end.

    In: what the manifest says beside `files`.
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
