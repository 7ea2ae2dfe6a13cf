"""The article that each reminder and each missed date serves."""

from griffie.domain.law import GDPR, RECITAL, Provision
from griffie.domain.request.vocabulary import Limit, ReminderKind

PROVISIONS: dict[ReminderKind, Provision | None] = {
    ReminderKind.ANSWER: GDPR(12, 3),
    ReminderKind.AT_ONCE: GDPR(21, 3),
    ReminderKind.STRICT: GDPR(12, 3),
    ReminderKind.TARGET: None,
    ReminderKind.REFUSAL_NOTICE: GDPR(12, 4),
    ReminderKind.UNTOUCHED: GDPR(12, 3),
    ReminderKind.READ: GDPR(21, 3),  # it may ask what is due at once
    ReminderKind.IDENTITY_UNANSWERED: GDPR(12, 6),
    ReminderKind.CLARIFICATION_UNANSWERED: RECITAL(63),
    ReminderKind.MANDATE_UNANSWERED: GDPR(5, 1, "f"),
    ReminderKind.FEE_UNANSWERED: GDPR(12, 5, "a"),
    ReminderKind.SEARCH: GDPR(15, 1),
    ReminderKind.PROCESSOR: GDPR(12, 3),
    ReminderKind.INQUIRY: None,
    ReminderKind.ORDER: None,
    ReminderKind.BREACH_CHECK: None,
    ReminderKind.BREACH: GDPR(33, 1),
    ReminderKind.BREACH_PERSONS: GDPR(34, 1),
    ReminderKind.UNCOLLECTED: GDPR(12, 2),
    ReminderKind.PROMISE: GDPR(12, 3),
    ReminderKind.EXCEPTION_ENDED: GDPR(5, 1, "e"),
    ReminderKind.RETENTION: GDPR(5, 1, "e"),
}
"""What each reminder serves. That there is one, and when, is our policy.

Without a provision: our target date, and what an authority asks or orders by a date of its own
(Articles 31 and 58), and Article 33; the catalogue does not hold their words.
"""

LIMITS: dict[Limit, Provision] = {
    Limit.ANSWER: GDPR(12, 3),
    Limit.AT_ONCE: GDPR(21, 3),  # by Article 7(3) where consent is withdrawn
    Limit.REFUSAL_NOTICE: GDPR(12, 4),
}
