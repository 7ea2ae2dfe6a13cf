"""The steps that an account may take with a request now, and what forbids the others."""

from typing import NamedTuple

from griffie.api.words.names import msg
from griffie.api.words.speech import Speech, first_up
from griffie.application.access.roles import Account, commands_for_role
from griffie.application.requests.commands import AnyStep
from griffie.application.views import NOT_YOURS, PATHS
from griffie.domain import step_words as words
from griffie.domain.model.errors import StepRefusedError
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.action import Action, actions
from griffie.domain.steps.answer import Answers
from griffie.domain.steps.clarification import Clarification
from griffie.domain.steps.closing import Closing
from griffie.domain.steps.decision import Decisions
from griffie.domain.steps.exception import Exceptions
from griffie.domain.steps.extension import Extension
from griffie.domain.steps.fulfilment import Fulfilment
from griffie.domain.steps.identity import IdentityChecks
from griffie.domain.steps.step import steps_of

_ROLE_SAYS_NO = msg("your role may not do this")
assert _ROLE_SAYS_NO == NOT_YOURS


_ORDINARY = (
    *(IdentityChecks, Clarification, Extension, Exceptions, Decisions, Fulfilment),
    *(Answers, Closing),
)
"""The subjects of which most requests take the steps; the others are for particular cases."""
_MAIN: frozenset[AnyStep] = frozenset(
    (
        RightsRequest.acknowledge,
        RightsRequest.assign,
        RightsRequest.add_claim,
        RightsRequest.add_note,
        RightsRequest.reopen,
        RightsRequest.erase_personal_data,
        *(step for subject in _ORDINARY for step in steps_of(subject)),
    )
)


class StepOffer(NamedTuple):
    """Something that can be done, or what forbids it."""

    title: str
    allowed: bool
    why: str
    citation: str
    law: str
    withheld: tuple[str, ...] = ()
    """Where it is allowed for some rights: for which others not, and why."""


def step_offers(
    request: RightsRequest, account: Account, speech: Speech
) -> tuple[list[StepOffer], list[StepOffer], list[StepOffer]]:
    """The steps for now, those for particular cases, and the forbidden ones with the reason."""
    yours = commands_for_role(account.role, PATHS)
    found: tuple[list[StepOffer], list[StepOffer], list[StepOffer]] = [], [], []
    for action in actions(request):
        one = _step_offer(request, action, speech, yours=action.step.path in yours)
        found[(0 if action.step in _MAIN else 1) if one.allowed else 2].append(one)
    return found


def _step_offer(
    request: RightsRequest, action: Action, speech: Speech, *, yours: bool
) -> StepOffer:
    title = speech.phrase(words.imperative(action.step))
    if action.forbidden:
        return StepOffer(title, False, *_refusal_lines(action.forbidden, speech))  # noqa: FBT003
    if not yours:
        return StepOffer(title, False, first_up(speech.say(_ROLE_SAYS_NO)), "", "")  # noqa: FBT003
    why = speech.several(speech.right(right) for right in action.rights)
    if action.hint:
        why = speech.say(action.hint.sentence, **action.hint.words)
    elif len(request.claims) < 2 or len(action.rights) == len(request.claims):  # noqa: PLR2004
        why = ""
    withheld = tuple(
        f"{first_up(speech.right(right))}: {_refusal_lines(found, speech)[0]}"
        for right, found in action.withheld
    )
    return StepOffer(title, True, first_up(why), "", "", withheld)  # noqa: FBT003


def _refusal_lines(forbidden: StepRefusedError, speech: Speech) -> tuple[str, str, str]:
    why = first_up(speech.say(forbidden.reason, **forbidden.words))
    provision = forbidden.provision
    return why, speech.cite(provision) if provision else "", str(provision or "")
