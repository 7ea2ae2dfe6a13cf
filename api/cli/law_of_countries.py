"""The law of each country as its folder holds it: authority, acts, grounds, and for whom."""

from collections.abc import Iterator

from griffie.domain.law import Language, Provision
from griffie.domain.law.acts import act_files
from griffie.domain.law.catalogue import text, words
from griffie.domain.law.countries import Country, GroundRule, country_codes, latest_country


def countries_in_lines() -> Iterator[str]:
    """Every country in the newest version, as Markdown that reads as plain text too."""
    for code in country_codes():
        one = latest_country(code)
        yield f"### {one.territory}: `{one.version}`"
        yield ""
        yield from _facts(one)
        yield from (_act(key) for key in act_files() if _country_of(key) == code)
        yield from (_ground(rule) for rule in one.grounds)
        yield ""


def _facts(one: Country) -> Iterator[str]:
    authorities = ", ".join(who["name"]["nl"] for who in one.authorities.values())
    lands = "; each land has its own for private bodies" if one.lands else ""
    yield f"- authority: {authorities}{lands}"
    register = one.register_
    yield f"- register: {register.name}, written as {register.example} ({register.mark})"
    calendars, languages = ", ".join(one.calendars), ", ".join(one.languages)
    yield f"- calendars {calendars}; zone {one.zone}; languages {languages}"
    for seat in one.seats:
        yield f"- employers' language in {seat.region}: {', '.join(seat.languages)} ({seat.act})"


def _act(key: str) -> str:
    act = act_files()[key]["act"]
    seen = len(act_files()[key].get("texts", {}))
    return f"- act `{key}`: {words(f'act/{key}').en}; {seen} provisions read in {act['state']}"


def _ground(rule: GroundRule) -> str:
    cited = Provision.parse(rule.provision)
    told = "never shown" if rule.silent else "named openly"
    whom = " or ".join(rule.presupposes) or "every controller"
    limits = ", ".join(rule.rights)
    return (
        f"- ground `{rule.provision}` ({cited.cite(Language.EN)}, {text(cited).mark}): {rule.en};"
        f" limits {limits}; for {whom}; {told}"
    )


def _country_of(act: str) -> str:
    return act[:2]
