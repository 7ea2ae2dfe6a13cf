"""Reminders and missed deadlines in words."""

from griffie.api.words.names import msg
from griffie.api.words.speech import Speech
from griffie.domain.model.lead_times import Leads
from griffie.domain.request.reminders import newest_unsettled
from griffie.domain.request.vocabulary import Limit, ReminderKind
from griffie.domain.rights_request import RightsRequest

REMINDERS = {
    ReminderKind.ANSWER: msg("the answer is due"),
    ReminderKind.AT_ONCE: msg("what takes effect at once is due"),
    ReminderKind.STRICT: msg("last day if waiting never counted"),
    ReminderKind.TARGET: msg("our own target date"),
    ReminderKind.REFUSAL_NOTICE: msg("last day to tell of a refusal, in whole or in part"),
    ReminderKind.UNTOUCHED: msg("nothing was done since receipt"),
    ReminderKind.READ: msg("a message is to be read: it may ask what is due at once"),
    ReminderKind.IDENTITY_UNANSWERED: msg("no proof of identity came"),
    ReminderKind.CLARIFICATION_UNANSWERED: msg("no clarification came"),
    ReminderKind.MANDATE_UNANSWERED: msg("no mandate came"),
    ReminderKind.FEE_UNANSWERED: msg("no word came about the fee"),
    ReminderKind.SEARCH: msg("a search is due"),
    ReminderKind.PROCESSOR: msg("a processor’s answer is due"),
    ReminderKind.INQUIRY: msg("the answer to an authority is due"),
    ReminderKind.ORDER: msg("what was ordered is due"),
    ReminderKind.BREACH_CHECK: msg("data in wrong hands: whether to notify a breach"),
    ReminderKind.BREACH: msg("the 72 hours to tell the authority of a breach end"),
    ReminderKind.BREACH_PERSONS: msg("the persons concerned by a breach are to be told"),
    ReminderKind.UNCOLLECTED: msg("what lay ready was not collected"),
    ReminderKind.PROMISE: msg("what was promised is not yet done"),
    ReminderKind.EXCEPTION_ENDED: msg("what an exception kept may now be erased"),
    ReminderKind.RETENTION: msg("the retention period ended"),
}

LIMITS = {
    Limit.ANSWER: msg("no answer in time"),
    Limit.AT_ONCE: msg("no word at once"),
    Limit.REFUSAL_NOTICE: msg("a refusal not told within the first month"),
}

KEPT = {
    "t0": msg("evidence of identity"),
    "t1": msg("delivered copies"),
    "t2": msg("correspondence and reasons"),
    "stream": msg("the history"),
}
"""What a period of retention is of."""


def reminder(request: RightsRequest, leads: Leads, speech: Speech) -> str:
    """The newest reminder that still holds, in a few words; empty where none does."""
    found = newest_unsettled(request, leads)
    if not found:
        return ""
    kind = speech.say(REMINDERS[found.kind])
    return speech.say("{kind} ({due_on})", kind=kind, due_on=found.due_on)
