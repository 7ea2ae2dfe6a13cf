"""A course of facts: one controller, one request, days that pass. What Griffie says is kept.

Everything goes through the application as a clerk's would: ordinary commands, an ordinary tick. The
clock is the test's. What is asserted is in the scenario; what is kept is for docs/scenarios.md.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from pydantic import ValidationError

from griffie.api.composition import Store, open_store, read_mail
from griffie.api.words.event_lines import event_detail, event_title
from griffie.api.words.speech import Speech, first_up
from griffie.application.clock import ClockEvent, Ticker
from griffie.application.controller.load_profile import load_profile
from griffie.application.intake.receive_mail import receive_mail
from griffie.application.letters import LetterKind, letter
from griffie.application.reports.figures import annual
from griffie.application.requests.commands import AnyStep, Receive, command
from griffie.domain.events import DeadlineMissed, ReminderRaised
from griffie.domain.law import Language, Right
from griffie.domain.model.errors import BadInputError, StepRefusedError, UnlawfulError
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Sealed
from griffie.domain.request.vocabulary import Limit, ReminderKind
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.action import actions

MAILS = Path(__file__).parents[1] / "mail" / "eml"
OFFICE = Path(__file__).parents[2] / "docs" / "examples" / "iassist.toml"
ENGLISH = Speech(Language.EN)
DAY = timedelta(days=1)
NOTHING = "Nothing is done."

Raised = tuple[date, ReminderKind | Limit, date]
"""The day on which something was said, of what, and the day that it is about."""


class Line(NamedTuple):
    """One line of the page: what happens on a day, and what Griffie answers to it."""

    on: date
    what: str
    known: bool
    """Whether it stands in GDPRhub's summary; else it is a plausible course."""
    says: str = ""
    cited: str = ""
    stops: bool = False


class Course:
    def __init__(self, folder: Path, office: Path = OFFICE) -> None:
        self.lines: list[Line] = []
        self._today = date(2018, 5, 25)
        profile = load_profile(office)
        self._store: Store = open_store(folder, clock=self._clock, profile=profile, demo=True)
        engine = self._store.engine
        self._ticking = Ticker(engine.requests, engine.current, engine.retention)
        self._id: UUID | None = None

    def close(self) -> None:
        self._store.engine.close()

    def receives(
        self, on: date, what: str, *rights: str, entered: date | None = None, **said: Any
    ) -> UUID:
        """A request comes in, and is entered on the same day unless said otherwise."""
        self._at(entered or on, what, known=said.pop("known", False))
        body = {
            "received_on": on.isoformat(),
            "channel": "email",
            "language": "en",
            "rights": [{"right": right} for right in rights],
            "requester": {"email": "somebody@people.example"},
        }
        received = self._store.requests.receive(Receive.model_validate(body | said), self._now())
        self._id = received.id
        return received.id

    def mail(self, on: date, name: str, *rights: Right) -> None:
        """A mail is taken in by the machine, with its own copy as a document."""
        self._at(on, "", known=False)
        raw = (MAILS / f"{name}.eml").read_bytes()
        self._id = receive_mail(self._store.engine, read_mail, raw, None, rights).request.id

    def follows(self, request_id: UUID) -> None:
        """From here on the course is about that request."""
        self._id = request_id

    def figures(self, year: int, on: date) -> dict[str, Any]:
        return dict(annual(self._store.engine.figures(), year, on).tables)

    def takes(
        self, on: date, what: str, step: AnyStep, /, *, known: bool = False, **body: Any
    ) -> None:
        """A step is taken, and nothing stands against it."""
        self._at(on, what, known=known)
        self._take(step, body)

    def stopped(
        self, on: date, what: str, step: AnyStep, /, *, known: bool = False, **body: Any
    ) -> tuple[str, str]:
        """A step is tried and refused: by which provision, if any, and in which words."""
        self._at(on, what, known=known)
        before = self.request.version
        with pytest.raises((StepRefusedError, BadInputError, ValidationError)) as raised:
            self._take(step, body)
        assert self.request.version == before
        cited, says = spoken(raised.value)
        self._says(says, ENGLISH.cite(cited) if cited else "", stops=True)
        return str(cited or ""), says

    def hinted(self, on: date, what: str, step: AnyStep, *, known: bool = False) -> str:
        """A step is looked at before it is taken: what Griffie says to mind."""
        self._at(on, what, known=known)
        listed = {action.step: action for action in actions(self.request)}[step]
        assert listed.forbidden is None
        assert listed.hint is not None
        says = ENGLISH.say(listed.hint.sentence, **listed.hint.words)
        self._says(first_up(says))
        return says

    def drafts(self, on: date, what: str, *, known: bool = False) -> tuple[str, ...]:
        """The answer is looked at before it goes out: what is still to be filled in."""
        self._at(on, what, known=known)
        request, engine = self.request, self._store.engine
        words = self._store.vault.open(request.id)
        history = self._store.requests.history(request.id)
        made = (LetterKind.ANSWER, Language.EN, words)
        gaps = letter(request, history, engine.profile, *made, on=on).gaps
        for gap in dict.fromkeys(gaps):
            self._says(f"In the letter: {gap}")
        return gaps

    def passes(self, until: date, what: str = NOTHING, *, known: bool = False) -> list[Raised]:
        """Days go by, and each morning the clock is asked."""
        said: list[Raised] = []
        first = True
        while self._today < until:
            self._today += DAY
            for request_id, event in self._ticking.tick(self._now("system")):
                if request_id == self._id:
                    said.append(raised(self._today, event))
                    self.lines.append(Line(self._today, what if first else "", known and first))
                    self._says(f"{event_title(event, ENGLISH)}: {event_detail(event, ENGLISH)}")
                    first = False
        return said

    @property
    def request(self) -> RightsRequest:
        assert self._id is not None
        return self._store.requests.load(self._id)

    def history(self) -> list[Any]:
        """Every event of the request, in order."""
        return list(self._store.requests.history(self.request.id))

    def opened(self) -> Mapping[Sealed, Any]:
        """The words behind the digests of the request."""
        return self._store.vault.open(self.request.id)

    def _at(self, on: date, what: str, *, known: bool) -> None:
        assert on >= self._today, "a course goes forward"
        self._today = on
        self.lines.append(Line(on, what, known))

    def _says(self, says: str, cited: str = "", *, stops: bool = False) -> None:
        last = self.lines.pop()
        if last.says:  # a second thing about the same fact
            self.lines.append(last)
            last = Line(last.on, "", known=False)
        self.lines.append(last._replace(says=says, cited=cited, stops=stops))

    def _take(self, step: AnyStep, body: dict[str, Any]) -> None:
        assert self._id is not None
        said = command(step, **body)
        self._store.requests.take(self._id, said, self._now())

    def _clock(self) -> datetime:
        return datetime.combine(self._today, time(9), UTC)

    def _now(self, actor: str = "u-17") -> Occasion:
        return Occasion(actor, self._clock(), self._store.engine.controller)


def spoken(why: BaseException) -> tuple[Any, str]:
    """The provision, if any, and the sentence as a clerk reads it."""
    match why:
        case UnlawfulError():
            return why.provision, first_up(ENGLISH.say(why.reason, **why.words))
        case StepRefusedError():
            return None, first_up(ENGLISH.say(why.reason, **why.words))
        case BadInputError():
            return None, f"{why.word}: {why}"
        case ValidationError():
            found = why.errors()[0]
            return None, f"{'.'.join(str(one) for one in found['loc'])}: {found['msg']}"
    raise TypeError(why)


def raised(on: date, event: ClockEvent) -> Raised:
    match event:
        case ReminderRaised():
            return on, event.kind, event.due_on
        case DeadlineMissed():
            return on, event.limit, event.due_on


def about(said: list[Raised]) -> dict[ReminderKind | Limit, date]:
    """Of what something was said, and the day that it is about."""
    return {kind: due_on for _, kind, due_on in said}


@contextmanager
def told() -> Iterator[Course]:
    """A course in an office of its own."""
    with TemporaryDirectory() as folder:
        course = Course(Path(folder) / "data")
        try:
            yield course
        finally:
            course.close()


BOTH: list[str] = [Right.ACCESS, Right.ERASURE]
