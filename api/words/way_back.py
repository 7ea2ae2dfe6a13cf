"""What takes a step back, or that nothing does: the fourth thing that a form says of its step."""

from collections.abc import Mapping

from griffie.api.words.names import msg
from griffie.api.words.speech import Speech
from griffie.application.requests.commands import AnyStep
from griffie.domain import step_words as words
from griffie.domain.rights_request import RightsRequest as Step

UNDONE_BY: Mapping[AnyStep, AnyStep] = {
    Step.find_principal: Step.rule_out_principal,
    Step.doubt_identity: Step.verify_identity,
    Step.complete_search: Step.correct_search,
    Step.apply_restriction: Step.lift_restriction,
    Step.add_claim: Step.reclassify_claim,
    Step.propose_fee: Step.waive_fee,
    Step.place_hold: Step.release_hold,
    Step.release_hold: Step.place_hold,
    Step.suspect_breach: Step.rule_out_breach,
    Step.close: Step.reopen,
    Step.reopen: Step.close,
    Step.find_no_request: Step.add_claim,
    Step.approve_finding: Step.add_claim,
    Step.fail_identity: Step.verify_identity,
    Step.reject_mandate: Step.verify_mandate,
}
"""Another step ends what this one began, or puts another finding in its place."""

UNTIL_TOLD = frozenset(
    {Step.apply_exception, Step.refuse, Step.approve_refusal, Step.find_not_applicable, Step.grant}
)
"""Decisions: they can be taken back as long as the requester does not know them."""

ANEW = frozenset(
    {
        Step.assign,
        Step.correct_receipt,
        Step.correct_requester,
        Step.correct_intake,
        Step.reclassify_claim,
        Step.record_instruction,
        Step.name_representative,
        Step.assess_minor,
        Step.assess_protected_adult,
        Step.correct_search,
        Step.record_recipients,
        Step.record_ready,
        Step.record_dpo_advice,
        Step.assess_breach,
        Step.ask_search,
        Step.check_restrictions,
    }
)
"""The newest word counts: taking the step again puts another in its place."""

TOLD = frozenset(
    {
        Step.inform,
        Step.acknowledge,
        Step.ask_clarification,
        Step.ask_mandate,
        Step.extend_deadline,
        Step.notify_recipient,
        Step.record_breach_notice,
        Step.record_breach_communication,
    }
)
"""What was said to somebody cannot be unsaid."""

GONE = frozenset({Step.erase_personal_data, Step.erase_copies})
"""What is destroyed is gone."""


def way_back(step: AnyStep, speech: Speech) -> str:
    """How the step is taken back, as a sentence; or that it cannot be."""
    say = speech.say
    if undo := UNDONE_BY.get(step):
        return say("Later “{step}” can follow.", step=speech.phrase(words.imperative(undo)))
    if step in UNTIL_TOLD:
        revoke = speech.phrase(words.imperative(Step.revoke_decision))
        return say("As long as the requester has not been told: “{step}”.", step=revoke)
    return say(next((said for steps, said in _SAID if step in steps), _STAYS))


_SAID = (
    (ANEW, msg("Take the step again: the newest word counts, the earlier one stays in sight.")),
    (TOLD, msg("What was said stays said. A later letter can correct it.")),
    (GONE, msg("What is destroyed cannot be brought back.")),
)
_STAYS = msg("It stays on record. If it is wrong, a note or a later step says so.")
