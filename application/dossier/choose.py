"""Chooses the requests of an inspection, and gathers what is told beside them."""

from collections.abc import Iterator
from datetime import date

from griffie.application.dossier.inspection import MOST, Audited, Choice, InspectionFacts
from griffie.application.engine import Engine
from griffie.application.register.every_item import every_item
from griffie.application.register.view import Item, Query
from griffie.domain.housekeeping import HOUSEKEEPING
from griffie.domain.model.errors import BadInputError
from griffie.domain.rights_request import RightsRequest
from griffie.domain.upkeep import AuditScope, StoreAudited

_AUDITS = 30


def choose(engine: Engine, choice: Choice) -> list[RightsRequest]:
    """The requests, the earliest received first.

    Raises BadInputError: nothing is named, the period ends before it begins, none is found, or
    there are more than `MOST`.
    """
    if choice.names_nothing:
        raise BadInputError("from", "nothing chosen")
    if choice.first and choice.until and choice.until < choice.first:
        raise BadInputError("until", "before the first day")
    found = list(_found(engine, choice))
    if not found:
        raise BadInputError("from", "no such requests")
    return found


def facts_of(engine: Engine, choice: Choice) -> InspectionFacts:
    """What is told beside the requests: how they were chosen, what the audits found."""
    audits = [
        Audited(one.timestamp, one.scope is AuditScope.WHOLE, one.entries, one.findings)
        for one in engine.requests.history(HOUSEKEEPING)
        if isinstance(one, StoreAudited)
    ]
    return InspectionFacts(choice, audits[: -_AUDITS - 1 : -1], engine.profile.version)


def _found(engine: Engine, choice: Choice) -> Iterator[RightsRequest]:
    number = 0
    for item in every_item(engine.current(), Query(sort="received_on"), engine.today()):
        if not _fits(item, choice):
            continue
        request = engine.requests.load(item.id)
        if choice.complained and not request.complaints:
            continue
        if choice.dossier and not _written_about(engine, request, choice.dossier):
            continue
        number += 1
        if number > MOST:
            raise BadInputError("until", "too many requests for one file")
        yield request


def _fits(item: Item, choice: Choice) -> bool:
    first, until = choice.first or date.min, choice.until or date.max
    return first <= item.received_on <= until and choice.outcome in {None, item.outcome}


def _written_about(engine: Engine, request: RightsRequest, dossier: str) -> bool:
    """Whether an authority wrote about it under this reference."""
    if request.erased:
        return False
    return any(
        getattr(one, "dossier", None) == dossier for one in engine.requests.history(request.id)
    )
