"""One line of an earlier register becomes what is imported; or is refused, with the reason.

What the line does not say is not supposed: it is what the office said of all such lines, or it
stays out, or the line is refused.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import rfc8785
from pydantic import ValidationError

from griffie.application.disclosure import Disclosure
from griffie.application.intake.earlier_register.bodies import (
    Extended,
    Imported,
    OpenRequest,
    PastRequest,
    invoked,
)
from griffie.application.intake.earlier_register.days import read_day
from griffie.application.intake.earlier_register.mapping import (
    CLOSED_LISTS,
    OPEN,
    RegisterMapping,
    words_in,
)
from griffie.application.intake.earlier_register.rows import Formula, Row
from griffie.application.requests.bodies import Requester
from griffie.domain.law import ExtensionGround, Right
from griffie.domain.model.errors import BadInputError
from griffie.domain.request.values import SourceLine
from griffie.domain.request.vocabulary import Outcome

_DAYS = ("received_on", "closed_on", "answered_on", "extended_on")
_CONTACT = ("name", "email", "postal_address", "phone")
_LONGEST_NOTE = 20_000
_RIGHTS = {right.value: right for right in Right}


class Line:
    """A row, read by a mapping. Its errors name the thing, and repeat nothing of the cell."""

    def __init__(self, row: Row, mapping: RegisterMapping, mac: Callable[[bytes], str]) -> None:
        """`mac` is keyed. Raises BadInputError where the row cannot be read."""
        if row.fault:
            raise BadInputError("line", row.fault)
        self._row, self._mapping = row, mapping
        said = {thing: list(self._texts(thing, names)) for thing, names in mapping.columns.named()}
        own = row.cells.get(mapping.key, "") if mapping.key else ""
        if mapping.key and not str(own).strip():
            raise BadInputError("key", "empty: the line could not be known again")
        content = rfc8785.dumps(said)
        known_by = str(own).strip().encode() if mapping.key else content
        scope = f"import\0{mapping.register_name}\0".encode()
        key = mac(scope + b"key\0" + known_by)
        self.source = SourceLine(key=key, content=mac(scope + content), line=row.line)

    def _texts(self, thing: str, columns: tuple[str, ...]) -> Iterator[str]:
        for name in columns:
            cell = self._row.cells[name]
            if isinstance(cell, Formula):
                what = "an error" if cell.startswith("#") else "a formula"
                raise BadInputError(thing, f"{what} stands in {name}: put its value there")
            yield cell.isoformat() if isinstance(cell, date) else cell

    def _text(self, thing: str) -> str:
        """What the line says of a thing, else what the office says of all; perhaps empty."""
        columns = dict(self._mapping.columns.named()).get(thing, ())
        found = "\n".join(text for text in self._texts(thing, columns) if text.strip())
        return found or self._mapping.where_silent.get(thing, "")

    def _words(self, thing: str) -> tuple[str, ...]:
        """What it says of a closed list, in our words."""
        known = self._mapping.values.get(thing, {})
        meant = {word.strip().casefold(): meaning for word, meaning in known.items()}
        text = self._text(thing)
        kind = CLOSED_LISTS[thing]
        ours = {one.value for one in kind} if kind else set()
        if thing == "outcome":
            ours.add(OPEN)
        whole = text.strip().casefold()
        found = []
        for word in (whole,) if whole in meant else words_in(whole):
            meaning = meant.get(word, word if word in ours else "")
            if not meaning:
                raise BadInputError(thing, "a word that the mapping does not know")
            found.append(meaning)
        return tuple(dict.fromkeys(found))

    def _word(self, thing: str, *, needed: bool = True) -> str | None:
        found = self._words(thing)
        if len(found) > 1:
            raise BadInputError(thing, "several, and there can be one")
        if needed and not found:
            raise BadInputError(thing, "the line does not say it: say it under [where_silent]")
        return found[0] if found else None

    def _day(self, thing: str) -> date | None:
        text = self._text(thing)
        try:
            return read_day(text, self._mapping.dates) if text.strip() else None
        except ValueError as wrong:
            raise BadInputError(thing, str(wrong)) from None

    def body(self) -> Imported:
        """The request that the line tells of. Raises BadInputError."""
        outcome = self._word("outcome", needed=False)
        days = {thing: self._day(thing) for thing in _DAYS}
        if days["received_on"] is None:
            raise BadInputError("received_on", "the line does not say it")
        finished = outcome not in {None, OPEN}
        if days["closed_on"] and not finished:
            raise BadInputError("outcome", "it is closed, and the line does not say how it ended")
        said: dict[str, Any] = {
            "received_on": days["received_on"],
            "channel": self._word("channel"),
            "language": self._word("language"),
        }
        try:
            said["notes"] = tuple(self._notes())
            said["requester"] = Requester.model_validate(self._person())
            past = Outcome(outcome) if outcome and outcome != OPEN else None
            body = self._past(said, past, days) if past else self._open(said, days)
        except ValidationError as misfit:
            first = misfit.errors(include_input=False, include_context=False, include_url=False)[0]
            where = ".".join(str(step) for step in first["loc"])
            raise BadInputError(where or "line", str(first["msg"])) from None
        body.known_from(self.source)
        return body

    def _past(
        self, said: dict[str, Any], outcome: Outcome, days: dict[str, date | None]
    ) -> PastRequest:
        closed_on = days["closed_on"] or days["answered_on"]
        if closed_on is None:
            raise BadInputError(
                "closed_on", "it is finished, and no day says since when: none to keep it by"
            )
        return PastRequest(
            **said,
            rights=self._rights(),
            outcome=outcome,
            answered_on=days["answered_on"],
            closed_on=closed_on,
        )

    def _open(self, said: dict[str, Any], days: dict[str, date | None]) -> OpenRequest:
        person: Requester = said["requester"]
        message = self._text("message")
        extended = None
        if days["extended_on"]:
            extended = Extended(
                notified_on=days["extended_on"],
                grounds=tuple(ExtensionGround(one) for one in self._words("extension_grounds")),
                explanation=self._needed("extension_reason"),
            )
        return OpenRequest(
            **said,
            rights=invoked(self._rights()),
            contact=None if person.reachable else "none",
            message=Disclosure("message", message) if message else None,
            handler=self._word("handler", needed=False),
            extended=extended,
        )

    def _rights(self) -> tuple[Right, ...]:
        return tuple(sorted(_RIGHTS[one] for one in self._words("rights")))

    def _needed(self, thing: str) -> Disclosure:
        text = self._text(thing)
        if not text:
            raise BadInputError(thing, "the line does not say it: say it under [where_silent]")
        return Disclosure(thing, text)

    def _person(self) -> dict[str, str]:
        return {thing: text for thing in _CONTACT if (text := self._text(thing))}

    def _notes(self) -> Iterator[Disclosure]:
        columns = dict(self._mapping.columns.named()).get("notes", ())
        for name, text in zip(columns, self._texts("notes", columns), strict=True):
            if len(text) > _LONGEST_NOTE:
                raise BadInputError("notes", f"longer than {_LONGEST_NOTE} characters")
            if text.strip():
                yield Disclosure("note", f"{name}: {text}")
