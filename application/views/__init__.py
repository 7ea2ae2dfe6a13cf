"""What a caller is shown: a request as it stands on a day, its words only on demand.

Plain values, written out once; `api.http.shapes.request` says what they look like.
"""

from griffie.application.views.events import event_shown, path
from griffie.application.views.request import show
from griffie.application.views.sealed import hint_for, opened
from griffie.application.views.steps import NOT_YOURS, PATHS, problem_type

__all__ = [
    "NOT_YOURS",
    "PATHS",
    "event_shown",
    "hint_for",
    "opened",
    "path",
    "problem_type",
    "show",
]
