"""What `griffie init` asks about the controller, and the profile that follows from the answers."""

import re
from collections.abc import Mapping
from typing import Any

from babel import Locale
from pydantic import ValidationError

from griffie.api.cli.purpose_questions import ask_for_purposes
from griffie.api.cli.questions import Asker, Check, UnansweredError, listed
from griffie.api.words.speech import Speech
from griffie.application.controller.first_profile import first_profile, written_as_the_register
from griffie.application.controller.mailbox import MailTable
from griffie.application.controller.profile import ControllerProfile
from griffie.domain.law import Language
from griffie.domain.law.countries import Country, country_codes, latest_country

_ADDRESS = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def ask_for_profile(ask: Asker) -> ControllerProfile:
    """The profile that follows from the options and from what is typed.

    Raises UnansweredError: an option cannot be used, or is missing where nobody can be asked.
    """
    say = ask.speech.say
    territories = Locale(ask.speech.language.value, "BE").territories
    named = {code: str(territories[code.upper()]) for code in country_codes()}
    country = latest_country(
        ask.choice("country", say("In which country is the controller?"), named, default="be")
    )
    said: dict[str, Any] = {"regime": country.code, **_authority(ask, country)}
    said["identity"] = _identity(ask, country)
    said["languages"] = _languages(ask, country)
    if said["identity"] and (hosts := _hosts(ask)):
        said["mail"] = {"hosts": hosts}
    said["four_eyes"] = ask.yes("four-eyes", say("Does a second person approve each refusal?"))
    ours = said["languages"]["default"]
    purposes = ask_for_purposes(ask)
    ask.refuse_what_is_missing()
    source = Speech(ours).say("said when Griffie was set up")
    try:
        return first_profile(said, purposes, ours, source)
    except ValidationError as misfit:
        first = misfit.errors(include_input=False, include_context=False, include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise UnansweredError(f"{where}: {first['msg']}") from None


def _identity(ask: Asker, country: Country) -> dict[str, Any]:
    say = ask.speech.say
    identity = {
        "name": ask.text("name", say("What is the controller called?"), needed=True),
        "legal_form": ask.text("legal-form", say("Which legal form does it have?"), needed=True),
        "enterprise_number": ask.text(
            "number",
            say(
                "Which number does it have in the register ({register})?",
                register=country.register_.name,
            ),
            check=_number(ask.speech, country),
            needed=True,
        ),
        "postal_address": ask.text("address", say("At which address is it reached?"), needed=True),
        "email": ask.text(
            "email",
            say("To which e-mail address do people write about their data?"),
            check=_email(ask.speech),
            needed=True,
        ),
        "phone": ask.text("phone", say("Which telephone number? (may stay empty)")),
        "website": ask.text("website", say("Which website? (may stay empty)")),
    }
    dpo = {"name": ask.text("dpo-name", say("Who is the data protection officer? (empty: none)"))}
    if dpo["name"] or not ask.asks:
        dpo["email"] = ask.text(
            "dpo-email", say("The officer’s e-mail address?"), check=_email(ask.speech)
        )
        dpo["phone"] = ask.text("dpo-phone", say("The officer’s telephone? (may stay empty)"))
    known = {name: value for name, value in dpo.items() if value}
    return {name: value for name, value in identity.items() if value} | (
        {"dpo": known} if known else {}
    )


def _authority(ask: Asker, country: Country) -> Mapping[str, Any]:
    """Which authority is competent: asked only where the country leaves a choice."""
    say = ask.speech.say
    if country.authority is not None and len(country.authorities) == 1:
        return {}
    other = say("the authority of a Land")
    names = {code: str(one["name"]["nl"]) for code, one in country.authorities.items()}
    names |= {"land": other} if country.lands else {}
    chosen = ask.choice("authority", say("Which authority supervises the controller?"), names)
    if chosen != "land":
        return {"authority": chosen} if chosen else {}
    question = say("What is that authority called?")
    name = ask.text("authority-name", question, needed=True)
    address = ask.text("authority-address", say("What is its postal address?"), needed=True)
    site = ask.text("authority-website", say("What is its website?"), needed=True)
    said = {"name": name, "postal_address": address, "website": site}
    return {
        "supervisory_authority": {
            field: {"nl": value, "de": value} for field, value in said.items()
        }
    }


def _languages(ask: Asker, country: Country) -> dict[str, Any]:
    say = ask.speech.say
    known = {one.value for one in Language}

    def check(typed: str) -> str:
        if not set(listed(typed)) <= known:
            which = ask.speech.several(sorted(known))
            raise ValueError(say("Choose among these: {which}.", which=which))
        return typed

    question = say("In which languages are letters written? The first is the office’s own")
    mine = ask.speech.language
    ours = [one for one in (mine, *country.languages) if one in country.languages or one is mine]
    default = ",".join(dict.fromkeys(one.value for one in ours))
    chosen = listed(ask.text("letters-in", question, check=check, default=default)) or (mine.value,)
    return {"default": Language(chosen[0]), "answered": tuple(map(Language, chosen))}


def _hosts(ask: Asker) -> tuple[str, ...]:
    say = ask.speech.say

    def check(typed: str) -> str:
        try:
            MailTable(hosts=listed(typed))
        except ValidationError:
            raise ValueError(
                say("A server is written as mx.office.example, or *.office.example.")
            ) from None
        return typed

    question = say("Which servers take your mail in, between commas? (may stay empty)")
    return listed(ask.text("mail-hosts", question, check=check))


def _number(speech: Speech, country: Country) -> Check:
    def check(typed: str) -> str:
        written = written_as_the_register(typed, country.code)
        if not re.fullmatch(country.register_.pattern, written):
            example = country.register_.example
            raise ValueError(speech.say("It is written as {example}.", example=example))
        return written

    return check


def _email(speech: Speech) -> Check:
    def check(typed: str) -> str:
        if not _ADDRESS.fullmatch(typed):
            raise ValueError(speech.say("This is no e-mail address."))
        return typed

    return check
