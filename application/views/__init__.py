"""The answers to callers: models that build an answer, one page for each subject.

They are built from the domain and judged on a day; personal data only on demand. The API uses them
as its response models, the command line prints them with `--json`, and tests parse every answer
with them: see `griffie.application.views.answer`.
"""

from griffie.application.views.events import events_shown, path
from griffie.application.views.opened_values import open_values
from griffie.application.views.request import show
from griffie.application.views.requester_hint import hint_for
from griffie.application.views.steps import NOT_YOURS, PATHS, problem_type

__all__ = [
    "NOT_YOURS",
    "PATHS",
    "events_shown",
    "hint_for",
    "open_values",
    "path",
    "problem_type",
    "show",
]
