"""Whether the domain that a mail names as its author's signed it: DKIM, RFC 6376, 8301 and 8463.

Only a signature of the author's own domain tells something about the author, and only one that
covers the whole mail. One that cannot be judged (no key, an algorithm that is forbidden) counts as
if it were not there: RFC 6376 §6.1.
"""

import re
from base64 import b64decode
from collections.abc import Iterator
from enum import Enum, auto
from hashlib import sha256
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

from griffie.application.intake.mail import KeyLookup, NoLookupError
from griffie.domain.request.remarks import DkimResult

_TAG = re.compile(rb"^\s*([A-Za-z][A-Za-z0-9_]{0,30})\s*=(.*)$", re.DOTALL)
_OWN_VALUE = re.compile(rb"((?:^|;)[ \t\r\n]*b[ \t\r\n]*=)[^;]*")
_SPACE, _RUNS = re.compile(rb"[ \t\r\n]+"), re.compile(rb"[ \t]+")
_DOMAIN = re.compile(r"[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63}){1,20}")
_MOST_SIGNATURES, _MOST_FIELDS, _LONGEST_HEAD, _MOST_SIGNED = 3, 2_000, 256 << 10, 200
_LEAST_BITS, _MOST_BITS, _ED25519 = 1024, 8192, 32


class _Judged(Enum):
    FITS = auto()
    FITS_NOT = auto()
    NO_SIGNATURE = auto()


class _Field(NamedTuple):
    name: bytes
    """In small letters."""
    whole: bytes
    """As it came, folds and all, without its last line end."""


class _Signature(NamedTuple):
    tags: dict[bytes, bytes]
    field: _Field

    def tag(self, name: bytes) -> str:
        """A value without white space, in small letters; empty where it is missing."""
        return _SPACE.sub(b"", self.tags.get(name, b"")).decode("latin-1").lower()

    def octets(self, name: bytes) -> bytes:
        """A value that is base64. Raises ValueError."""
        return b64decode(_SPACE.sub(b"", self.tags.get(name, b"")), validate=True)


def dkim_result(raw: bytes, author: str, keys: KeyLookup) -> DkimResult:
    """Whether the domain `author` signed this mail (as it came); `keys` asks the DNS.

    It asks for at most three keys, and stops asking once there is no answer.
    """
    head, body = _apart(raw)
    fields = list(_fields(head)) if len(head) <= _LONGEST_HEAD else []
    if not fields or len(fields) > _MOST_FIELDS:
        return DkimResult.NOT_CHECKED if len(head) > _LONGEST_HEAD or fields else DkimResult.NONE
    found = DkimResult.NONE
    for signature in _of_the_author(fields, author.lower())[:_MOST_SIGNATURES]:
        try:
            judged = _judged(signature, fields, body, keys)
        except NoLookupError:
            return DkimResult.NOT_CHECKED
        if judged is _Judged.FITS:
            return DkimResult.PASS
        if judged is _Judged.FITS_NOT:
            found = DkimResult.FAIL
    return found


def _apart(raw: bytes) -> tuple[bytes, bytes]:
    """Headers and body, in the line ends of the network."""
    if raw.startswith((b"From ", b">From ")):
        raw = raw.partition(b"\n")[2]
    lines = re.sub(rb"\r?\n", b"\r\n", raw)
    head, _, body = lines.partition(b"\r\n\r\n")
    return head, body


def _fields(head: bytes) -> Iterator[_Field]:
    kept: list[bytes] = []
    for line in [*head.split(b"\r\n"), b"end:"]:
        if line[:1] in {b" ", b"\t"} and kept:
            kept.append(line)
            continue
        if kept:
            whole = b"\r\n".join(kept)
            yield _Field(whole.partition(b":")[0].strip().lower(), whole)
        kept = [line] if b":" in line else []


def _of_the_author(fields: list[_Field], author: str) -> list[_Signature]:
    """The signatures that a domain of the author can have made, from the top."""
    found = []
    for field in fields:
        if field.name != b"dkim-signature":
            continue
        tags = _tags(field.whole.partition(b":")[2])
        signature = _Signature(tags, field)
        domain = signature.tag(b"d")
        aligned = domain == author or author.endswith(f".{domain}") or domain.endswith(f".{author}")
        if author and aligned and _DOMAIN.fullmatch(domain):
            found.append(signature)
    return found


def _tags(value: bytes) -> dict[bytes, bytes]:
    """A list of tags: RFC 6376 §3.2. One that stands twice makes the whole void."""
    tags: dict[bytes, bytes] = {}
    for piece in value.split(b";"):
        tag = _TAG.match(piece)
        if tag and tag[1] in tags:
            return {}
        if tag:
            tags[tag[1]] = tag[2].strip()
    return tags


def _judged(signature: _Signature, fields: list[_Field], body: bytes, keys: KeyLookup) -> _Judged:
    how = signature.tag(b"a")
    header_form, _, body_form = (signature.tag(b"c") or "simple/simple").partition("/")
    signed = [name for name in signature.tag(b"h").split(":") if name]
    usable = (
        signature.tag(b"v") == "1"
        and how in {"rsa-sha256", "ed25519-sha256"}
        and "from" in signed
        and len(signed) <= _MOST_SIGNED
        and header_form in {"simple", "relaxed"}
        and (body_form or "simple") in {"simple", "relaxed"}
    )
    if not usable:
        return _Judged.NO_SIGNATURE
    whole = _body(body, relaxed=body_form == "relaxed")
    if (length := signature.tag(b"l")) and (not length.isdigit() or int(length) < len(whole)):
        return _Judged.NO_SIGNATURE  # more stands below than was signed
    key = _key(signature, keys, how)
    if key is None:
        return _Judged.NO_SIGNATURE
    try:
        if signature.octets(b"bh") != sha256(whole).digest():
            return _Judged.FITS_NOT
        text = _signed_text(signature, fields, signed, relaxed=header_form == "relaxed")
        _verify(key, signature.octets(b"b"), text)
    except (InvalidSignature, ValueError):
        return _Judged.FITS_NOT
    return _Judged.FITS


def _body(body: bytes, *, relaxed: bool) -> bytes:
    """RFC 6376 §3.4.3 and §3.4.4."""
    if relaxed:
        body = _RUNS.sub(b" ", body).replace(b" \r\n", b"\r\n")
        body = body.removesuffix(b" ")
    end = len(body)
    while body.endswith(b"\r\n", 0, end):
        end -= 2
    return body[:end] + b"\r\n" if end or not relaxed else b""


def _header(field: _Field, *, relaxed: bool) -> bytes:
    """RFC 6376 §3.4.1 and §3.4.2."""
    if not relaxed:
        return field.whole
    return field.name + b":" + _SPACE.sub(b" ", field.whole.partition(b":")[2]).strip()


def _signed_text(
    signature: _Signature, fields: list[_Field], signed: list[str], *, relaxed: bool
) -> bytes:
    """The headers that were signed: of several alike the lowest first, RFC 6376 §5.4.2."""
    waiting: dict[bytes, list[_Field]] = {}
    for field in fields:
        waiting.setdefault(field.name, []).append(field)
    lines = [
        _header(alike.pop(), relaxed=relaxed) + b"\r\n"
        for name in signed
        if (alike := waiting.get(name.encode("latin-1")))
    ]
    name, colon, value = signature.field.whole.partition(b":")
    bare = _Field(signature.field.name, name + colon + _OWN_VALUE.sub(rb"\1", value))
    return b"".join(lines) + _header(bare, relaxed=relaxed)


_Key = rsa.RSAPublicKey | ed25519.Ed25519PublicKey


def _key(signature: _Signature, keys: KeyLookup, how: str) -> _Key | None:
    """The key that the domain publishes; None where there is none that may be used."""
    selector, domain = signature.tag(b"s"), signature.tag(b"d")
    if not _DOMAIN.fullmatch(f"{selector}.{domain}"):
        return None
    told = keys(f"{selector}._domainkey.{domain}") or ""
    record = _Signature(_tags(told.encode("latin-1", "replace")), signature.field)
    kind = record.tag(b"k") or "rsa"
    whose = signature.tag(b"i").rpartition("@")[2]
    may_be_used = (
        record.tag(b"v") in {"", "dkim1"}
        and record.tag(b"p")
        and {"*", "email"} & {*(record.tag(b"s") or "*").split(":")}
        and how.startswith(f"{kind}-")
        and "sha256" in (record.tag(b"h") or "sha256").split(":")
        and ("s" not in record.tag(b"t").split(":") or whose in {"", domain})
    )
    try:
        return _loaded(record.octets(b"p"), kind) if may_be_used else None
    except (ValueError, UnsupportedAlgorithm):
        return None


def _loaded(octets: bytes, kind: str) -> _Key | None:
    if kind == "ed25519":
        return ed25519.Ed25519PublicKey.from_public_bytes(octets)
    key = load_der_public_key(octets)
    fits = isinstance(key, rsa.RSAPublicKey) and _LEAST_BITS <= key.key_size <= _MOST_BITS
    return key if isinstance(key, rsa.RSAPublicKey) and fits else None


def _verify(key: _Key, signature: bytes, text: bytes) -> None:
    """Raises InvalidSignature."""
    if isinstance(key, rsa.RSAPublicKey):
        key.verify(signature, text, padding.PKCS1v15(), hashes.SHA256())
    else:
        key.verify(signature, sha256(text).digest())
