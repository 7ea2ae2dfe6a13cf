"""A letter as PDF/A-3a that also meets PDF/UA-1: kept for years, and read aloud by a machine.

Made by typst from the composed letter. The same letter gives the same bytes. A letter with open
gaps is marked as a draft on each page, and its gaps are numbered.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from importlib.resources import files
from typing import Any

from griffie.api.papers.letter import qr_code
from griffie.api.papers.typeset import typeset
from griffie.application.letters import ComposedLetter, LetterKind, missing_demands
from griffie.application.letters.fill import asked_in, written_over
from griffie.application.letters.letter import BLANK, HouseStyle, Paragraph, Receipt
from griffie.application.letters.phrases import Speaker
from griffie.domain.law import Language
from griffie.domain.request.vocabulary import Letter

TEMPLATE = files("griffie.api.papers.letter").joinpath("letter.typ").read_bytes()
_DRAFT = {
    Language.NL: "ONTWERP, niet versturen",
    Language.FR: "PROJET, ne pas envoyer",
    Language.DE: "ENTWURF, nicht versenden",
    Language.EN: "DRAFT, not to be sent",
}
_PLACE = re.compile("\ue000(\\d+)\ue001")

Segment = dict[str, Any]


def as_pdf(letter: ComposedLetter) -> bytes:
    """The letter as PDF; with an open gap, or without what the law demands, it is a draft."""
    asked = asked_in(letter)
    numbered = written_over(letter, lambda n, _: f"\ue000{n}\ue001")

    def pieces(words: str) -> list[Segment]:
        return [*_pieces(words, asked)]

    return typeset(
        TEMPLATE,
        "letter",
        _of(letter.subject, letter.language, letter.on, letter.style)
        | {
            "author": letter.sender[0] if letter.sender and not asked else "",
            "draft": _DRAFT[letter.language] if asked or missing_demands(letter) else "",
            "sender": [pieces(line) for line in numbered.sender],
            "addressee": letter.addressee,
            "head": [(_with_colon(label, letter.language), said) for label, said in letter.head],
            "salutation": letter.salutation,
            "sections": [
                {
                    "title": section.title or "",
                    "paragraphs": [_paragraph(one, pieces) for one in section.paragraphs],
                }
                for section in numbered.sections
            ],
            "closing": letter.closing,
            "signature": numbered.signature,
            "receipt": _receipt(letter.receipt),
        },
    )


def sent_as_pdf(
    words: str, kind: LetterKind | Letter, language: Language, on: date, style: HouseStyle = BLANK
) -> bytes:
    """A letter as it was sent, word for word, on its paper; `on` is the day of sending."""
    subject = Speaker(language).say(f"subject/{kind}")
    return typeset(TEMPLATE, "letter", _of(subject, language, on, style) | {"plain": words})


def _with_colon(label: str, language: Language) -> str:
    """A label with a colon as this language sets it."""
    return Speaker(language).labelled(label, "").rstrip(" ")


def _of(subject: str, language: Language, on: date, style: HouseStyle) -> dict[str, Any]:
    return {
        "subject": subject,
        "language": language.value,
        "year": on.year,
        "month": on.month,
        "day": on.day,
        "author": "",
        "draft": "",
        "plain": "",
        "colour": style.colour,
        "foot": style.foot,
        "logo": _logo(style),
    }


def _logo(style: HouseStyle) -> dict[str, Any] | None:
    """The picture octet by octet: as text alone no PNG could be handed on."""
    if style.logo is None:
        return None
    form = "svg" if style.logo.media_type == "image/svg+xml" else "png"
    return {"octets": [*style.logo.octets], "format": form, "says": style.logo_says}


def _receipt(receipt: Receipt | None) -> dict[str, str] | None:
    if receipt is None:
        return None
    return {
        "name": receipt.name,
        "octets": receipt.octets.decode(),
        "note": receipt.note,
        "code": qr_code(receipt.note),
        "caption": receipt.caption,
    }


def _paragraph(one: Paragraph, pieces: Callable[[str], list[Segment]]) -> dict[str, Any]:
    return {
        "text": pieces(one.text),
        "items": [pieces(item) for item in one.items],
        "lines": [pieces(line) for line in one.lines],
        "table": [
            {
                "title": entry.title,
                "cells": [{"label": label, "words": pieces(said)} for label, said in entry.cells],
            }
            for entry in one.table
        ],
        "typed": [{"label": typed.label, "words": pieces(typed.words)} for typed in one.typed],
    }


def _pieces(words: str, asked: list[str]) -> Iterator[Segment]:
    """The words between the gaps, and each gap with its number from 1."""
    for place, part in enumerate(_PLACE.split(words)):
        if place % 2:
            yield {"words": asked[int(part)], "gap": int(part) + 1}
        elif part:
            yield {"words": part, "gap": None}
