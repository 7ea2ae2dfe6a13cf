"""What a caller is shown: a request as it stands on a day, its words only on demand.

Plain values, written out once; `api.shapes` says what they look like.
"""

from api.answers.events import event_shown, path
from api.answers.request import show
from api.answers.sealed import hint_for, opened
from api.answers.steps import NOT_YOURS, ORDER, PATHS, problem_type

__all__ = [
    "NOT_YOURS",
    "ORDER",
    "PATHS",
    "event_shown",
    "hint_for",
    "opened",
    "path",
    "problem_type",
    "show",
]
