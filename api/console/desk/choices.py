"""What can be chosen in a field: from the request, the profile, the law and the directory."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any, NamedTuple

from griffie.api.console.desk.kinds import LISTED, types_of
from griffie.api.console.desk.recipient_choices import TELLING, recipient_notes, still_to_tell
from griffie.api.words.colleagues import Colleague, absence_in_words, colleagues, handlers
from griffie.api.words.event_lines import ground_in_words
from griffie.api.words.lists import CLOSED_LISTS
from griffie.api.words.naming import profile_name
from griffie.api.words.speech import Speech, first_up
from griffie.application.access.absences import Absence, away_on
from griffie.application.access.roles import Account
from griffie.application.engine import Engine
from griffie.domain.events import DocumentAdded
from griffie.domain.law import Ground, Language, Right
from griffie.domain.law.countries import country
from griffie.domain.law.national_grounds import NationalGround
from griffie.domain.model.values import OTHER, CodeKind, Sealed
from griffie.domain.request.disclosed import recipients_of
from griffie.domain.request.remarks import RemarkCode
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.action import Action
from griffie.domain.steps.said import Names
from griffie.domain.steps.word import Word

YES, NO = "yes", "no"


class Choice(NamedTuple):
    """Something that can be chosen; what is `withheld` is shown with the reason and cannot be."""

    value: str
    words: str
    note: str = ""
    withheld: str = ""


@dataclass(frozen=True)
class Choices:
    """The choices of a form: for a request, an account and a language."""

    engine: Engine
    request: RightsRequest
    action: Action
    account: Account
    speech: Speech

    def of(self, word: Word) -> list[Choice]:
        """What can be chosen for a word of the step; empty where nothing is known."""
        if word.names is Names.INVOKED:
            return [*self._invoked()]
        if word.names is Names.NEW:
            return [self._right(one) for one in Right if one not in self.request.claims]
        if word.of is CodeKind.ACCOUNT:
            return [
                Choice(one.account, one.name or one.account, self.absence_of(one.account))
                for one in handlers(self.known)
            ]
        if word.of in LISTED:
            listed = [*self._of_profile(word.of)]
            return self._about_recipients(listed) if self.tells_recipients(word) else listed
        return [one for kind in types_of(word.kind)[0] for one in self._of_type(kind)]

    def tells_recipients(self, word: Word) -> bool:
        """Whether the word is the recipient whom a step of Article 19 settles."""
        return word.of is CodeKind.RECIPIENT and self.action.step in TELLING

    def _about_recipients(self, listed: list[Choice]) -> list[Choice]:
        """Those who must still be told come first; beside the others stands why not they."""
        history = self.engine.requests.history(self.request.id)
        codes = [one.value for one in listed]
        notes = recipient_notes(self.request, history, codes, self.speech)
        left = still_to_tell(self.request)
        noted = [one._replace(note=notes[one.value]) for one in listed]
        return sorted(noted, key=lambda one: one.value not in left)

    def suggestions(self, word: Word) -> list[Choice]:
        """What is likely in a field in which anything can be typed, such as a known dossier."""
        profile, speech = self.engine.profile, self.speech
        match word.name:
            case "dossier":
                open_ = dict.fromkeys(one.dossier for one in self.request.duties)
                return [Choice(one, one) for one in open_]
            case "system":
                whom = (task.whom for task in self.request.tasks)
                searched = (one.system for one in self.request.searched)
                return [Choice(one, one) for one in dict.fromkeys([*whom, *searched])]
            case "principal" | "party":
                listed: Iterable[Any] = profile.principals
            case "purpose":
                listed = profile.purposes
            case _:
                listed = ()
        return [Choice(one.code, one.name.in_(speech.language)) for one in listed]

    def absence_of(self, account: str) -> str:
        """That somebody is away, and who stands in; empty where they are there."""
        return absence_in_words(account, self._away, self.known, self.speech)

    @cached_property
    def _away(self) -> Mapping[str, Absence]:
        return away_on(self.engine.absences.all(), self.engine.today())

    @cached_property
    def known(self) -> Mapping[str, Colleague]:
        return colleagues(self.engine.access, self.account)

    @cached_property
    def _unsettled(self) -> frozenset[RemarkCode]:
        """What intake noted and nobody settled yet."""
        return frozenset(self.request.remarks) - self.request.remarks_settled

    def _right(self, right: Right, withheld: str = "") -> Choice:
        cited = self.speech.cite(right.provision)
        return Choice(right.value, first_up(self.speech.right(right)), cited, withheld)

    def _invoked(self) -> Iterator[Choice]:
        refused = dict(self.action.withheld)
        for right in self.request.claims:
            why = refused.get(right)
            said = first_up(self.speech.say(why.reason, **why.words)) if why else ""
            yield self._right(right, said)

    def _of_profile(self, kind: CodeKind | None) -> Iterator[Choice]:
        """What the profile names, then what the request names besides, then `other`."""
        profile, claims = self.engine.profile, self.request.claims.values()
        listed: Iterable[Any]
        match kind:
            case CodeKind.PURPOSE:
                listed = profile.purposes
                recorded = {code for claim in claims for code in claim.purposes}
            case CodeKind.CATEGORY:
                listed = profile.categories
                recorded = {code for claim in claims for code in claim.categories}
            case CodeKind.RECIPIENT:
                listed = profile.recipients
                recorded = {one for claim in claims for one in recipients_of(self.request, claim)}
            case _:
                listed = profile.systems
                recorded = {
                    one for restricted in self.request.restrictions for one in restricted.systems
                }
        if kind in {CodeKind.RECIPIENT, CodeKind.SYSTEM}:
            recorded |= {task.whom for task in self.request.tasks}
        codes = [one.code for one in listed]
        if not codes:
            return  # the profile names none: any code can be typed
        for code in [*codes, *sorted(recorded - {*codes, OTHER})]:
            yield Choice(code, profile_name(listed, code, self.speech))
        yield Choice(OTHER, self.speech.say("something else"))

    def _of_type(self, kind: Any) -> Iterator[Choice]:
        if kind is bool:
            yield Choice(YES, self.speech.say("Yes"))
            yield Choice(NO, self.speech.say("No"))
        elif kind is Language:
            for language in Language:
                yield Choice(language.value, self.speech.tongue(language))
        elif kind is Sealed:
            yield from self.documents()
        elif kind is NationalGround:
            yield from self._national()
        elif issubclass(kind, Ground):
            yield from self._grounds(kind)
        elif issubclass(kind, Enum):
            for one, words in CLOSED_LISTS[kind].items():
                if kind is RemarkCode and one not in self._unsettled:
                    continue
                yield Choice(one.value, first_up(self.speech.say(words)).removesuffix(":").rstrip())

    def _grounds(self, kind: type[Ground]) -> Iterator[Choice]:
        """The grounds that belong to a right of this request; all where the step names no right."""
        asked = set(self.request.claims) if self.action.step.names_rights else set(Right)
        for one in kind:
            if asked & {*one.rights}:
                yield Choice(
                    one.value, ground_in_words(one.value, self.speech), self._for(one.rights)
                )

    def _national(self) -> Iterator[Choice]:
        """The grounds of national acts that are open to this controller."""
        capacities = self.engine.controller.capacities
        for rule in country(self.request.setting.regime).grounds:
            if rule.open_to(capacities) and set(rule.rights) & set(self.request.claims):
                words = ground_in_words(rule.provision, self.speech)
                yield Choice(rule.provision, words, self._for(rule.rights))

    def _for(self, rights: Iterable[Right]) -> str:
        """For which rights of this request a ground is; nothing where it has only one."""
        ours = [right for right in self.request.claims if right in {*rights}]
        if len(self.request.claims) < 2 or not ours:  # noqa: PLR2004
            return ""
        return self.speech.several(self.speech.right(one) for one in ours)

    def documents(self) -> Iterator[Choice]:
        """The documents of the request by kind and day: their names are sealed."""
        for event in self.engine.requests.history(self.request.id):
            if isinstance(event, DocumentAdded):
                kind = first_up(self.speech.say(CLOSED_LISTS[type(event.kind)][event.kind]))
                note = self.speech.instant(event.timestamp)
                yield Choice(event.document, kind, note)
