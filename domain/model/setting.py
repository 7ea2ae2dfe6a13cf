"""The rules under which a request is judged, for which controller, by whom and when."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from griffie.domain.law.countries import HOME, Capacity
from griffie.domain.law.deadlines import Suspension, civil_date
from griffie.domain.law.national_terms import NationalTerm
from griffie.domain.model.lead_times import Leads
from griffie.domain.model.recorded import PurposeRecord
from griffie.domain.model.values import CodeKind, Frozen, in_order


class Setting(Frozen):
    """The rules under which a request is judged, by name and version: those of its receipt."""

    policy: Suspension = Suspension.PAUSE_IF_PROMPT
    calendar: str = "BE/2026.1"
    profile: str = "neutral/1"
    """Slug and eight digits of the digest: a name to show, and to find the profile by."""
    profile_digest: str | None = None
    """SHA-256 of the profile as canonical JSON, in hexadecimal; none in events of before."""
    four_eyes: bool = False
    regime: str = HOME
    """The version of the country's rules: its grounds and its authority."""
    terms: tuple[NationalTerm, ...] = ()
    """The terms of other acts that the profile named at receipt."""


class Controller(NamedTuple):
    """What the domain must know of the controller: its setting, and what its profile records."""

    setting: Setting = Setting()
    recipients: Mapping[str, tuple[str, ...]] = {}
    """The recipients of the data of each purpose."""
    demo: bool = False
    leads: Leads = Leads()
    purposes: Mapping[str, PurposeRecord] = {}
    """What is recorded of each purpose; empty where the profile names none."""
    received: Mapping[str, tuple[str, ...]] = {}
    """The categories of data that a recipient gets, where the profile says so."""
    codes: Mapping[CodeKind, frozenset[str]] = {}
    """The codes of each list of the profile."""
    capacities: frozenset[Capacity] = frozenset()
    """What the controller is or holds, by its profile of today: what opens national grounds."""
    number_by_law: bool = False
    """Whether a law allows it to use the national number."""
    not_provided: frozenset[str] = frozenset()
    """The categories of data that no person provided: Article 20(1)."""

    def recipients_of(
        self, purposes: Iterable[str], categories: Iterable[str] = ()
    ) -> tuple[str, ...]:
        """Who may receive such data for these purposes; nothing named means all."""
        named, asked = tuple(purposes) or self.recipients, set(categories)
        found = (who for name in named for who in self.recipients.get(name, ()))
        return in_order(
            tuple(
                who
                for who in found
                if not (asked and who in self.received) or asked & set(self.received[who])
            )
        )

    def recorded(self, purposes: Iterable[str]) -> Mapping[str, PurposeRecord]:
        """What is recorded of these purposes, as far as the profile knows them."""
        return {name: self.purposes[name] for name in purposes if name in self.purposes}


class Occasion(NamedTuple):
    """Who acts, at which instant (with its time zone), for which controller."""

    actor: str
    at: datetime
    controller: Controller = Controller()
    also: frozenset[str] = frozenset()
    """The accounts of who acts, where that person has more than one."""

    @property
    def accounts(self) -> frozenset[str]:
        """Every account of who acts: four eyes are those of two persons, not of two accounts."""
        return self.also | {self.actor}

    @property
    def today(self) -> date:
        """The civil day in Brussels at this instant."""
        return civil_date(self.at)
