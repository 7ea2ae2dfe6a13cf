"""Mails of five kinds: reading a thousand, against the standard library; receiving a thousand.

Theirs of reading parses and decodes every part, and takes who, when and the words; it judges
nothing. Theirs of receiving is one row a mail, flushed like ours.
"""

import base64
import gc
import sqlite3
import tracemalloc
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.policy import default
from email.utils import parsedate_to_datetime
from itertools import count, cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.common import Measured, paired, store
from griffie.api.composition import Store, read_mail
from griffie.application.intake.receive_mail import receive_mail

MAILS, AIM_READ, AIM_RECEIVE, AIM_MEMORY = 1_000, 0.5, 0.1, 0.5
_WORDS = "Geachte,\r\n\r\nGraag inzage in alle gegevens die u over mij verwerkt. Één kopie.\r\n" * 6
_HTML = (
    "<html><body>" + "".join(f"<p>{line}</p>" for line in _WORDS.split("\r\n")) + "</body></html>"
)
_FILE = base64.encodebytes(bytes(range(256)) * 200).decode()
_FORWARDED = (
    "Voor jullie.\r\n\r\n-----Oorspronkelijk bericht-----\r\nVan: Jan Claes <jan@example.be>\r\n"
    "Verzonden: donderdag 5 maart 2026 09:12\r\nAan: Kris\r\nOnderwerp: inzage\r\n\r\n"
)
_HEAD = (
    "Received: from out.example.be by mx.bench.example; Thu, 5 Mar 2026 10:00:00 +0100\r\n"
    "From: =?utf-8?Q?Zo=C3=AB?= Peeters <zoe{number}@example.be>\r\nTo: info@bench.example\r\n"
    "Date: Thu, 5 Mar 2026 09:59:00 +0100\r\nSubject: inzage\r\nMIME-Version: 1.0\r\n"
    "Message-ID: <{number}@example.be>\r\n"
)
_PLAIN = "Content-Type: text/plain; charset=utf-8\r\n\r\n"


def _parts(kind: str, *parts: str) -> str:
    joined = "".join(f"--b\r\n{part}\r\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="b"\r\n\r\n{joined}--b--\r\n'


_BOTH = (f"{_PLAIN}{_WORDS}", f"Content-Type: text/html; charset=utf-8\r\n\r\n{_HTML}")
_ATTACHED = (
    "Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n" + _FILE
)
BODIES = (
    _PLAIN + _WORDS,
    _parts("alternative", *_BOTH),
    _parts("mixed", _BOTH[0], _ATTACHED),
    _PLAIN + _FORWARDED + _WORDS,
    _PLAIN + "Naam: Zoë Peeters\r\nE-mail: zoe@example.be\r\nBericht: " + _WORDS,
)


def mails() -> Iterator[bytes]:
    """Mails without an end, each with an id of its own, the kinds in turn."""
    for number, body in zip(count(1), cycle(BODIES), strict=False):
        yield (_HEAD.format(number=number) + body).encode()


def _plainly(raw: bytes) -> tuple[str, str, list[object]]:
    """What the standard library gives: who, when, and all that it can decode."""
    mail = message_from_bytes(raw, policy=default)
    parts = [part.get_content() for part in mail.walk() if not part.is_multipart()]
    sent = parsedate_to_datetime(str(mail["date"]))
    return str(mail["from"]), sent.isoformat(), parts


def measure() -> Iterator[Measured]:
    """Reading, its memory, and receiving."""
    raws = list(islice(mails(), MAILS))
    yield _reading(raws)
    yield _memory(raws)
    yield _receiving()


def _reading(raws: list[bytes]) -> Measured:
    ours, theirs = paired(
        lambda: [read_mail(raw) for raw in raws], lambda: [_plainly(raw) for raw in raws], 1
    )
    what = f"mail: reading {MAILS:,} / standard library, decoded"
    return Measured(what, MAILS * ours, MAILS * theirs, AIM_READ)


def _memory(raws: list[bytes]) -> Measured:
    """How many mails of this kind fit in a MiB of what is used most at one time."""
    ours = _peak(lambda: [read_mail(raw) for raw in raws])
    theirs = _peak(lambda: [_plainly(raw) for raw in raws])
    what = f"mail: read and kept, {MAILS:,}, mails a MiB / standard library"
    return Measured(what, MAILS / ours, MAILS / theirs, AIM_MEMORY)


def _peak(work: Callable[[], object]) -> float:
    rarely = gc.get_threshold()
    gc.set_threshold(700, 10, 10)  # as Python does by itself: the other leaves cycles behind
    tracemalloc.start()
    work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    gc.set_threshold(*rarely)
    return most / (1 << 20)


def _receiving() -> Measured:
    stream = mails()
    with store() as opened, TemporaryDirectory() as folder:
        plain = _table(Path(folder))
        ours, theirs = paired(
            lambda: _receive(opened, next(stream)),
            lambda: plain.execute("INSERT INTO mail (raw) VALUES (?)", (next(stream),)),
            MAILS // 7,
        )
        plain.close()
    return Measured(
        f"mail: receiving {MAILS:,} / one INSERT each, flushed", ours, theirs, AIM_RECEIVE
    )


def _receive(opened: Store, raw: bytes) -> None:
    receive_mail(opened.engine, read_mail, raw, None, ())


def _table(folder: Path) -> sqlite3.Connection:
    plain = sqlite3.connect(folder / "plain.db", isolation_level=None)
    plain.executescript(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
        " CREATE TABLE mail (id INTEGER PRIMARY KEY, raw BLOB)"
    )
    return plain
