"""Mails in S/MIME: opaque, detached, encrypted; signed by real keys, and changed afterwards."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import (
    PKCS7EnvelopeBuilder,
    PKCS7Options,
    PKCS7SignatureBuilder,
)

from griffie.domain.request.remarks import RemarkCode
from tests.mail.made import WISH, codes, made, read

AN = "an.peeters@example.be"
INSIDE = f"Content-Type: text/plain; charset=utf-8\r\n\r\n{WISH} En graag snel."
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@cache
def key(kind: str) -> Key:
    return (
        rsa.generate_private_key(65537, 2048)
        if kind == "rsa"
        else ec.generate_private_key(ec.SECP256R1())
    )


def certificate(by: Key, email: str = AN, first: int = 2026) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "An Peeters")])
    start = datetime(first, 1, 1, tzinfo=UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(by.public_key())
        .serial_number(7)
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=365))
        .add_extension(x509.SubjectAlternativeName([x509.RFC822Name(email)]), critical=False)
        .sign(by, hashes.SHA256())
    )


def signed(
    kind: str = "rsa",
    *,
    detached: bool,
    algorithm: hashes.SHA256 | hashes.SHA512 | None = None,
    pss: bool = False,
    email: str = AN,
    first: int = 2026,
) -> bytes:
    """A signed mail, as a library of others writes it."""
    by = key(kind)
    drawn = padding.PSS(padding.MGF1(hashes.SHA256()), 32) if pss else None
    builder = PKCS7SignatureBuilder().set_data(INSIDE.encode())
    builder = builder.add_signer(
        certificate(by, email, first), by, algorithm or hashes.SHA256(), rsa_padding=drawn
    )
    options = [PKCS7Options.DetachedSignature] if detached else []
    smime = builder.sign(Encoding.SMIME, options)
    return _mail(smime)


def _mail(smime: bytes) -> bytes:
    head, _, body = smime.replace(b"\r\n", b"\n").partition(b"\n\n")
    lines = b"\r\n".join(line for line in head.split(b"\n") if not line.startswith(b"MIME-"))
    whole = made("", Content_Type="").rstrip(b"\r\n")
    return whole + b"\r\n" + lines + b"\r\n\r\n" + body.replace(b"\n", b"\r\n")


def because(raw: bytes, code: RemarkCode = RemarkCode.SIGNED) -> str:
    (remark,) = [one for one in read(raw).remarks if one.code is code]
    return remark.because


@pytest.mark.parametrize("detached", [False, True])
@pytest.mark.parametrize("kind", ["rsa", "ec"])
@pytest.mark.parametrize("algorithm", [hashes.SHA256(), hashes.SHA512()])
def test_what_was_signed_is_read_and_the_signature_fits(
    kind: str,
    algorithm: hashes.SHA256 | hashes.SHA512,
    detached: bool,  # noqa: FBT001
) -> None:
    raw = signed(kind, detached=detached, algorithm=algorithm)

    assert read(raw).text == f"{WISH} En graag snel."
    assert codes(read(raw)) == {"signed"}
    assert "fits the certificate that it carries, which names its author" in because(raw)
    assert "not asked" in because(raw)


def test_a_signature_in_pss_is_judged_too() -> None:
    assert "fits the certificate" in because(signed(detached=True, pss=True))


CHANGED: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("a word", lambda raw: raw.replace(b"snel", b"traag")),
    (
        "a header of the part",
        lambda raw: raw.replace(b"charset=utf-8\r\n\r\nWis", b"c=d\r\n\r\nWis"),
    ),
    ("a line end more", lambda raw: raw.replace(b"snel.\r\n", b"snel.\r\n\r\n")),
]


@pytest.mark.parametrize(("what", "change"), CHANGED, ids=[one[0] for one in CHANGED])
def test_what_was_changed_after_it_was_signed_is_said(
    what: str, change: Callable[[bytes], bytes]
) -> None:
    raw = signed(detached=True)
    changed = change(raw)

    assert changed != raw
    assert codes(read(changed)) == {"signed", "signature_failed"}
    assert "does not fit" in because(changed)


def test_line_ends_that_a_road_changed_break_no_signature() -> None:
    assert "fits the certificate" in because(signed(detached=True).replace(b"\r\n", b"\n"))


def test_a_certificate_of_somebody_else_is_said_not_to_name_the_author() -> None:
    raw = signed(detached=True, email="ander@example.be")

    assert "does not name its author" in because(raw)


def test_a_certificate_that_had_ended_is_said_so() -> None:
    assert "did not hold on that day" in because(signed(detached=True, first=2020))


def test_a_signature_without_a_certificate_is_not_judged() -> None:
    by = key("rsa")
    builder = PKCS7SignatureBuilder().set_data(INSIDE.encode())
    builder = builder.add_signer(certificate(by), by, hashes.SHA256())
    smime = builder.sign(Encoding.SMIME, [PKCS7Options.DetachedSignature, PKCS7Options.NoCerts])

    assert "was not checked" in because(_mail(smime))


def test_a_signed_mail_that_calls_itself_nothing_is_opened_by_its_name() -> None:
    raw = (
        signed(detached=False)
        .replace(b"application/x-pkcs7-mime", b"application/octet-stream")
        .replace(b"application/pkcs7-mime", b"application/octet-stream")
    )

    assert WISH in read(raw).text
    assert "signed" in codes(read(raw))


def test_what_is_encrypted_says_so_and_is_kept() -> None:
    by = key("rsa")
    builder = PKCS7EnvelopeBuilder().set_data(INSIDE.encode()).add_recipient(certificate(by))
    mail = read(_mail(builder.encrypt(Encoding.SMIME, [])))

    assert codes(mail) == {"encrypted", "parts_differ"}
    assert [one.name for one in mail.attachments] == ["smime.p7m"]
    assert WISH not in mail.text
