"""Base64 and canonical JSON (RFC 8785), read strictly: only one spelling is accepted."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from griffie.application.dossier.verifier.errors import BadProofError

DEEPEST, EXACT, HASH = 100, 2**53 - 1, 32
LONGEST, SHORTEST = 21, -6  # where ECMAScript begins to write an exponent


def base64(text: str) -> bytes:
    """The octets behind base64 in its one spelling. Raises BadProofError."""
    try:
        octets = b64decode(text, validate=True)
    except ValueError:
        raise BadProofError from None
    if b64encode(octets).decode() != text:
        raise BadProofError
    return octets


def hashes(lines: Iterable[str]) -> list[bytes]:
    """Hashes of 32 octets, one a line in base64. Raises BadProofError."""
    found = [base64(line) for line in lines]
    if any(len(one) != HASH for one in found):
        raise BadProofError
    return found


def text_of(octets: Any) -> str:
    """Octets as UTF-8 text. Raises BadProofError."""
    try:
        return bytes(octets).decode()
    except UnicodeDecodeError:
        raise BadProofError from None


def jcs(value: Any, depth: int = 0) -> str:
    """A JSON value as RFC 8785 writes it. Raises BadProofError for other values."""
    if value is None or type(value) in {bool, str}:
        return json.dumps(value, ensure_ascii=False)
    if type(value) is int and abs(value) <= EXACT:
        return str(value)
    if type(value) is float and abs(value) < float("inf"):
        return number(value)
    if depth >= DEEPEST or type(value) not in {list, dict}:
        raise BadProofError
    if type(value) is list:
        return "[" + ",".join(jcs(one, depth + 1) for one in value) + "]"
    names = sorted(value, key=lambda name: name.encode("utf-16-be"))
    return "{" + ",".join(f"{jcs(n)}:{jcs(value[n], depth + 1)}" for n in names) + "}"


def number(value: float) -> str:
    """As ECMAScript writes it."""
    sign, found, power = Decimal(repr(value)).normalize().as_tuple()
    digits, power = "".join(map(str, found)), int(power)
    before, minus = len(digits) + power, "-" * (sign and value != 0)
    if value == 0:
        return "0"
    if power >= 0 and before <= LONGEST:
        return minus + digits + "0" * power
    if 0 < before <= LONGEST:
        return f"{minus}{digits[:before]}.{digits[before:]}"
    if SHORTEST < before <= 0:
        return f"{minus}0.{'0' * -before}{digits}"
    rest = f".{digits[1:]}" if digits[1:] else ""
    return f"{minus}{digits[0]}{rest}e{before - 1:+d}"


def canonical(octets: Any) -> Any:
    """The JSON value of octets that are canonical (RFC 8785). Raises BadProofError."""
    try:
        value = json.loads(bytes(octets))
        if type(value) in {dict, list} and jcs(value).encode() == octets:
            return value
    except (ValueError, RecursionError):
        pass
    raise BadProofError
