"""The addresses of the register, the search and the dashboard. No personal data in a URL."""

from datetime import date
from itertools import islice
from typing import Annotated, Literal, Never

from fastapi import APIRouter, Query, Request, Response
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema, model_validator

from griffie.api.http.guard import Lister, Overseer, Seeker, engine_of, may_search
from griffie.api.http.json_response import json_response
from griffie.api.http.list_file import FILES, masked_list, opened_list
from griffie.api.http.message_check import StrictRoute
from griffie.api.http.parameters import At, Position, Reason, SaidWhy, problem_responses
from griffie.api.http.problems import RequestRefusedError, not_allowed_error
from griffie.api.papers.table.forms import TableForm
from griffie.application.access.purposes import Why
from griffie.application.access.roles import Account, Permission, Reach, may
from griffie.application.access.searches import Search
from griffie.application.engine import Engine
from griffie.application.past import at_moment as looking_back
from griffie.application.past.moments import When
from griffie.application.register.view import Query as RegisterQuery
from griffie.application.requests.commands import Day
from griffie.application.views.dashboard import DashboardShown
from griffie.application.views.lists import Page
from griffie.domain.housekeeping import LookPurpose
from griffie.domain.law import Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.model.values import Account as AccountId
from griffie.domain.request.vocabulary import Channel, Status
from griffie.domain.searches import SearchedBy

router = APIRouter(prefix="/api/v1", tags=["lists"], route_class=StrictRoute)

REFERENCE = "^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$"
CENTURY = "^20[0-9]{2}-[0-9]{2}-[0-9]{2}$"


def of_this_century(day: date) -> date:
    """The day, if it lies from 2000 to 2099. Raises ValueError."""
    if day.year // 100 != 20:  # noqa: PLR2004
        raise ValueError("a day from 2000 to 2099 can be judged")
    return day


JudgedDay = Annotated[
    Day,
    AfterValidator(of_this_century),
    WithJsonSchema({"type": "string", "pattern": CENTURY, "format": "date"}),
]
_NOW = When()
Sort = Literal["due_on", "-due_on", "received_on", "-received_on"]


class ListQuery(BaseModel):
    """What a list is asked for; nothing named means everything."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    status: Status | None = None
    right: Right | None = None
    channel: Channel | None = None
    handler: AccountId | None = None
    deadline: Standing | None = None
    due_before: Day | None = None
    due_after: Day | None = None
    reference: Annotated[str, Field(pattern=REFERENCE)] | None = None
    sort: Sort = "due_on"
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: Annotated[str, Field(max_length=200)] | None = None
    at: At = None
    position: Position = None
    min_position: int | None = None
    format: TableForm | None = Field(
        default=None,
        description="The whole list as a file, not a page; with `limit`, at most so many.",
    )
    reveal: bool = Field(
        default=False,
        description="In a file: open who asked. It needs a purpose in `Reveal-Reason`, and each"
        " request of the list is a recorded look.",
    )
    purpose: LookPurpose | None = Field(
        default=None, description="For what they are opened; else the usual purpose of the role."
    )

    @property
    def records(self) -> bool:
        """Whether asking for this is recorded."""
        return self.format is not None

    @model_validator(mode="after")
    def _opened_in_files_only(self) -> "ListQuery":
        if self.reveal and self.format is None:
            raise ValueError("reveal: a list opens requesters in a file only: name its format")
        return self


class Sought(BaseModel):
    """A name or an address, whole. It stands in the body, so that no log of URLs keeps it."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    email: Annotated[str, Field(min_length=1, max_length=320)] | None = None
    name: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    phone: Annotated[str, Field(min_length=1, max_length=60)] | None = None
    postal_address: Annotated[str, Field(min_length=1, max_length=500)] | None = None
    cursor: Annotated[str, Field(max_length=200)] | None = None

    @model_validator(mode="after")
    def one_of_them(self) -> "Sought":
        if len(self._named()) != 1:
            raise ValueError("one of email, name, phone and postal_address")
        return self

    def _named(self) -> list[tuple[str, str]]:
        kinds = ("email", "name", "phone", "postal_address")
        return [(kind, value) for kind in kinds if (value := getattr(self, kind)) is not None]

    @property
    def by(self) -> tuple[str, str]:
        """By what is searched, and the value."""
        return self._named()[0]


def entered_by_filter(account: Account) -> str | None:
    """Whose requests an account may list: its own id, or None for those of everybody.

    Raises RequestRefusedError (403) for every role that lists no requests.
    """
    match may(account.role, Permission.LISTS):
        case Reach.ALL:
            return None
        case Reach.OWN:
            return account.id
    raise not_allowed_error("Your role lists no requests.")


@router.get("/requests", response_model=Page, responses=problem_responses(404, 422) | FILES)
def requests(
    http: Request, asked: Annotated[ListQuery, Query()], account: Lister, reason: Reason = None
) -> Response:
    """The register, a page at a time: `next` is the cursor of the page that follows.

    With `format` the whole list as CSV, workbook or JSON lines. Requesters are masked; who opens
    them states a purpose. That a list left as a file is recorded.

    With `at` or `position` as it stood then. `left_since` says how many of the requests of then
    have lawfully left since, and are listed no more.
    """
    engine, when = engine_of(http), When(asked.at, asked.position)
    if asked.format is None:
        return json_response(page_of(engine, account, asked, when))
    query = _filtered(account, asked)
    items = looking_back.listed(engine, query, when)
    if "limit" in asked.model_fields_set:
        items = islice(items, asked.limit)
    if asked.reveal:
        return opened_list(engine, account, items, asked.format, Why(asked.purpose, reason))
    return masked_list(engine, account, items, asked.format)


def page_of(
    engine: Engine, account: Account, asked: ListQuery, when: When = _NOW
) -> looking_back.Listed:
    """A page of the register. Raises RequestRefusedError (403, 422), NoSuchMomentError."""
    return looking_back.list_page(engine, _filtered(account, asked), when)


def page_at_once(engine: Engine, account: Account, asked: ListQuery) -> looking_back.Listed | None:
    """A page of today's register, waiting for nobody; None where it is not up to date.

    Raises RequestRefusedError.
    """
    return looking_back.list_page_at_once(engine, _filtered(account, asked))


def _filtered(account: Account, asked: ListQuery) -> RegisterQuery:
    named = asked.model_dump(exclude=_NO_FILTERS)
    after = read_cursor(asked.cursor, asked.sort) if asked.cursor else None
    return RegisterQuery(**named, after=after, entered_by=entered_by_filter(account))


_NO_FILTERS = {"purpose", "cursor", "at", "position", "min_position", "format", "reveal"}


@router.post("/requests/search", response_model=Page, responses=problem_responses(413, 422))
def search(http: Request, sought: Sought, account: Seeker, why: SaidWhy) -> Response:
    """The requests of a person: by a name or a part of one, or by a whole address or number.

    Of today only. By what somebody was once found stands in no event: what was corrected or erased
    since is found no more, and a search of the past would have to remember it.

    It is recorded who searched, for what, and how many requests were shown; the words are sealed
    and go after a year. An auditor says why in the header Reveal-Reason.
    """
    said, engine = may_search(account, why), engine_of(http)
    found = tuple(engine.vault.find(*sought.by))
    query = RegisterQuery(
        among=found,
        sort="-received_on",
        limit=200,
        entered_by=entered_by_filter(account),
        after=read_cursor(sought.cursor, "-received_on") if sought.cursor else None,
    )
    page = looking_back.list_page(engine, query, _NOW)
    kind, words = sought.by
    further = sought.cursor is not None  # a page more of what is recorded already
    asked = Search(SearchedBy(kind), words)
    engine.searches.record(asked, len(page.items), said, engine.now(account), once=further)
    return json_response(page)


@router.get("/requests/search", response_model=None, include_in_schema=False)
def search_in_a_url(_: Lister, __: SaidWhy) -> Never:
    """An address would stand in logs and histories; the id of no request looks like this one."""
    detail = "Search with POST: a name or an address never stands in a URL."
    raise RequestRefusedError(405, "method", "Not that way", detail, Allow="POST")


def read_cursor(cursor: str, sort: str) -> tuple[str, str]:
    """The place after which a page begins. Raises RequestRefusedError (422)."""
    try:
        return looking_back.read_cursor(cursor, sort)
    except ValueError:
        detail = "query.cursor: not a cursor of this list: begin again without one"
        raise RequestRefusedError(422, "malformed", "Malformed", detail) from None


@router.get(
    "/dashboards/deadlines", response_model=DashboardShown, responses=problem_responses(404, 422)
)
def deadlines(
    http: Request,
    account: Overseer,
    on: Annotated[JudgedDay | None, Query(description="The day that is judged.")] = None,
    knowledge: Annotated[
        Literal["then", "now"],
        Query(description="By what was recorded by then, or by what is known today."),
    ] = "then",
    at: At = None,
    position: Position = None,
) -> Response:
    """What is due, late and waiting: today, at the end of a day, or at a moment.

    `on` judges a day by what was recorded by its end, `at` its day by what was recorded by that
    instant, `position` by the first so many entries of the log. `left_since` says how many of the
    requests of then have lawfully left since, and are counted no more.
    """
    named = on is not None or at is not None or position is not None
    hindsight = knowledge == "now" and named
    when = When(at, position, on=on, hindsight=hindsight)
    figures_only = may(account.role, Permission.BOARD) is Reach.FIGURES
    board = looking_back.board(engine_of(http), when, figures_only=figures_only)
    return json_response(board)
