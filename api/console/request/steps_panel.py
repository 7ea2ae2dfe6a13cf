"""The steps of a request in six groups, each with its form; and what forbids the others."""

from typing import NamedTuple

from griffie.api.words.names import msg
from griffie.api.words.speech import Speech, first_up
from griffie.application.access.roles import Account, commands_for_role
from griffie.application.requests.commands import AnyStep
from griffie.application.views import NOT_YOURS, PATHS
from griffie.domain import step_words as words
from griffie.domain.request.state import RequestState
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.access import Access
from griffie.domain.steps.action import Action, actions
from griffie.domain.steps.announcement import Announcements
from griffie.domain.steps.answer import Answers
from griffie.domain.steps.breach import Breaches
from griffie.domain.steps.claims import Claims
from griffie.domain.steps.clarification import Clarification
from griffie.domain.steps.closing import AfterClosing, Closing
from griffie.domain.steps.copies import Copies
from griffie.domain.steps.correction import Corrections
from griffie.domain.steps.correspondence import Correspondence
from griffie.domain.steps.decision import Decisions
from griffie.domain.steps.dpo_advice import DpoAdvice
from griffie.domain.steps.exception import Exceptions
from griffie.domain.steps.extension import Extension
from griffie.domain.steps.fees import Fees
from griffie.domain.steps.file_erasure import FileErasing
from griffie.domain.steps.fulfilment import Fulfilment
from griffie.domain.steps.identity import IdentityChecks
from griffie.domain.steps.intake import Intake
from griffie.domain.steps.intake_correction import IntakeCorrection
from griffie.domain.steps.mandate import Mandates
from griffie.domain.steps.miss_correction import MissCorrection
from griffie.domain.steps.not_ours import NotOurs
from griffie.domain.steps.objection import Objections
from griffie.domain.steps.omission import Omission
from griffie.domain.steps.oversight import Oversight
from griffie.domain.steps.principal import Principals
from griffie.domain.steps.readiness import Readiness
from griffie.domain.steps.recipients import Recipients
from griffie.domain.steps.restricted_part import RestrictedParts
from griffie.domain.steps.restriction import Restrictions
from griffie.domain.steps.returned import Returned
from griffie.domain.steps.revocation import Revocations
from griffie.domain.steps.step import steps_of
from griffie.domain.steps.tasks import Tasks
from griffie.domain.steps.unanswered import Unanswered

_ROLE_SAYS_NO = msg("your role may not do this")
assert _ROLE_SAYS_NO == NOT_YOURS

GROUPS: tuple[tuple[str, tuple[type[RequestState], ...]], ...] = (
    (msg("Identity"), (IdentityChecks, Mandates)),
    (msg("Deadline"), (Clarification, Extension, Fees, MissCorrection)),
    (
        msg("Decision"),
        (
            *(Exceptions, Decisions, Claims, Revocations, RestrictedParts),
            *(NotOurs, Principals, Announcements, Unanswered),
        ),
    ),
    (
        msg("Execution"),
        (
            *(Fulfilment, Copies, Access, Corrections, Objections, Tasks),
            *(Restrictions, Recipients, Readiness),
        ),
    ),
    (msg("Reply"), (Answers, Closing, Returned, Omission)),
    (
        msg("The file"),
        (
            Intake,
            Correspondence,
            AfterClosing,
            IntakeCorrection,
            DpoAdvice,
            Oversight,
            Breaches,
            FileErasing,
        ),
    ),
)
"""Six groups, each of the subjects whose steps it has; the most usual subject first."""

_USUAL = (
    *(IdentityChecks, Clarification, Extension, Exceptions, Decisions, Fulfilment),
    *(Answers, Closing, Copies),
)
"""The subjects of which most requests take the steps; the others are for particular cases."""
_MAIN: frozenset[AnyStep] = frozenset(
    (
        RightsRequest.acknowledge,
        RightsRequest.assign,
        RightsRequest.add_claim,
        RightsRequest.add_note,
        RightsRequest.settle_remark,
        RightsRequest.ask_search,
        RightsRequest.complete_search,
        RightsRequest.record_recipients,
        RightsRequest.reopen,
        RightsRequest.erase_personal_data,
        *(step for subject in _USUAL for step in steps_of(subject)),
    )
)
_SHORT = 70
"""Characters of a hint that a list has room for."""
_GROUP_OF = {step: n for n, (_, of) in enumerate(GROUPS) for one in of for step in steps_of(one)}


class StepOffer(NamedTuple):
    """A step with its form, or what forbids it."""

    path: str
    title: str
    why: str
    citation: str = ""
    law: str = ""
    withheld: tuple[str, ...] = ()
    """Where it is allowed for some rights: for which others not, and why."""
    open: bool = True
    """Whether it has a form for this reader; the role decides."""


class Group(NamedTuple):
    """Steps under a title: those that are usual, and those for particular cases."""

    title: str
    usual: list[StepOffer]
    further: list[StepOffer]


class Offered(NamedTuple):
    """What can be done now in groups, and what cannot, with the reason."""

    groups: list[Group]
    forbidden: list[StepOffer]

    @property
    def further(self) -> int:
        """How many steps are for particular cases."""
        return sum(len(group.further) for group in self.groups)


def offered(request: RightsRequest, account: Account, speech: Speech) -> Offered:
    """Every step, once: in its group where it can be taken, else with what forbids it."""
    yours = commands_for_role(account.role, PATHS)
    groups = [Group(speech.say(title), [], []) for title, _ in GROUPS]
    forbidden: list[StepOffer] = []
    for action in sorted(actions(request), key=lambda one: _group_of(one.step)):
        group = groups[_group_of(action.step)]
        if action.forbidden:
            forbidden.append(_refused(action, speech, yours=action.step.path in yours))
        elif action.step.path not in yours:
            why = first_up(speech.say(_ROLE_SAYS_NO))
            forbidden.append(StepOffer(*_named(action, speech), why, open=False))
        else:
            (group.usual if action.step in _MAIN else group.further).append(
                _allowed(request, action, speech)
            )
    return Offered(groups, forbidden)


def _group_of(step: AnyStep) -> int:
    """The group of a step; of a subject that stands in none, the last."""
    return _GROUP_OF.get(step, len(GROUPS) - 1)


def _named(action: Action, speech: Speech) -> tuple[str, str]:
    return action.step.path, speech.phrase(words.imperative(action.step))


def _refused(action: Action, speech: Speech, *, yours: bool) -> StepOffer:
    refused = action.forbidden
    assert refused
    why = first_up(speech.say(refused.reason, **refused.words))
    provision = refused.provision
    cited = speech.cite(provision) if provision else ""
    return StepOffer(*_named(action, speech), why, cited, str(provision or ""), open=yours)


def _allowed(request: RightsRequest, action: Action, speech: Speech) -> StepOffer:
    why = speech.several(speech.right(right) for right in action.rights)
    if action.hint:
        why = speech.say(action.hint.sentence, **action.hint.words)
        why = why if len(why) <= _SHORT else ""  # longer ones stand above the form
    elif len(request.claims) < 2 or len(action.rights) == len(request.claims):  # noqa: PLR2004
        why = ""
    withheld = tuple(
        speech.labelled(
            first_up(speech.right(right)), first_up(speech.say(found.reason, **found.words))
        )
        for right, found in action.withheld
    )
    return StepOffer(*_named(action, speech), first_up(why), withheld=withheld)
