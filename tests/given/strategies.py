"""Anything one may say in a step, drawn by the types that it asks for.

A step that is added tomorrow is tried tomorrow: nothing here knows a step by name. A
`Clerk` says what fits this request today; `any_words` may be anything.
"""

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin
from uuid import UUID

from hypothesis import strategies as st

from griffie.domain.events import Invoked
from griffie.domain.law import Ground, RestrictionGround, Right
from griffie.domain.law.countries import national_grounds
from griffie.domain.law.deadlines import Suspension
from griffie.domain.law.national_grounds import NationalGround
from griffie.domain.model.lead_times import Leads
from griffie.domain.model.setting import Controller, Occasion, Setting
from griffie.domain.model.values import Code, CodeKind, Codes, ProvisionCode, Sealed
from griffie.domain.request.state import RequestState
from griffie.domain.request.values import Said, SealedRepresentative, SealedRequester
from griffie.domain.request.vocabulary import Where
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps import said
from tests.given.past import ID, NOW, WORDS, received

OTHER = UUID(int=2)
STEPS = {step.name: step for step in RightsRequest.steps()}
NOT_THE_PAST = frozenset({"until", "due_on"})
"""The fields of events that say what will be."""
BEFORE_RECEIPT = frozenset({"announced_on", "instructed_on", "stopped_on", "suppressed_on"})
"""The fields of events that may say what was before the request."""
DAY = timedelta(days=1)
SAID = (
    Said(provision="gdpr/15/1/c", where=Where.NONE_EXISTS),
    Said(provision="gdpr/15/1/h", where=Where.OMITTED, because=WORDS),
    Said(provision="gdpr/19", where=Where.TEXT),
)
NATIONAL = [NationalGround(ground) for ground in national_grounds()]
DIGESTS = st.sampled_from([Sealed("s" * 43), Sealed("t" * 43)])
CODES = st.sampled_from(["contact", "invoices", "mailer"])
CATEGORIES = st.lists(st.sampled_from(["contact", "invoices"]), unique=True).map(tuple)
PURPOSES = st.lists(st.sampled_from(["invoicing", "newsletter"]), unique=True).map(tuple)
RECIPIENTS = {"newsletter": ("mailer",), "invoicing": ("accountant", "mailer")}

Draw = Callable[[st.SearchStrategy[Any]], Any]

WAITING_FOR_EACH_OTHER = [Right.ERASURE, Right.ACCESS, Right.ERASURE, Right.PORTABILITY]
INVOKED = st.builds(
    Invoked,
    right=st.sampled_from([*WAITING_FOR_EACH_OTHER, *Right]),
    purposes=PURPOSES,
    categories=CATEGORIES,
    recipients=st.sampled_from([(), ("mailer",), ("accountant", "mailer")]),
)
LETTERS = st.lists(INVOKED, max_size=3, unique_by=lambda invoked: invoked.right)
"""What a letter asks: from nothing that anybody recognised, to three rights at once."""

SETTINGS = st.builds(Setting, policy=st.sampled_from(Suspension), four_eyes=st.booleans())
CONTROLLERS = st.builds(
    Controller,
    setting=SETTINGS,
    recipients=st.just(RECIPIENTS),
    demo=st.booleans(),
    leads=st.just(Leads()),
)
REQUESTERS = st.builds(SealedRequester, name=DIGESTS, email=DIGESTS)
REPRESENTATIVES = st.builds(SealedRepresentative, name=DIGESTS, email=DIGESTS)
DUPLICATES = st.builds(
    lambda rights, received_on: RightsRequest.begin(
        received(*rights, received_on=received_on), OTHER, NOW
    ),
    LETTERS,
    st.dates(NOW.today - 30 * DAY, NOW.today),
)


def words_of(step: str) -> dict[str, Any]:
    """The words that a step asks for, and their types."""
    return {word.name: plain(word.kind) for word in STEPS[step].words}


def plain(kind: Any) -> Any:
    """A type without what is declared of it: its limits, which day or right it is."""
    if get_origin(kind) in {Union, UnionType}:
        return Union[tuple(plain(one) for one in get_args(kind))]  # noqa: UP007
    if get_origin(kind) is Annotated and kind not in {Code, Codes}:
        inner, *more = get_args(kind)
        rest = [one for one in more if not isinstance(one, CodeKind)]
        return next((one for one in (Code, Codes) if [*get_args(one)] == [inner, *rest]), inner)
    return kind


class Clerk(NamedTuple):
    """Somebody who knows the request, the day, and for which rights a step is allowed."""

    request: RightsRequest
    now: Occasion
    rights: tuple[Right, ...]

    def says(self, step: str, draw: Draw) -> dict[str, Any]:
        """Words that fit: a ground of that right, a day that was, a right that was invoked."""
        said: dict[str, Any] = {}
        for word, kind in words_of(step).items():
            right = next((value for value in said.values() if isinstance(value, Right)), None)
            said[word] = draw(self._fitting(word, kind, right))
        return said

    def _fitting(  # noqa: PLR0911 - a line a type
        self, word: str, kind: Any, right: Right | None
    ) -> st.SearchStrategy[Any]:
        if word == "irregular":
            return st.sampled_from([*[None] * 9, WORDS])  # mostly nothing is
        if get_origin(kind) in {Union, UnionType}:
            first, *others = (one for one in get_args(kind) if one is not NoneType)
            nothing = [st.none()] if NoneType in get_args(kind) else []
            mostly = [self._fitting(word, first, right)] * 4 if others else []
            fitting = [self._fitting(word, one, right) for one in (first, *others)]
            return st.one_of(*nothing, *mostly, *fitting)
        if kind == tuple[Right, ...]:
            return st.just(self.rights) | self._some_rights()
        if kind is Right:
            return st.sampled_from(self._not_invoked() if right else self.rights or [*Right])
        if kind == Codes and word == "categories" and right in self.request.claims:
            return some_of(self.request.claims[right].categories) | CATEGORIES
        if kind is NationalGround:
            return st.sampled_from([one for one in NATIONAL if right in one.rights] or NATIONAL)
        if isinstance(kind, type) and issubclass(kind, Ground) and kind is not RestrictionGround:
            return st.sampled_from([one for one in kind if right in one.rights] or [*kind])
        if known := self._known(word, kind):
            return st.sampled_from(known) | anything(kind, self.now)
        if kind is date:
            return st.just(self.now.today + 1000 * DAY) if word in NOT_THE_PAST else self._past()
        return anything(kind, self.now)

    def _known(self, word: str, kind: Any) -> list[Any]:
        """What this request can be asked about: its documents, tasks, duties, restrictions."""
        if kind == tuple[Sealed, ...]:
            return [(), self.request.documents]
        if kind is RestrictionGround:
            return [one.ground for one in self.request.restrictions]
        if kind == Code:
            duties = [duty.dossier for duty in self.request.duties]
            return duties if word == "dossier" else [task.whom for task in self.request.tasks]
        return []

    def _some_rights(self) -> st.SearchStrategy[tuple[Right, ...]]:
        return some_of(self.rights, at_least=1) if self.rights else st.just(())

    def _not_invoked(self) -> list[Right]:
        """What a claim may be taken for instead."""
        return [one for one in Right if one not in self.request.claims] or [*Right]

    def _past(self) -> st.SearchStrategy[date]:
        """The days on which something happened, and mostly today."""
        heard = [day for pause in self.request.pauses for day in pause[:2] if day]
        entered_on = self.request.entered_at.date()
        return st.sampled_from(
            [self.request.received_on, entered_on, *heard, *[self.now.today] * 3]
        )


def some_of(values: tuple[Any, ...], at_least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    if not values:
        return st.just(())
    return st.lists(st.sampled_from(values), min_size=at_least, unique=True).map(tuple)


def anything(kind: Any, now: Occasion) -> st.SearchStrategy[Any]:
    """A value of a type, and no more than that: dates to come, rights nobody invoked."""
    if get_origin(kind) in {Union, UnionType}:
        return st.one_of([anything(one, now) for one in get_args(kind)])
    if kind == tuple[Right, ...]:
        return st.lists(st.sampled_from(Right), max_size=3).map(tuple)
    if get_origin(kind) is tuple:
        inner, _ = get_args(kind)
        return st.lists(anything(inner, now), min_size=1, max_size=3).map(tuple)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return st.sampled_from(kind)
    return {
        NoneType: st.none(),
        Sealed: DIGESTS,
        SealedRequester: REQUESTERS,
        SealedRepresentative: REPRESENTATIVES,
        RequestState: DUPLICATES,
        NationalGround: st.sampled_from(NATIONAL),
        ProvisionCode: st.sampled_from(["gdpr/15/1/c", "gdpr/15/1/h", "gdpr/19"]),
        Said: st.sampled_from(SAID),
        UUID: st.sampled_from([OTHER, ID]),
        Code: CODES,
        Codes: CATEGORIES,
        str: st.sampled_from(["u-17", "u-18"]),
        bool: st.booleans(),
        int: st.integers(0, 10**9),
        said.Instant: st.just(now.at),
        date: st.dates(now.today - 60 * DAY, now.today + 3 * DAY),
    }[kind]


def any_words(step: str, now: Occasion) -> st.SearchStrategy[dict[str, Any]]:
    """Arguments for a step, by their types alone."""
    return st.fixed_dictionaries(
        {word: anything(kind, now) for word, kind in words_of(step).items()}
    )
