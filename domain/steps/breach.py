"""Data may have come into the wrong hands: the 72 hours of Article 33, and the persons of 34.

The hours run: they know no weekend and no holiday, for Regulation 1182/71, Art. 3(4), moves only
periods that are not in hours. Whether its Art. 3(5) reaches them is unsettled; nothing here is
steered by it.
"""

from datetime import date, datetime

from griffie.domain.law import GDPR
from griffie.domain.law.deadlines import civil_date
from griffie.domain.model.errors import BadInputError, OutOfOrderError, UnlawfulError
from griffie.domain.model.event import KeptEvent
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Code, Sealed
from griffie.domain.request.state import RequestState
from griffie.domain.request.values import Breach
from griffie.domain.request.vocabulary import Authority, BreachRisk, DutyKind, TaskKind
from griffie.domain.steps.rule import rule
from griffie.domain.steps.said import Instant, PastDay, Reason
from griffie.domain.steps.step import Hint, step


class BreachSuspected(KeptEvent):
    """Article 33: the 72 hours run from awareness.

    Without a dossier (schema 1) what came of it was followed elsewhere.
    """

    TOPIC = "BreachSuspected"
    SCHEMA = 2
    facts: Sealed
    aware_on: date
    aware_at: datetime | None = None
    dossier: Code | None = None

    def apply(self, request: RequestState) -> None:
        request.happened(self.aware_on)
        request.finish(TaskKind.BREACH_CHECK)
        if self.dossier:
            _follow(request, Breach(self.dossier, self.aware_on, self.aware_at))


class BreachRuledOut(KeptEvent):
    """What went astray was judged, and is no breach that is notified; with the reason."""

    TOPIC = "BreachRuledOut"
    reason: Sealed
    judged_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.judged_on)
        request.finish(TaskKind.BREACH_CHECK)


class BreachAssessed(KeptEvent):
    """How great the risk is to the persons concerned, with the reasons: Articles 33(1), 34(1)."""

    TOPIC = "BreachAssessed"
    dossier: Code
    risk: BreachRisk
    reasons: Sealed
    assessed_on: date

    def apply(self, request: RequestState) -> None:
        request.happened(self.assessed_on)
        if known := _breach(request, self.dossier):
            _follow(request, known._replace(risk=self.risk))


class BreachNotified(KeptEvent):
    """The authority was told of a breach: Article 33(1); after 72 hours with the reasons."""

    TOPIC = "BreachNotified"
    dossier: Code
    authority: Authority
    notified_on: date
    notified_at: datetime | None = None
    reference: Sealed | None = None
    delay: Sealed | None = None

    def apply(self, request: RequestState) -> None:
        request.happened(self.notified_on)
        if known := _breach(request, self.dossier):
            _follow(request, known._replace(notified_on=self.notified_on))


class BreachCommunicated(KeptEvent):
    """The persons concerned were told of a breach, or it was settled why not: Article 34."""

    TOPIC = "BreachCommunicated"
    dossier: Code
    told_on: date | None = None
    why_not: Sealed | None = None

    def apply(self, request: RequestState) -> None:
        if self.told_on:
            request.happened(self.told_on)
        if known := _breach(request, self.dossier):
            _follow(request, known._replace(persons_settled=True, told_on=self.told_on))


def _breach(request: RequestState, dossier: str) -> Breach | None:
    """The breach of that name, as far as it is followed here."""
    return next((one for one in request.breaches if one.dossier == dossier), None)


def _follow(request: RequestState, breach: Breach) -> None:
    """Write how a breach stands, and what is still owed because of it."""
    others = (one for one in request.breaches if one.dossier != breach.dossier)
    request.breaches = (*others, breach)
    for kind in (DutyKind.BREACH, DutyKind.BREACH_PERSONS):
        request.discharge(kind, breach.dossier)
    for duty in breach.duties():
        request.owe(duty)


@rule("nothing went into wrong hands that is not judged yet: go on with the request")
def breach_unjudged(request: RequestState) -> bool:
    """Something was recorded as irregular, by which data may have come into wrong hands."""
    return any(task.kind is TaskKind.BREACH_CHECK for task in request.tasks)


@rule("no breach is suspected: record the suspicion first")
def breach_suspected(request: RequestState) -> bool:
    """A breach was suspected, and is followed here."""
    return bool(request.breaches)


def _which(request: RequestState) -> Hint:
    """Which breaches are followed, each with the end of its 72 hours."""
    known = "; ".join(f"{one.dossier} ({one.due_on})" for one in request.breaches)
    return Hint("one of these, each with the end of its 72 hours: {breaches}", {"breaches": known})


class Breaches(RequestState):
    """The steps about a breach of personal data."""

    @step()
    def suspect_breach(
        self,
        now: Occasion,
        *,
        facts: Sealed,
        aware_on: PastDay,
        aware_at: Instant | None = None,
        dossier: Code | None = None,
    ) -> BreachSuspected:
        """Record that a breach may have happened: the 72 hours of Article 33 GDPR run from
        awareness.

        With `aware_at` they run from that instant, else from the beginning of the day. `dossier`
        names the breach; without it its name is `breach-` and the day.

        Why: Art. 33(1): "not later than 72 hours after having become aware of it". [P] Where only
        the day is known, the strictest reading counts.
        """
        if aware_at:
            _on_that_day(aware_at, aware_on, now, "aware_at")
        return BreachSuspected(
            facts=facts,
            aware_on=aware_on,
            aware_at=aware_at,
            dossier=dossier or f"breach-{aware_on.isoformat()}",
        )

    @step(
        breach_unjudged,
        hint=Hint("only where a risk to the person is unlikely; else suspect a breach"),
    )
    def rule_out_breach(self, _: Occasion, *, reason: Reason, judged_on: PastDay) -> BreachRuledOut:
        """Record why data that came into wrong hands are no breach to notify: Article 33(1) GDPR.

        Where they are, `suspect-breach` records it. Either ends the check.

        Why: Art. 33(1) and (5): "unless … unlikely to result in a risk"; documented all the same.
        """
        return BreachRuledOut(reason=reason, judged_on=judged_on)

    @step(breach_suspected, hint=_which)
    def assess_breach(
        self,
        _: Occasion,
        *,
        risk: BreachRisk,
        reasons: Reason,
        assessed_on: PastDay,
        dossier: Code | None = None,
    ) -> BreachAssessed:
        """Record how great the risk of a breach is, and why: Articles 33(1), 33(5) and 34(1) GDPR.

        `unlikely`: nobody need be told, and the reasons stand here. `likely`: the authority is
        told. `high`: the persons concerned as well.

        Why: Art. 33(1): "unless … unlikely to result in a risk"; Art. 33(5): any breach is
        documented, with its effects.
        """
        return BreachAssessed(
            dossier=self._breach_named(dossier, "assessed_on", assessed_on).dossier,
            risk=risk,
            reasons=reasons,
            assessed_on=assessed_on,
        )

    @step(breach_suspected, hint=_which)
    def record_breach_notice(
        self,
        now: Occasion,
        *,
        notified_on: PastDay,
        notified_at: Instant | None = None,
        authority: Authority = Authority.GBA,
        reference: Sealed | None = None,
        delay: Reason | None = None,
        dossier: Code | None = None,
    ) -> BreachNotified:
        """Record that the supervisory authority was told of a breach: Article 33(1) GDPR.

        After the 72 hours `delay` says why it was not told within them.

        Why: Art. 33(1): later than 72 hours "it shall be accompanied by reasons for the delay".
        """
        breach = self._breach_named(dossier, "notified_on", notified_on)
        if notified_at:
            _on_that_day(notified_at, notified_on, now, "notified_at")
        late = notified_at > breach.due_at if notified_at else notified_on > breach.due_on
        if late and delay is None:
            raise UnlawfulError(
                GDPR(33, 1),
                "the 72 hours ended on {on}: say in `delay` why the authority was not told within"
                " them",
                on=breach.due_on,
            )
        return BreachNotified(
            dossier=breach.dossier,
            authority=authority,
            notified_on=notified_on,
            notified_at=notified_at,
            reference=reference,
            delay=delay,
        )

    @step(breach_suspected, hint=_which)
    def record_breach_communication(
        self,
        _: Occasion,
        *,
        told_on: PastDay | None = None,
        why_not: Reason | None = None,
        dossier: Code | None = None,
    ) -> BreachCommunicated:
        """Record that the persons concerned were told of a breach, or why they need not be:
        Article 34 GDPR.

        Either `told_on` or `why_not`, one of the cases of Article 34(3).

        Why: Art. 34(1): a high risk is told "without undue delay"; 34(3) says when it need not be.
        """
        if (told_on is None) == (why_not is None):
            raise BadInputError("told_on", "either this or why_not")
        breach = self._breach_named(dossier, "told_on", told_on)
        return BreachCommunicated(dossier=breach.dossier, told_on=told_on, why_not=why_not)

    def _breach_named(self, dossier: str | None, word: str, on: date | None) -> Breach:
        """The breach that is meant: that of the dossier, or the only one."""
        if dossier is None and len(self.breaches) > 1:
            raise BadInputError("dossier", "more than one breach is suspected: name it")
        breach = _breach(self, dossier or self.breaches[0].dossier)
        if breach is None:
            raise OutOfOrderError("no breach is suspected under that dossier: record it first")
        if on and on < breach.aware_on:
            raise BadInputError(word, "before the breach was known")
        return breach


_FIRST_YEAR = 2018
"""Before the Regulation applied there was no such duty; and no calendar of ours reaches back."""


def _on_that_day(instant: datetime, day: date, now: Occasion, word: str) -> None:
    if instant.year < _FIRST_YEAR or instant > now.at:
        raise BadInputError(word, "in the future, or long ago")
    if civil_date(instant) != day:
        raise BadInputError(word, "not on the day that is named")
