"""What an answer says: composed if nobody typed it, and held to what the right demands.

The domain sees only digests. So whether an answer says where everything stands is judged here,
before its text is sealed, by the same `demands_for` as for a composed letter. What a person ticked
is never looked for: reading a text only spares ticks.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from griffie.application.controller.profile import ControllerProfile
from griffie.application.disclosure import Disclosure
from griffie.application.letters.compose import letter
from griffie.application.letters.duties import none_to_tell, owed
from griffie.application.letters.evidence import evident
from griffie.application.letters.gaps import closed, unsaid
from griffie.application.letters.letter import ComposedLetter, LetterKind
from griffie.application.letters.letter_source import claims_to_answer, is_no_request
from griffie.application.letters.text import as_text
from griffie.application.ports import Vault
from griffie.application.requests.bodies import SaidThing
from griffie.application.requests.commands import Command, Inform
from griffie.domain.law import GDPR, Provision
from griffie.domain.law.information import COMPLAINT, REASONS, REMEDY
from griffie.domain.model.errors import Provisions, UnsaidError
from griffie.domain.request.claim import UNDECIDED
from griffie.domain.request.vocabulary import Channel, Where
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.answer import ANSWERS

_NO_ACTION = GDPR(12, 4)
BY_MOUTH = frozenset({Channel.PHONE, Channel.IN_PERSON})
"""The channels through which an answer is spoken: Article 12(1), last sentence."""


@dataclass(frozen=True, slots=True)
class AnswerWriter:
    """Composes the text of an answer that has none, and checks a text that was typed."""

    profile: ControllerProfile
    vault: Vault

    def __call__(
        self,
        command: Command,
        request: RightsRequest,
        history: Callable[[], Iterable[Any]],
        may_be_taken: Callable[[], object],
    ) -> Command:
        """The command with a text and with where each thing stands; others are left as they are.

        `may_be_taken` raises what the step itself refuses, which comes first. Raises UnsaidError
        when an answer does not say where everything stands that the right demands,
        KeyUnavailableError or KeyErasedError when the values of the file cannot be opened.
        """
        if not isinstance(command, Inform) or not _has_answer(command, request):
            return command
        if command.irregular_because:
            return self._as_it_was_sent(command, request)
        may_be_taken()
        said = {Provision.parse(one.provision): one for one in command.said}
        none = none_to_tell(request, self.profile, command.rights)
        wanted = owed(request, self.profile, command.rights)
        if command.text is not None:
            words = str(command.text.value)
            found = evident(words, wanted, request, self.profile)
            lacking = tuple(one for one in wanted if one not in found)
            language = command.language
        else:
            written = self._written(request, command, history())
            language = written.language
            lacking = unsaid(written)
        if missing := tuple(one for one in lacking if one not in said and one not in none):
            raise _unsaid_error(missing, _grounds(request))
        return command.model_copy(
            update={
                "text": command.text or self._sealed(command, written, said),
                "language": language,
                "said": _everything((*wanted, *lacking), said, none),
            }
        )

    def _as_it_was_sent(self, command: Inform, request: RightsRequest) -> Command:
        """A letter that went although the law forbade it: nothing is written in its place."""
        if command.text is None:
            return command
        wanted = owed(request, self.profile, command.rights)
        found = evident(str(command.text.value), wanted, request, self.profile)
        told = {Provision.parse(one.provision) for one in command.said}
        told |= {*found, *none_to_tell(request, self.profile, command.rights)}
        return command if told.issuperset(wanted) else command.known_as_forbidden()

    def _written(
        self, request: RightsRequest, command: Inform, history: Iterable[Any]
    ) -> ComposedLetter:
        """The letter about these rights, dated when it was sent, in the requester's language."""
        on: date = command.sent_on
        return letter(
            request,
            history,
            self.profile,
            LetterKind.ANSWER,
            command.language or self.profile.languages.spoken(request.language),
            self.vault.open(request.id, but=request.documents),
            on=on,
            about=command.rights,
        )

    def _sealed(
        self, command: Inform, written: ComposedLetter, said: Mapping[Provision, SaidThing]
    ) -> Disclosure | None:
        """The letter as it goes out. Of what was spoken there are no words to keep."""
        if command.channel in BY_MOUTH:
            return None
        return Disclosure("text", as_text(closed(written, said)))


def _has_answer(command: Inform, request: RightsRequest) -> bool:
    """Whether there is an answer to write. Where there is none, the step says why."""
    if command.kind not in ANSWERS or request.outcome or request.erased:
        return False
    if not command.rights:
        return is_no_request(request)
    claims = [request.claims.get(right) for right in command.rights]
    decided = all(claim and claim.status not in UNDECIDED for claim in claims)
    return decided and bool(claims_to_answer(request, command.rights))


def _everything(
    told: Iterable[Provision], said: Mapping[Provision, SaidThing], none: frozenset[Provision]
) -> tuple[SaidThing, ...]:
    """Where each thing stands: as ticked, else there is none, else in the text."""
    rest = {
        one: SaidThing(provision=str(one), where=Where.NONE_EXISTS if one in none else Where.TEXT)
        for one in told
    }
    return tuple((rest | dict(said)).values())


def _grounds(request: RightsRequest) -> frozenset[str]:
    """The grounds on which something of the request is refused or kept back."""
    noes = (one for claim in request.claims.values() for one in claim.noes)
    return frozenset(one.ground for one in noes if one.ground)


def _unsaid_error(missing: tuple[Provision, ...], grounds: frozenset[str]) -> UnsaidError:
    """The error that names what is missing; never what the text says."""
    things = Provisions(missing)
    if grounds & {str(one) for one in missing}:
        return UnsaidError(
            _NO_ACTION,
            missing,
            "the letter does not cite the ground of each refusal: cite it, or say in `said` where"
            " it stands: {things}",
            things=things,
        )
    if COMPLAINT in missing:
        return UnsaidError(
            _NO_ACTION,
            missing,
            "the letter refuses something and does not name the supervisory authority: say where"
            " to complain: {things}",
            things=things,
        )
    if REMEDY in missing:
        return UnsaidError(
            _NO_ACTION,
            missing,
            "the letter refuses something and names no court: say that one can go to court:"
            " {things}",
            things=things,
        )
    demanded = _NO_ACTION if REASONS in missing else missing[0]
    return UnsaidError(
        demanded, missing, "say in `said` where each of these stands: {things}", things=things
    )
