"""The registry of events, a room a subject: those of requests, and those that stand beside."""

from griffie.domain.events import course, decision, deeds, house, receipt
from griffie.domain.events.course import *
from griffie.domain.events.decision import *
from griffie.domain.events.deeds import *
from griffie.domain.events.house import *
from griffie.domain.events.receipt import *

__all__: list[str] = []
__all__ += course.__all__
__all__ += decision.__all__
__all__ += deeds.__all__
__all__ += house.__all__
__all__ += receipt.__all__
