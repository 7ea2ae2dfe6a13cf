"""An objection to a purpose that the controller announced, before anything is done for it."""

from datetime import date

from griffie.domain import events
from griffie.domain.law import Right
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Code
from griffie.domain.request.state import RequestState
from griffie.domain.steps import rules, rules_of_deeds
from griffie.domain.steps.step import step


class Announcements(RequestState):
    @step(rules.still_open, rules_of_deeds.of_objecting, rules.undecided)
    def record_announcement(
        self, _: Occasion, *, right: Right, purpose: Code, announced_on: date
    ) -> events.AnnouncementRecorded:
        """Art. 13(3), 14(4): told of a new purpose "prior to that further processing".

        Art. 21(1) lets one object "at any time", so also before the processing has begun.
        """
        return events.AnnouncementRecorded(right=right, purpose=purpose, announced_on=announced_on)
