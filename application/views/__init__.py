"""What a caller is answered: models that build the answer, a page a subject.

Built from the domain, judged on a day, personal data only on demand. The API names them as the
models of its answers, the command line writes them with `--json`, and tests parse every answer by
them: see `griffie.application.views.answer`.
"""

from griffie.application.views.events import events_shown, path
from griffie.application.views.opened_values import hint_for, open_values
from griffie.application.views.request import show
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
