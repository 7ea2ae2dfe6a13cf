"""The controller's profile: who answers, for which purposes it holds data, and who receives them.

A profile is a TOML file that a controller writes about itself. `stated` quotes the controller's own
policy; `review` says what is wrong with that policy, for the DPO.
"""

from hashlib import sha256
from typing import Annotated, Any, Literal

import rfc8785
from pydantic import StringConstraints, model_validator

from griffie.application.controller.authority import GBA, Contact, Names, SupervisoryAuthority, Text
from griffie.application.controller.house_style import Letterhead
from griffie.application.controller.lead_times import LeadTimes
from griffie.application.controller.mailbox import MailTable
from griffie.application.controller.national import HOME, with_its_country
from griffie.application.controller.principal import PrincipalNamed
from griffie.application.controller.storage import Retention, StoragePeriod
from griffie.domain.law import ExceptionGround, Language, Right
from griffie.domain.law.calendar import latest
from griffie.domain.law.countries import Capacity, latest_country
from griffie.domain.law.deadlines import Suspension
from griffie.domain.law.national_terms import NationalTerm
from griffie.domain.model.recorded import Basis, Degree, PurposeRecord
from griffie.domain.model.setting import Controller, Setting
from griffie.domain.model.values import Code, CodeKind, Frozen
from griffie.domain.request.vocabulary import Channel


class StatedBasis(Frozen):
    """A legal basis that the controller states for a purpose: Article 6(1)."""

    basis: Basis
    source: Text
    """The controller's own words that state it."""
    law: Text | None = None
    """The law that imposes the obligation or the task: Article 6(3) GDPR."""


class ControllerIdentity(Frozen):
    """Who the controller is: Article 13(1)(a) GDPR."""

    name: Text
    legal_form: Text
    enterprise_number: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    """Its number in the company register, as the country of the profile writes it."""
    postal_address: Text
    email: Text
    phone: Text | None = None
    website: Text | None = None
    court: Text | Names | None = None
    """The court of the seat, as it stands behind RPR, RPM: Article 2:20, 5°, CSA/WVV."""
    in_liquidation: bool = False
    account: Text | None = None
    """A payment account: Article III.25 CDE/WER, and where a fee can be paid."""
    dpo: Text | Contact | None = None
    """How the data protection officer is reached: Articles 37(7) and 38(4) GDPR."""
    signatory: Text | Names | None = None
    """The function of who signs letters."""


class Languages(Frozen):
    """The languages in which the controller writes letters."""

    default: Language = Language.NL
    answered: tuple[Language, ...] = tuple(Language)
    """The languages in which letters are written; another language is answered in the default."""

    def spoken(self, asked: Language) -> Language:
        """The language asked for if the controller writes in it, else its default."""
        return asked if asked in self.answered else self.default


class Inlet(Frozen):
    """A channel through which requests come. `official`: arriving there starts the clock."""

    channel: Channel
    official: bool
    reached_at: Text | None = None
    review: Text | None = None


class Category(Frozen):
    """A kind of personal data that the controller holds."""

    code: Code
    name: Names
    stated: Text | None = None
    """The policy's own words, where it names these data."""
    provided: bool = True
    """Whether the person provided these data, or they were observed: Article 20(1)."""
    origin: Names | None = None
    """The source of data that the person did not provide: Article 15(1)(g)."""


class Recipient(Frozen):
    """Who receives data: Articles 4(9), 15(1)(c) and 19 GDPR; processors are recipients too."""

    code: Code
    name: Names
    kind: Literal["processor", "controller", "joint_controller", "public_authority"]
    country: Annotated[str, StringConstraints(pattern=r"^([A-Z]{2}|EEA)$")] | None = None
    safeguards: Names | None = None
    """What protects data that go outside the EEA, by Articles 45 to 49: Article 15(2)."""
    categories: tuple[Code, ...] = ()
    """Which data it gets; empty where that was not said."""
    contact: Text | None = None
    """How a joint controller is reached: Article 30(1)(a)."""
    stated: Text | None = None
    review: Text | None = None


class System(Frozen):
    """A system in which data are stored or collected."""

    code: Code
    name: Names
    recipient: Code | None = None
    stated: Text | None = None
    review: Text | None = None


class MachineDecision(Frozen):
    """A decision based solely on automated processing, as the person must be told.

    Article 15(1)(h).
    """

    logic: Names
    significance: Names
    consequences: Names
    withholds: bool = False
    """Whether details of the logic are left out as a trade secret: C-203/22."""


class Purpose(Frozen):
    """Why the controller processes data, with everything that the rights depend on."""

    code: Code
    name: Names
    stated: tuple[Text, ...] = ()
    """The policy's own words, each place where it names this purpose."""
    bases: tuple[StatedBasis, ...] = ()
    recommended: Basis | None = None
    """Advice, to be confirmed by the controller and its DPO. It never replaces a stated basis."""
    also: tuple[Basis, ...] = ()
    """Advised as well, for a part of the purpose or for a later time; `advice` says which."""
    advice: Text | None = None
    direct_marketing: Degree = Degree.NO
    """Article 21(2) GDPR, with the profiling that belongs to it."""
    automated_decision: Degree = Degree.NO
    """Whether there are decisions based solely on automated processing: Article 22(1)."""
    decision: MachineDecision | None = None
    """What it decides, where `automated_decision` is not "no"."""
    research: Degree = Degree.NO
    """Scientific or historical research, or statistics: Article 89(1) GDPR."""
    staff: bool = False
    """Whether it is about those who work for the controller."""
    subjects: tuple[Names, ...] = ()
    """Whose data they are, kind by kind: Article 30(1)(c)."""
    automated: bool = True
    """Whether it is carried out by automated means: Article 20(1)(b) GDPR."""
    exceptions: tuple[ExceptionGround, ...] = ()
    """Exceptions that apply by the nature of the purpose, under any basis."""
    categories: tuple[Code, ...] = ()
    recipients: tuple[Code, ...] = ()
    retention: Retention | tuple[StoragePeriod, ...] | None = None
    """The policy's own words, or a period for each of its categories: Article 15(1)(d)."""
    review: Text | None = None

    def recorded(self) -> PurposeRecord:
        """What of it a decision may depart from."""
        bases = frozenset(one.basis for one in self.bases)
        degrees = self.direct_marketing, self.automated_decision
        return PurposeRecord(bases, *degrees, self.automated, frozenset(self.categories))


class OperatingSeat(Frozen):
    """Where workers belong and get their instructions: its region decides their language."""

    code: Code
    region: Code


class Remark(Frozen):
    """A clause of the policy that belongs to no purpose, and what the law says of it."""

    code: Code
    right: Right | None = None
    stated: Text
    review: Text


class ControllerProfile(Frozen):
    """The profile of one controller. Comments and the order of keys do not change its version.

    `regime` names the country whose rules hold; `calendar` the public holidays (`BE`: the ten
    statutory days; `BE-OJ`: the Official Journal's list; by default those of the country);
    `terms` are terms of other acts that end before the month; `capacities`, what the controller is
    or holds, open the grounds of national acts; `policy` says whether waiting for an answer stops
    the clock [P]; `four_eyes`, whether another person approves each refusal [P]; `reminders`, how
    long before a date somebody is reminded [P].
    """

    slug: Code
    regime: Code = HOME
    authority: Code | None = None
    """Which of the country's authorities is competent, where it has several."""
    capacities: tuple[Capacity, ...] = ()
    restricted_to: tuple[Literal["handler", "dpo", "auditor"], ...] = ("dpo",)
    """The roles that may see what was found of which nothing may be told."""
    terms: tuple[NationalTerm, ...] = ()
    seats: tuple[OperatingSeat, ...] = ()
    identity: ControllerIdentity | None = None
    letterhead: Letterhead = Letterhead()
    supervisory_authority: SupervisoryAuthority = GBA
    languages: Languages = Languages()
    channels: tuple[Inlet, ...] = tuple(Inlet(channel=c, official=True) for c in Channel)
    calendar: Annotated[str, StringConstraints(pattern="^[A-Z]{2}(-[A-Z]+)?$")] = "BE"
    policy: Suspension = Suspension.PAUSE_IF_PROMPT
    four_eyes: bool = False
    reminders: LeadTimes = LeadTimes()
    mail: MailTable = MailTable()
    categories: tuple[Category, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    systems: tuple[System, ...] = ()
    principals: tuple[PrincipalNamed, ...] = ()
    national_number_law: Text | None = None
    """The law that allows the controller to use the national number, as it is cited."""
    health_professional: bool = False
    """Whether it keeps patient files: Act of 22 August 2002 on the rights of the patient."""
    purposes: tuple[Purpose, ...] = ()
    security: tuple[Names, ...] = ()
    """What keeps the data safe, in general words: Articles 30(1)(g) and 32(1)."""
    remarks: tuple[Remark, ...] = ()
    surveyed: tuple[Literal["origins", "decisions"], ...] = ()
    """What was checked for all purposes: there, a field that is left out means "no"."""

    @model_validator(mode="before")
    @classmethod
    def _of_its_country(cls, said: Any) -> Any:
        return with_its_country(said)

    @property
    def version(self) -> str:
        """Slug and first eight digits of its digest: `iassist/3f9a1c07`."""
        return f"{self.slug}/{self.digest[:8]}"

    @property
    def digest(self) -> str:
        """SHA-256 of the content as canonical JSON, 64 hexadecimal digits."""
        # Defaults are left out, so that a field added later moves no version already recorded.
        content = self.model_dump(mode="json", exclude_defaults=True)
        return sha256(rfc8785.dumps(content)).hexdigest()

    def ruling(self, *, demo: bool = False) -> Controller:
        """What the domain must know for a request that comes in now.

        Raises LookupError when there is no such calendar.
        """
        setting = Setting(
            policy=self.policy,
            calendar=latest(self.calendar).version,
            profile=self.version,
            profile_digest=self.digest,
            four_eyes=self.four_eyes,
            regime=latest_country(self.regime).version,
            terms=self.terms,
        )
        return Controller(
            setting,
            {purpose.code: purpose.recipients for purpose in self.purposes},
            demo,
            self.reminders.leads(),
            {purpose.code: purpose.recorded() for purpose in self.purposes},
            {one.code: one.categories for one in self.recipients if one.categories},
            self._codes(),
            frozenset(self.capacities),
            self.national_number_law is not None,
            frozenset(one.code for one in self.categories if not one.provided),
        )

    def _codes(self) -> dict[CodeKind, frozenset[str]]:
        return {
            CodeKind.PURPOSE: frozenset(one.code for one in self.purposes),
            CodeKind.CATEGORY: frozenset(one.code for one in self.categories),
            CodeKind.RECIPIENT: frozenset(one.code for one in self.recipients),
            CodeKind.SYSTEM: frozenset(one.code for one in self.systems),
        }

    def recipients_of(self, purposes: tuple[str, ...]) -> tuple[str, ...]:
        """The sorted codes of who receives data for these purposes; without any, for all."""
        return self.ruling().recipients_of(purposes)


NEUTRAL = ControllerProfile(slug="neutral")
"""The profile where none is given: no purposes, no recipients, the rules of the law."""
