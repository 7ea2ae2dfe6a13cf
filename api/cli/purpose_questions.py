"""What `griffie init` asks about purposes, data and recipients, and about what is still unsaid."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import typer
from pydantic import ValidationError

from griffie.api.cli.questions import Asker, UnansweredError, listed, pairs
from griffie.api.words.profile_words import BASES, DEGREES, KINDS
from griffie.application.controller.first_profile import (
    SaidPurpose,
    SaidRecipient,
    code_of,
    in_its_language,
)
from griffie.application.controller.gaps import Gap, OriginGap, PeriodGap, SafeguardsGap, gaps_of
from griffie.application.controller.profile import ControllerProfile
from griffie.application.controller.propose import (
    propose_origin,
    propose_period,
    propose_safeguards,
)
from griffie.application.controller.storage import StoragePeriod, as_period
from griffie.domain.model.recorded import Basis, Degree


def ask_for_purposes(ask: Asker) -> list[SaidPurpose]:
    """Each purpose, as options say it or as it is typed. Raises UnansweredError."""
    if (given := ask.given("purpose")) or not ask.asks:
        return [_given_purpose(ask, name) for name in given]
    say, found = ask.speech.say, list[SaidPurpose]()
    while True:
        taken = {code_of(one.name) for one in found}
        question = say(
            "A purpose for which you hold data, such as “customer file” (empty: no more)"
        )
        name = ask.line(question, check=partial(_new_name, ask, taken))
        if not name:
            return found
        basis = ask.choice("", say("On which basis, by Article 6(1)?"), ask.said(BASES))
        marketing = ask.choice(
            "",
            say("Is it direct marketing?"),
            ask.said(DEGREES),
            default=Degree.NO.value,
            numbered=True,
        )
        held = ask.line(say("Which kinds of data, between commas?"), check=partial(_names, ask))
        others = ask.line(
            say("Which of these did the person not give you? (empty: none)"),
            check=partial(_names, ask),
        )
        who = ask.line(
            say("Who receives them besides you, between commas? (empty: nobody)"),
            check=partial(_names, ask),
        )
        recipients = tuple(_asked_recipient(ask, one) for one in listed(who))
        found.append(
            SaidPurpose(
                name, Basis(basis), Degree(marketing), listed(held), listed(others), recipients
            )
        )


def _asked_recipient(ask: Asker, name: str) -> SaidRecipient:
    say = ask.speech.say
    typer.echo(f"  {name}")
    kind = ask.choice(
        "", say("What is it to you?"), ask.said(KINDS), default="processor", numbered=True
    )
    country = ask.line(
        say("In which country? (two letters, such as BE or US; empty: not known)"),
        check=partial(_country, ask),
    )
    return SaidRecipient(name, kind, country or None)


def _given_purpose(ask: Asker, name: str) -> SaidPurpose:
    code = code_of(ask.checked("purpose", name, partial(_new_name, ask, set())))
    bases = {code_of(key): value for key, value in pairs("basis", ask.given("basis"))}
    basis = bases.get(code)
    if basis is not None and basis not in set(Basis):
        raise UnansweredError(
            f"--basis: {', '.join(f'{one.value} ({one.name.lower()})' for one in Basis)}"
        )
    marketing = code in {code_of(one) for one in ask.given("marketing")}
    held = [value for key, value in pairs("holds", ask.given("holds")) if code_of(key) == code]
    who = [
        value for key, value in pairs("recipient", ask.given("recipient")) if code_of(key) == code
    ]
    degree = Degree.YES if marketing else Degree.NO
    categories = listed(ask.checked("holds", ",".join(held), partial(_names, ask)))
    recipients = tuple(_given_recipient(ask, value) for value in who)
    others = tuple(key for key, _ in pairs("origin", ask.given("origin")))
    stated = Basis(basis) if basis else None
    return SaidPurpose(name, stated, degree, categories, others, recipients)


def _given_recipient(ask: Asker, said: str) -> SaidRecipient:
    """`NAME`, `NAME:KIND` or `NAME:KIND:COUNTRY`."""
    name, kind, country = (*said.split(":"), "", "")[:3]
    if (kind or "processor") not in KINDS:
        raise UnansweredError(f"--recipient: {', '.join(KINDS)}")
    name = ask.checked("recipient", name, partial(_new_name, ask, set()), needed=True)
    country = ask.checked("recipient", country, partial(_country, ask))
    return SaidRecipient(name, kind or "processor", country or None)


def ask_for_gaps(ask: Asker, profile: ControllerProfile) -> ControllerProfile:
    """The profile with what the options or the person at the terminal say of each of its gaps.

    A gap of which nothing is said stays: letters show it. Raises UnansweredError.
    """
    _refuse_unknown(ask, profile)
    for gap in list(gaps_of(profile)):
        profile = _FILLED[type(gap)](ask, profile, gap)
    return profile


def _period(ask: Asker, profile: ControllerProfile, gap: PeriodGap) -> ControllerProfile:
    say, ours = ask.speech.say, profile.languages.default
    keeps = {_place(key): value for key, value in pairs("keeps", ask.given("keeps"))}
    acts = {_place(key): value for key, value in pairs("by-act", ask.given("by-act"))}
    place = f"{gap.purpose}/{gap.category}"
    words = {"category": gap.category, "purpose": gap.purpose}
    said = keeps.get(place, keeps.get(gap.purpose, ""))
    act = acts.get(place, acts.get(gap.purpose, ""))
    period, _, counted = said.partition(" from ")
    period = ask.checked("keeps", period, partial(_length, ask))
    if ask.asks and not said:
        typer.echo(say("Kept for “{purpose}”: “{category}”", **words))
        question = say("How long? (7 years, or in words; empty: not known)")
        period = ask.line(question, check=partial(_length, ask))
        if period:
            counted = ask.line(say("Counted from when? (may stay empty)"))
            act = ask.line(say("Which act imposes or allows it? (may stay empty)"))
    if not period:
        return profile
    entry: dict[str, Any] = {"categories": [gap.category]}
    if period[0].isdigit():
        entry |= {"period": period}
    else:
        entry |= {"criterion": in_its_language(period, ours)}
    entry |= {"from": in_its_language(counted, ours)} if counted else {}
    return propose_period(profile, gap.purpose, entry | ({"act": act} if act else {}))


def _origin(ask: Asker, profile: ControllerProfile, gap: OriginGap) -> ControllerProfile:
    said = {code_of(key): value for key, value in pairs("origin", ask.given("origin"))}
    origin = said.get(gap.category, "")
    if ask.asks and not origin:
        origin = ask.line(
            ask.speech.say(
                "Where do “{category}” come from? (empty: not known)", category=gap.category
            )
        )
    named = in_its_language(origin, profile.languages.default)
    return propose_origin(profile, gap.category, named) if origin else profile


def _safeguards(ask: Asker, profile: ControllerProfile, gap: SafeguardsGap) -> ControllerProfile:
    said = {code_of(key): value for key, value in pairs("safeguards", ask.given("safeguards"))}
    words, country = said.get(gap.recipient, ""), gap.country
    if ask.asks and not words and country:
        words = ask.line(
            ask.speech.say(
                "What protects data that go to “{recipient}” in {country}? (empty: not known)",
                recipient=gap.recipient,
                country=country,
            )
        )
    if not (words and country):
        return profile
    named = in_its_language(words, profile.languages.default)
    return propose_safeguards(profile, gap.recipient, country, named)


def _refuse_unknown(ask: Asker, profile: ControllerProfile) -> None:
    """An option about something that the profile does not name would be lost: it is refused."""
    purposes = {one.code for one in profile.purposes}
    held = {f"{one.code}/{category}" for one in profile.purposes for category in one.categories}
    named = {
        **dict.fromkeys(("basis", "marketing", "holds", "recipient"), purposes),
        **dict.fromkeys(("keeps", "by-act"), purposes | held),
        "origin": {one.code for one in profile.categories},
        "safeguards": {one.code for one in profile.recipients},
    }
    for option, known in named.items():
        for one in ask.given(option):
            if _place(one.partition("=")[0]) not in known:
                what = one.partition("=")[0]
                raise UnansweredError(
                    ask.speech.say("--{option}: {what} is not known.", option=option, what=what)
                )


_FILLED: Mapping[type[Gap], Callable[..., ControllerProfile]] = {
    PeriodGap: _period,
    OriginGap: _origin,
    SafeguardsGap: _safeguards,
}


def _length(ask: Asker, typed: str) -> str:
    """A period, or words; what begins with a digit was meant as a period."""
    if not typed[:1].isdigit():
        return typed
    period = as_period(typed)
    try:
        StoragePeriod(period=period)
    except ValidationError:
        raise ValueError(
            ask.speech.say("A period is written as 7 years, 6 months, 4 weeks or 30 days.")
        ) from None
    return period


def _place(said: str) -> str:
    return "/".join(code_of(one) for one in said.split("/"))


def _new_name(ask: Asker, taken: set[str], typed: str) -> str:
    if not code_of(typed):
        raise ValueError(ask.speech.say("A name needs a letter or a digit."))
    if code_of(typed) in taken:
        raise ValueError(ask.speech.say("This was named before."))
    return typed


def _names(ask: Asker, typed: str) -> str:
    for one in listed(typed):
        _new_name(ask, set(), one)
    return typed


def _country(ask: Asker, typed: str) -> str:
    if typed and not re.fullmatch("[A-Za-z]{2}|EEA", typed):
        raise ValueError(ask.speech.say("A country is two letters, such as BE or US."))
    return typed.upper()
