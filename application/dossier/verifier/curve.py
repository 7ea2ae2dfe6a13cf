"""Ed25519 signatures, RFC 8032, verified strictly. A point is (X, Y, Z, XY/Z)."""

from hashlib import sha512

from griffie.application.dossier.verifier.errors import BadProofError

SIGNATURE = 64
Point = tuple[int, int, int, int]

P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def add(a: Point, b: Point) -> Point:
    """The sum of two points of edwards25519, RFC 8032 section 5.1.4."""
    e, f = (a[1] - a[0]) * (b[1] - b[0]), (a[1] + a[0]) * (b[1] + b[0])
    c, d = 2 * a[3] * b[3] * D, 2 * a[2] * b[2]
    return (
        (f - e) * (d - c) % P,
        (d + c) * (f + e) % P,
        (d - c) * (d + c) % P,
        (f - e) * (f + e) % P,
    )


def times(n: int, a: Point) -> Point:
    """A point added to itself `n` times."""
    total = (0, 1, 1, 0)
    while n:
        total, a, n = (add(total, a) if n & 1 else total), add(a, a), n >> 1
    return total


def point(octets: bytes) -> Point:
    """A point from its 32 octets, RFC 8032 section 5.1.3. Raises BadProofError."""
    number = int.from_bytes(octets, "little")
    y, odd = number % 2**255, number >> 255
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (not x and odd):
        raise BadProofError
    x = P - x if x % 2 != odd else x
    return x, y, 1, x * y % P


BASE = point(bytes([0x58, *[0x66] * 31]))


def signed_by(key: bytes, text: bytes, signature: bytes) -> bool:
    """Whether a key (32 octets) signed a text, RFC 8032 section 5.1.7."""
    try:
        r, a, s = point(signature[:32]), point(key), int.from_bytes(signature[32:], "little")
    except BadProofError:
        return False
    h = int.from_bytes(sha512(signature[:32] + key + text).digest(), "little") % ORDER
    one, other = times(s, BASE), add(r, times(h, a))
    fits = all((one[n] * other[2] - other[n] * one[2]) % P == 0 for n in (0, 1))
    return len(signature) == SIGNATURE and s < ORDER and fits
