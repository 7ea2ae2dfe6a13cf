"""The rules under which a request is judged, for which controller, by whom and when."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from griffie.domain.law.deadlines import Suspension, civil_date
from griffie.domain.model.lead_times import Leads
from griffie.domain.model.values import Frozen, in_order


class Setting(Frozen):
    """The rules under which a request is judged, by name and version: those of its receipt."""

    policy: Suspension = Suspension.PAUSE_IF_PROMPT
    calendar: str = "BE/2026.1"
    profile: str = "neutral/1"
    four_eyes: bool = False


class Controller(NamedTuple):
    """What the domain must know of the controller: its setting, and who receives what it holds."""

    setting: Setting = Setting()
    recipients: Mapping[str, tuple[str, ...]] = {}
    """The recipients of the data of each purpose."""
    demo: bool = False
    leads: Leads = Leads()
    number_by_law: bool = False
    """Whether a law allows it to use the national number."""

    def recipients_of(self, purposes: Iterable[str]) -> tuple[str, ...]:
        """The recipients of data for these purposes; no purpose named means all."""
        named = tuple(purposes) or self.recipients
        return in_order(tuple(who for name in named for who in self.recipients.get(name, ())))


class Occasion(NamedTuple):
    """Who acts, at which instant (with its time zone), for which controller."""

    actor: str
    at: datetime
    controller: Controller = Controller()

    @property
    def today(self) -> date:
        """The civil day in Brussels at this instant."""
        return civil_date(self.at)
