"""DKIM at arrival: real signatures, a real DNS on the loopback, and every way in which it fails.

The signatures are made by another library (dkimpy); that of Ed25519 is the example of RFC 8463.
"""

import base64
import time
from collections.abc import Callable, Iterator
from functools import cache

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from griffie.application.intake.mail import own_mail
from griffie.infrastructure.mail.dkim import dkim_result
from griffie.infrastructure.mail.message import read_mail
from griffie.infrastructure.mail.resolver import DnsKeys
from tests.given.quick import is_quick
from tests.mail.dns_server import LOOPBACK, dns_of
from tests.mail.made import made

OURS = own_mail(["mx.iassist.be"], ["info@iassist.be"], dkim=True)
NAME, DOMAIN = "post._domainkey.example.be", "example.be"
WORDS = b"Wis alle gegevens  over mij. \r\n\r\nGroeten\t\r\n\r\n\r\n"


@cache
def key(bits: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, bits)


def record(bits: int = 2048, *, before: str = "v=DKIM1; k=rsa; ") -> str:
    octets = key(bits).public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return f"{before}p={base64.b64encode(octets).decode()}"


def signed(raw: bytes, form: str = "relaxed/relaxed", bits: int = 2048, **more: object) -> bytes:
    pem = key(bits).private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    canonical = tuple(one.encode() for one in form.split("/"))
    how: dict[str, object] = {"canonicalize": canonical} | more
    domain = str(how.pop("domain", DOMAIN)).encode()
    return bytes(dkim.sign(raw, b"post", domain, pem, **how)) + raw


@pytest.fixture(scope="module")
def keys() -> Iterator[DnsKeys]:
    texts = {
        NAME: record(),
        "post._domainkey.mail.example.be": record(),
        "post._domainkey.evil.example": record(),
        "post._domainkey.small.example.be": record(1024),
    }
    with dns_of(texts) as port:
        yield DnsKeys([LOOPBACK], port, 60)


FORMS = ["relaxed/relaxed", "relaxed/simple", "simple/relaxed", "simple/simple"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("words", [WORDS, b"", b"\r\n\r\n", b"x", b" \t\r\n", WORDS * 2_000])
def test_a_mail_that_its_domain_signed_passes(keys: DnsKeys, form: str, words: bytes) -> None:
    raw = signed(made(words, Subject="een\r\n  gevouwen   onderwerp "), form)

    assert dkim_result(raw, DOMAIN, keys) == "pass"
    assert dkim_result(raw.replace(b"\r\n", b"\n"), DOMAIN, keys) == "pass"


CHANGED: dict[str, Callable[[bytes], bytes]] = {
    "a word": lambda raw: raw.replace(b"alle", b"geen"),
    "a word more at its end": lambda raw: raw + b"En nog iets.\r\n",
    "its author": lambda raw: raw.replace(b"An Peeters <", b"Jan Claes <"),
    "a second author": lambda raw: raw.replace(b"To: ", b"From: b@example.be\r\nTo: "),
    "its subject": lambda raw: raw.replace(b"Subject: vraag", b"Subject: [extern] vraag"),
    "the signature itself": lambda raw: raw.replace(b"c=relaxed/relaxed", b"c=simple/relaxed"),
}


@pytest.mark.parametrize("what", CHANGED)
def test_a_mail_that_was_changed_fails(keys: DnsKeys, what: str) -> None:
    raw = signed(made(WORDS))
    changed = CHANGED[what](raw)

    assert changed != raw
    assert dkim_result(changed, DOMAIN, keys) == "fail"


def test_lines_that_servers_add_above_change_nothing(keys: DnsKeys) -> None:
    raw = b"Received: from a by b; x\r\nX-Spam: no\r\n" + signed(made(WORDS))

    assert dkim_result(raw, DOMAIN, keys) == "pass"


def test_one_good_signature_of_several_is_enough(keys: DnsKeys) -> None:
    raw = signed(made(WORDS))
    bad = raw.split(b"\r\nReceived")[0].replace(b"bh=", b"bh=A") + b"\r\n"

    assert dkim_result(bad + raw, DOMAIN, keys) == "pass"


NOTHING_TOLD: dict[str, Callable[[], bytes]] = {
    "no signature": lambda: made(WORDS),
    "of another domain": lambda: signed(made(WORDS), domain="evil.example"),
    "of no key": lambda: signed(made(WORDS)).replace(b"s=post", b"s=past"),
    "of sha-1": lambda: signed(made(WORDS), signature_algorithm=b"rsa-sha1"),
    "of a part of its text": lambda: signed(made(WORDS), length=True) + b"Meer.\r\n",
    "no list of headers": lambda: signed(made(WORDS)).replace(b"h=", b"hh="),
    "a tag twice": lambda: signed(made(WORDS)).replace(b"v=1;", b"v=1; v=1;"),
    "a version that is none": lambda: signed(made(WORDS)).replace(b"v=1;", b"v=2;"),
    "a name that is none": lambda: signed(made(WORDS)).replace(b"s=post", b"s=po st/../x"),
}


@pytest.mark.parametrize("what", NOTHING_TOLD)
def test_what_cannot_be_judged_counts_as_not_signed(keys: DnsKeys, what: str) -> None:
    assert dkim_result(NOTHING_TOLD[what](), DOMAIN, keys) == "none"


def test_a_domain_beside_the_authors_own_is_the_same_house(keys: DnsKeys) -> None:
    raw = signed(made(WORDS), domain="mail.example.be")

    assert dkim_result(raw, DOMAIN, keys) == "pass"
    assert dkim_result(raw, "verkoop.mail.example.be", keys) == "pass"
    assert dkim_result(raw, "notexample.be", keys) == "none"
    assert dkim_result(raw, "be", keys) == "pass"  # nobody has an address there


RECORDS = [
    ("v=DKIM1; p=", "none"),
    ("", "none"),
    ("v=spf1 -all", "none"),
    ("v=DKIM1; p=AAAA", "none"),
    (record(before="v=DKIM1; h=sha1; "), "none"),
    (record(before="v=DKIM1; s=tlsrpt; "), "none"),
    (record(before="k=ed25519; "), "none"),
    (record(before=""), "pass"),
    (record(before="v=DKIM1; s=email:x; h=sha1:sha256; t=y; n=note; "), "pass"),
    (record(4096), "fail"),
]


@pytest.mark.parametrize(("said", "result"), RECORDS)
def test_the_record_of_the_key_is_read_as_the_rfc_says(said: str, result: str) -> None:
    with dns_of({NAME: said}) as port:
        assert dkim_result(signed(made(WORDS)), DOMAIN, DnsKeys([LOOPBACK], port, 60)) == result


def test_the_shortest_key_that_the_rfc_allows_is_enough() -> None:
    with dns_of({NAME: record(1024)}) as port:
        raw = signed(made(WORDS), bits=1024)
        assert dkim_result(raw, DOMAIN, DnsKeys([LOOPBACK], port, 60)) == "pass"


RFC_8463 = b"""\
DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=brisbane; t=1528637909; h=from : to :
 subject : date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
 Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

Hi.

We lost the game.  Are you hungry yet?

Joe.
"""
ED25519 = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="


def test_the_example_of_rfc_8463_passes() -> None:
    with dns_of({"brisbane._domainkey.football.example.com": ED25519}) as port:
        keys = DnsKeys([LOOPBACK], port, 60)
        assert dkim_result(RFC_8463, "football.example.com", keys) == "pass"
        changed = RFC_8463.replace(b"lost", b"won ")
        assert dkim_result(changed, "football.example.com", keys) == "fail"


@pytest.mark.parametrize("kind", [{"silent": True}, {"broken": True}])
def test_a_dns_that_does_not_answer_is_not_waited_for(kind: dict[str, bool]) -> None:
    raw = signed(made(WORDS))
    with dns_of({}, **kind) as port:
        keys = DnsKeys([LOOPBACK], port, 0.3)
        assert dkim_result(raw, DOMAIN, keys) == "not_checked"
        assert is_quick(lambda: dkim_result(raw, DOMAIN, keys), 2, time.monotonic)


def test_at_most_three_keys_are_asked_for() -> None:
    asked: list[str] = []

    def keys(name: str) -> None:
        asked.append(name)

    line = signed(made(WORDS)).split(b"\r\nReceived")[0] + b"\r\n"
    assert dkim_result(line * 50 + made(WORDS), DOMAIN, keys) == "none"
    assert asked == [NAME] * 3


def test_nothing_is_asked_unless_the_profile_says_so(keys: DnsKeys) -> None:
    raw = signed(made(WORDS))

    assert read_mail(raw, OURS, keys=keys).dkim == "pass"
    assert read_mail(raw, OURS).dkim == "not_checked"
    assert read_mail(raw, own_mail([], []), keys=keys).dkim == "not_checked"


def test_a_signature_that_fails_is_remarked(keys: DnsKeys) -> None:
    mail = read_mail(signed(made(WORDS)).replace(b"alle", b"geen"), OURS, keys=keys)

    assert mail.dkim == "fail"
    assert "dkim_failed" in {str(one.code) for one in mail.remarks}


SLOW = {
    "spaces": made(b" " * 1_000_000),
    "empty lines": made(b"\r\n" * 500_000),
    "headers": b"X: y\r\n" * 150_000 + made(WORDS),
    "signatures": b"DKIM-Signature: v=1; d=example.be; s=a; b=;\r\n" * 20_000 + made(WORDS),
    "tags": b"DKIM-Signature: " + b"a=b;" * 200_000 + b"\r\n" + made(WORDS),
    "names of headers": b"DKIM-Signature: v=1; a=rsa-sha256; d=example.be; s=a; h=from"
    + b":a" * 120_000
    + b"; b=; bh=;\r\n"
    + made(WORDS),
}


@pytest.mark.parametrize("what", SLOW)
def test_no_mail_of_a_megabyte_takes_a_second(keys: DnsKeys, what: str) -> None:
    assert is_quick(lambda: dkim_result(SLOW[what], DOMAIN, keys), 1)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.integers(0, 900), st.binary(max_size=6)), min_size=1, max_size=4))
def test_a_mangled_mail_never_raises_and_passes_only_unchanged_where_it_is_signed(
    changes: list[tuple[int, bytes]],
) -> None:
    raw = base = _signed_once()
    for at, put in changes:
        raw = raw[:at] + put + raw[at + len(put) :]
    said = dkim_result(raw, DOMAIN, lambda _name: record())

    assert said in {"pass", "fail", "none", "not_checked"}
    if raw == base:
        assert said == "pass"


@cache
def _signed_once() -> bytes:
    return signed(made(WORDS))
