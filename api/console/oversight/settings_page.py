"""Settings: the profile in words, what waits for the officer, and a change as a file to install.

Nothing here writes the profile: see docs/decisions/0005-the-profile.md.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Depends, Request, Response

from griffie.api.console.desk.entered import Entered
from griffie.api.console.desk.people_page import of_the_office
from griffie.api.console.desk.step_page import Typed
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.sign_in import FromHere
from griffie.api.console.oversight.settings_form import (
    HEAD,
    NumberedGap,
    Proposal,
    numbered,
    place_of,
    proposal,
)
from griffie.api.http.guard import engine_of
from griffie.api.words.names import CHANNELS, POLICIES
from griffie.api.words.naming import profile_name
from griffie.api.words.profile_words import BASES, DEGREES, KINDS
from griffie.api.words.speech import Speech, first_up
from griffie.api.words.storage_words import kept_in_words
from griffie.application.access.roles import Account
from griffie.application.controller.authority import named
from griffie.application.controller.gaps import OriginGap, PeriodGap
from griffie.application.controller.profile import ControllerProfile, Purpose
from griffie.application.controller.profile_file import profile_text
from griffie.application.controller.reviews import reviews_of
from griffie.application.letters.letterhead import house_style
from griffie.domain.law.national_terms import NationalTerm
from griffie.domain.request.vocabulary import Channel

router = APIRouter(route_class=PageRoute, include_in_schema=False)

Office = Annotated[Account, Depends(of_the_office)]


class PurposeLine(NamedTuple):
    """A purpose in words."""

    name: str
    bases: str
    marketing: str
    categories: str
    recipients: str
    kept: tuple[str, ...]


class GapLine(NamedTuple):
    """What the profile leaves unsaid: what it is about, and which fields fill it."""

    key: str
    kind: str
    about: str
    country: str = ""


class ReviewLine(NamedTuple):
    """A point of review: where it stands, what the policy says, what is wrong with that."""

    value: str
    about: str
    stated: tuple[str, ...]
    review: str


@router.get("/settings")
def settings(http: Request, account: Office) -> Response:
    """The profile in force, with the form for a change."""
    return _page(http, account)


@router.post("/settings", dependencies=[FromHere])
def propose(http: Request, account: Office, entered: Typed) -> Response:
    """What the form would change, and the new file. Nothing is put in force."""
    profile = engine_of(http).profile
    if entered.get("profile", [""])[0] != profile.digest:
        return _page(http, account, 412, moved=True)
    proposed = proposal(profile, entered)
    if proposed.errors:
        return _page(http, account, 422, entered, proposed)
    if entered.get("do") == ["file"]:
        return _file(proposed.then)
    return _page(http, account, 200, entered, proposed)


def _file(profile: ControllerProfile) -> Response:
    """The whole new profile, as the file that the operator installs."""
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{profile.slug}.toml"',
    }
    return Response(profile_text(profile), media_type="application/toml", headers=headers)


def _page(
    http: Request,
    account: Account,
    status: int = 200,
    entered: Entered | None = None,
    proposed: Proposal | None = None,
    *,
    moved: bool = False,
) -> Response:
    profile, speech = engine_of(http).profile, speech_for(http)
    chosen = proposed.then if proposed else profile
    wrong = proposed.errors if proposed else {}
    shown: dict[str, Any] = {
        "profile": profile,
        "style": house_style(profile, speech.language),
        "tongues": [(one.value, speech.tongue(one.value)) for one in profile.languages.answered],
        "facts": list(_facts(profile, speech)),
        "purposes": [_purpose(one, profile, speech) for one in profile.purposes],
        "recipients": [
            (one.name.in_(speech.language), speech.say(KINDS[one.kind]), one.country or "")
            for one in profile.recipients
        ],
        "channels": [
            (first_up(speech.say(CHANNELS[one.channel])), one.official, one.reached_at or "")
            for one in profile.channels
        ],
        "terms": [_term(one, speech) for one in profile.terms],
        "reviews": _reviews(profile, speech),
        "settled": set((entered or {}).get("settled", ())),
        "gaps": [_gap(one, profile, speech) for one in numbered(profile)],
        "head": _head(profile, entered or {}, speech),
        "tongue": speech.tongue(profile.languages.default.value),
        "policies": [(one.value, speech.say(words)) for one, words in POLICIES.items()],
        "policy": chosen.policy.value,
        "four_eyes": chosen.four_eyes,
        "typed": defaultdict(str, {name: one[0] for name, one in (entered or {}).items()}),
        "errors": defaultdict(str, {name: speech.say(why) for name, why in wrong.items()}),
        "proposed": proposed if proposed and not proposed.errors else None,
        "moved": moved,
    }
    return render_page(http, "oversight/settings.html", account, status=status, **shown)


def _head(
    profile: ControllerProfile, entered: Entered, speech: Speech
) -> list[tuple[str, str, str]]:
    """The fields of the head and foot of letters: name, title, and what stands there or is typed.

    Words stand in the language of the office. Who signs is asked where the profile says who it is.
    """
    ours, head, who = profile.languages.default, profile.letterhead, profile.identity
    now = {"foot": head.foot, "logo_says": head.logo_says}
    known = {name: named(one, ours) if one else "" for name, one in now.items()}
    known |= {"colour": head.colour or ""}
    if who:
        known["signatory"] = named(who.signatory, ours) if who.signatory else ""
    typed = {name: entered.get(f"head.{name}", [value])[0] for name, value in known.items()}
    return [(name, speech.say(title), typed[name]) for name, title in HEAD.items() if name in known]


def _facts(profile: ControllerProfile, speech: Speech) -> Iterator[tuple[str, str]]:
    """Who the controller is and which rules hold: a title and its words."""
    say, language = speech.say, speech.language
    if who := profile.identity:
        yield say("Controller"), f"{who.name}, {who.legal_form}, {who.enterprise_number}"
        reached = (who.postal_address, who.email, who.phone, who.website)
        yield say("Address"), ", ".join(one for one in reached if one)
        if who.dpo:
            yield say("Data protection officer"), named(who.dpo, language)
        if who.signatory:
            yield say("Letters are signed by"), named(who.signatory, language)
    if colour := profile.letterhead.colour:
        yield say("Colour of titles"), colour
    yield say("Supervisory authority"), profile.supervisory_authority.name.in_(language)
    tongues = [speech.tongue(one.value) for one in profile.languages.answered]
    yield say("Languages of letters"), speech.several(tongues)
    yield say("Another language is answered in"), speech.tongue(profile.languages.default.value)
    yield say("Public holidays"), profile.calendar
    yield say("Country whose rules hold"), profile.regime.upper()


def _purpose(one: Purpose, profile: ControllerProfile, speech: Speech) -> PurposeLine:
    bases = [speech.say(BASES[basis.basis]) for basis in one.bases]
    return PurposeLine(
        one.name.in_(speech.language),
        speech.several(dict.fromkeys(bases)),
        speech.say(DEGREES[one.direct_marketing.value]),
        speech.several(profile_name(profile.categories, c, speech) for c in one.categories),
        speech.several(profile_name(profile.recipients, r, speech) for r in one.recipients),
        tuple(kept_in_words(one, profile, speech)),
    )


def _term(one: NationalTerm, speech: Speech) -> str:
    length = (
        speech.count("{n} day", "{n} days", one.days)
        if one.days
        else speech.count("{n} month", "{n} months", one.months or 0)
    )
    return speech.labelled(first_up(speech.right(one.right)), length)


def _reviews(profile: ControllerProfile, speech: Speech) -> list[ReviewLine]:
    lines = []
    for one in reviews_of(profile):
        if one.table == "channels":
            about = first_up(speech.say(CHANNELS[Channel(one.code)]))
        elif one.table == "remarks":
            about = speech.say("The policy as a whole")
        else:
            about = profile_name(getattr(profile, one.table), one.code, speech)
        lines.append(ReviewLine(place_of(one.table, one.code), about, one.stated, one.review))
    return lines


def _gap(one: NumberedGap, profile: ControllerProfile, speech: Speech) -> GapLine:
    gap = one.gap
    if isinstance(gap, PeriodGap):
        purpose = profile_name(profile.purposes, gap.purpose, speech)
        about = profile_name(profile.categories, gap.category, speech)
        return GapLine(one.key, "period", speech.labelled(purpose, about))
    if isinstance(gap, OriginGap):
        return GapLine(one.key, "origin", profile_name(profile.categories, gap.category, speech))
    about = profile_name(profile.recipients, gap.recipient, speech)
    return GapLine(one.key, "safeguards", about, gap.country or "")
