"""The text of an answer: composed if nobody typed it, checked if somebody did (Article 12(4)).

The domain sees only digests. So whether an answer tells what the law demands is checked here,
before the text is sealed, by the same `demands_for` as for a composed letter.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from griffie.application.controller.profile import ControllerProfile
from griffie.application.disclosure import Disclosure
from griffie.application.letters.compose import letter
from griffie.application.letters.information_duties import demands_for
from griffie.application.letters.letter import Demand, InformationItem, LetterKind, missing_demands
from griffie.application.letters.letter_source import claims_to_answer, is_no_request
from griffie.application.letters.text import as_text
from griffie.application.letters.text_check import cites, names_authority, names_court
from griffie.application.ports import Vault
from griffie.application.requests.commands import Command, Inform
from griffie.domain.law import GDPR, Right
from griffie.domain.model.errors import UnlawfulError
from griffie.domain.request.claim import UNDECIDED
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.answer import ANSWERS

_NO_ACTION = GDPR(12, 4)
_ROUTES = frozenset({InformationItem.COMPLAINT, InformationItem.COURT})


@dataclass(frozen=True, slots=True)
class AnswerWriter:
    """Composes the text of an answer that has none, and checks a text that was typed."""

    profile: ControllerProfile
    vault: Vault

    def __call__(
        self, command: Command, request: RightsRequest, history: Callable[[], Iterable[Any]]
    ) -> Command:
        """The command with a text; any command but `inform` with an answer is left as it is.

        Raises UnlawfulError when an answer that refuses does not say what Article 12(4) demands,
        KeyUnavailableError or KeyErasedError when the values of the file cannot be opened.
        """
        if not isinstance(command, Inform) or not _has_answer(command, request):
            return command
        if command.irregular_because:
            return self._as_it_was_sent(command, request)
        if command.text is not None:
            _check_text(str(command.text.value), request, command.rights, self.profile)
            return command
        text = Disclosure("text", self._written(request, command, history()))
        return command.model_copy(update={"text": text})

    def _as_it_was_sent(self, command: Inform, request: RightsRequest) -> Command:
        """A letter that went although the law forbade it: nothing is written in its place."""
        try:
            if command.text is not None:
                _check_text(str(command.text.value), request, command.rights, self.profile)
        except UnlawfulError:
            return command.known_as_forbidden()
        return command

    def _written(self, request: RightsRequest, command: Inform, history: Iterable[Any]) -> str:
        """The letter about these rights, dated when it was sent, in the requester's language."""
        on: date = command.sent_on
        written = letter(
            request,
            history,
            self.profile,
            LetterKind.ANSWER,
            self.profile.languages.spoken(request.language),
            self.vault.open(request.id),
            on=on,
            about=command.rights,
        )
        for lacking in missing_demands(written):
            raise _missing_item_error(lacking)
        return as_text(written)


def _has_answer(command: Inform, request: RightsRequest) -> bool:
    """Whether there is an answer to write. Where there is none, the step says why."""
    if command.kind not in ANSWERS or request.outcome or request.erased:
        return False
    if not command.rights:
        return is_no_request(request)
    claims = [request.claims.get(right) for right in command.rights]
    decided = all(claim and claim.status not in UNDECIDED for claim in claims)
    return decided and bool(claims_to_answer(request, command.rights))


def _check_text(
    text: str, request: RightsRequest, about: tuple[Right, ...], profile: ControllerProfile
) -> None:
    """Raises UnlawfulError for the first thing that a refusal must say and the text does not."""
    due = demands_for(request, LetterKind.ANSWER, profile, about)
    if not _ROUTES & {demand.what for demand in due}:
        return
    for demand in due:
        if demand.what is InformationItem.GROUND and not cites(demand.provision, text):
            raise _missing_item_error(demand)
    authority = names_authority(profile.supervisory_authority, text)
    court = names_court(text)
    if not authority:
        raise _missing_item_error(Demand(InformationItem.COMPLAINT, _NO_ACTION))
    if not authority & court:
        raise _missing_item_error(Demand(InformationItem.COURT, _NO_ACTION))


def _missing_item_error(lacking: Demand) -> UnlawfulError:
    """The error that names the missing thing; never what the text says."""
    match lacking.what:
        case InformationItem.GROUND | InformationItem.REASONS if lacking.right:
            return UnlawfulError(
                _NO_ACTION,
                "the letter does not cite the ground on which {right} is refused: cite it, or leave"
                " `text` out and the letter is written from the file",
                right=lacking.right,
            )
        case InformationItem.COMPLAINT:
            return UnlawfulError(
                _NO_ACTION,
                "the letter refuses something and does not name the supervisory authority: say"
                " where to complain, or leave `text` out and the letter is written from the file",
            )
        case InformationItem.COURT:
            return UnlawfulError(
                _NO_ACTION,
                "the letter refuses something and names no court: say that one can go to court, or"
                " leave `text` out and the letter is written from the file",
            )
    return UnlawfulError(lacking.provision, "the letter does not say all that the law demands")
