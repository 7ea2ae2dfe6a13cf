"""Who searched for a person in a month, for those who audit; the words where they were opened."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import Field

from griffie.application.ports import LogLine
from griffie.application.views.answer import AnswerModel, Instant
from griffie.domain.housekeeping import LookPurpose
from griffie.domain.model.values import Sealed
from griffie.domain.searches import PersonSearched, SearchedBy, SearchWordsErased


class SearchShown(AnswerModel):
    """One search. Instants in UTC."""

    recorded_at: Instant
    actor: str
    by: SearchedBy
    hits: int = Field(description="How many requests were shown.")
    purpose: LookPurpose
    registering: bool = Field(
        description="It came by itself, where a request or a message was on the table."
    )
    sought: str | None = Field(description="The words, where they were opened and are kept.")
    reason: str | None = Field(description="The reason that an auditor gave, likewise.")
    entry_index: int


class SearchesShown(AnswerModel):
    """The searches of a month, in order."""

    month: str
    erased: bool = Field(description="Whether the words of this month are erased.")
    items: list[SearchShown]


def searches_shown(
    month: str, lines: Iterable[LogLine], opened: Mapping[Sealed, Any]
) -> SearchesShown:
    """The searches of a month from the events of its stream, with the words that were opened."""
    told = [(one, one.stored) for one in lines if one.stored is not None]
    items = [_shown(line, stored, opened) for line, stored in told if _is_search(line)]
    erased = any(line.topic == SearchWordsErased.TOPIC for line, _ in told)
    return SearchesShown(month=month, erased=erased, items=items)


def _is_search(line: LogLine) -> bool:
    return line.topic == PersonSearched.TOPIC


def _shown(line: LogLine, stored: Mapping[str, Any], opened: Mapping[Sealed, Any]) -> SearchShown:
    data = stored["data"]
    reason = data.get("reason")
    return SearchShown(
        recorded_at=stored["at"],
        actor=stored["actor"],
        by=data["by"],
        hits=data["hits"],
        purpose=data["purpose"],
        registering=data.get("registering", False),
        sought=opened.get(Sealed(data["sought"])),
        reason=opened.get(Sealed(reason)) if reason else None,
        entry_index=line.place,
    )
