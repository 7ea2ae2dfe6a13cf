"""Tasks and fees in words, and the colours of their status."""

from griffie.api.words.names import msg
from griffie.domain.request.vocabulary import Progress, TaskKind

PROGRESS = {
    Progress.OPEN: msg("still open"),
    Progress.DUE_TODAY: msg("due today"),
    Progress.OVERDUE: msg("overdue"),
    Progress.DONE: msg("finished"),
}

PROGRESS_TONES = {
    Progress.OPEN: "",
    Progress.DUE_TODAY: "warn",
    Progress.OVERDUE: "bad",
    Progress.DONE: "ok",
}

TASKS = {
    TaskKind.SEARCH: msg("Search in {whom}"),
    TaskKind.PROCESSOR: msg("Asked of {whom}"),
    TaskKind.BREACH_CHECK: msg("Article 33: is it a breach? (version {whom})"),
}

COSTS = {
    "proposed": msg("fee proposed"),
    "accepted": msg("fee accepted"),
    "declined": msg("fee declined"),
    "waived": msg("fee waived"),
    "paid": msg("fee paid"),
}

COSTS_TONES = {"proposed": "warn", "accepted": "ok", "declined": "bad", "waived": "", "paid": "ok"}
