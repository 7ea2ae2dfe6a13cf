"""The files of a letter as a form offers them: what may go, how large, and how it would go."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from griffie.api.console.desk.entered import Entered
from griffie.api.words.sizes import size
from griffie.api.words.speech import Speech
from griffie.application.engine import Engine
from griffie.application.sending.enclosures import OfferedFile, most_attached, offered_files, total
from griffie.domain.rights_request import RightsRequest


class FileLine(NamedTuple):
    """A document that may go with the letter; its name is not said."""

    digest: str
    words: str
    ticked: bool


@dataclass(frozen=True)
class LetterFiles:
    """What is offered for a letter, and what was ticked."""

    engine: Engine
    request: RightsRequest
    speech: Speech
    entered: Entered

    @cached_property
    def _offered(self) -> list[OfferedFile]:
        return offered_files(self.engine, self.request)

    @cached_property
    def chosen(self) -> list[OfferedFile]:
        """What was ticked; in a form that nobody sent yet, what was recorded as handed over."""
        if "version" not in self.entered:
            return [one for one in self._offered if one.handed_over]
        ticked = set(self.entered.get("files", ()))
        return [one for one in self._offered if one.document in ticked]

    @property
    def lines(self) -> list[FileLine]:
        """Every document that may go, with its size in an e-mail."""
        say, ticked = self.speech.say, {one.document for one in self.chosen}
        return [
            FileLine(
                one.document,
                say(
                    "Copy filed on {on}, {size} by e-mail",
                    on=self.speech.day(one.added.recorded_on),
                    size=size(one.encoded),
                ),
                one.document in ticked,
            )
            for one in self._offered
        ]

    @property
    def has_portal(self) -> bool:
        """Whether files can go by a link."""
        return self.engine.profile.mail.portal is not None

    @property
    def by_link(self) -> bool:
        """Whether a link was asked for."""
        return "by_link" in self.entered

    @property
    def asked(self) -> dict[str, Any]:
        """What a letter is told of its files."""
        return {"files": tuple(self.entered.get("files", ())), "by_link": self.by_link}

    @property
    def summary(self) -> str:
        """How what is ticked would go; empty where nothing is."""
        if not self.chosen:
            return ""
        whole, most, say = total(self.chosen), most_attached(self.engine), self.speech.say
        if self.by_link or whole > most:
            return say("These files lie at the portal for 30 days, and the e-mail says where.")
        return say(
            "These files go with the e-mail: {size} of at most {most}.",
            size=size(whole),
            most=size(most),
        )
