"""What the pages of a bundle are made of: provisions cited, events told, labels put in place."""

from datetime import date
from uuid import UUID

import pytest

from griffie.api.papers.dossier.cited_provisions import (
    CITED,
    ERASED,
    LETTERS,
    LIMITS,
    OF_THE_AUTHORITY,
    provisions,
)
from griffie.api.papers.dossier.history import Teller
from griffie.api.papers.dossier.timeline_picture import MarkedDay, OccupiedSpan, Scale, place_labels
from griffie.api.words.speech import Speech
from griffie.application.access.roles import Role
from griffie.application.dossier.evidence import Piece
from griffie.domain import events
from griffie.domain.law import GDPR, Language, Right
from griffie.domain.model.event import Event
from griffie.domain.model.values import Sealed
from griffie.domain.request.vocabulary import Authority, Channel, Letter
from tests.given.past import WORDS
from tests.given.samples import NOW, SAMPLES, A, B


def test_no_label_of_the_picture_stands_on_another() -> None:
    days = (1, 1, 2, 3, 5, 9, 9, 27, 28, 30)
    facts = [
        MarkedDay(date(2026, 3, day), f"What happened {n}", "ink") for n, day in enumerate(days)
    ]

    labels = place_labels(facts, Scale(facts[0].on, facts[-1].on), Speech(Language.EN))

    boxes = [
        OccupiedSpan(
            label.y,
            label.x,
            *sorted((label.x, label.x + len(label.words) * (6 if label.anchor == "start" else -6))),
        )
        for label in labels
    ]
    for n, box in enumerate(boxes):
        assert not any(box.in_the_way(rest) for rest in boxes[n + 1 :] if box.row == rest.row)


def test_a_provision_is_cited_of_every_kind_of_event_that_the_law_speaks_of() -> None:
    topics = {
        kind.TOPIC
        for kind in vars(events).values()
        if isinstance(kind, type) and issubclass(kind, Event) and hasattr(kind, "TOPIC")
    }

    assert CITED.keys() | OF_THE_AUTHORITY.keys() <= topics
    tables = (CITED, LETTERS, LIMITS, ERASED, OF_THE_AUTHORITY)
    for provision in (one for table in tables for one in table.values()):
        for language in Language:
            assert provision.cite(language, short=True)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.TOPIC)
def test_every_kind_of_event_is_told_in_every_language(sample: Event) -> None:
    event = sample.stamped(UUID(int=1), 3, NOW)
    piece = Piece(7, UUID(int=1), 3, event.TOPIC, b"{}")
    opened = {A: "What was said", WORDS: "What was said", B: {"name": "letter.pdf"}}

    for language in Language:
        told = Teller(Speech(language), lambda _: Role.HANDLER, opened).tell(piece, event)
        said = (told.title, told.detail, told.role, *(one.label for one in told.said))
        assert told.title
        assert not any("{" in words or "_" in words for words in said), said
        assert {one.words for one in told.said} <= {"What was said", "letter.pdf"}


def test_a_refusal_that_was_told_is_cited_as_such() -> None:
    told = events.RequesterInformed(
        kind=Letter.REFUSAL,
        rights=(Right.ACCESS,),
        sent_on=date(2026, 3, 6),
        channel=Channel.EMAIL,
        answered=True,
    )

    assert provisions(told) == [GDPR(12, 4), GDPR(15)]


def test_an_order_is_cited_as_the_authoritys_only_where_it_is() -> None:
    day = date(2026, 3, 9)
    said = {"dossier": "dos-1", "content": Sealed("s" * 43), "received_on": day, "due_on": day}
    by_gba, by_court = (
        events.OrderRecorded.model_validate({"authority": one, **said})
        for one in (Authority.GBA, Authority.COURT)
    )

    assert (provisions(by_gba), provisions(by_court)) == ([GDPR(58, 2)], [])
