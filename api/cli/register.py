"""`griffie register`: a request that is no mail.

Who asks, and what they say, is typed at the terminal or read from a file or standard input. There
is no option for it: the words of a command stand in the list of processes, for every user of the
machine, and in the history of the shell.
"""

import json
import mimetypes
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from griffie.api.cli.options import (
    FOLDER,
    Controller,
    Data,
    Database,
    Kek,
    open_for_command,
    read_day,
)
from griffie.api.cli.questions import (
    Asker,
    Check,
    UnansweredError,
    listed,
    on_a_terminal,
    spoken_language,
)
from griffie.api.composition import Store
from griffie.api.words.names import CHANNELS
from griffie.api.words.speech import Speech
from griffie.application.intake.register_request import (
    open_requests_of,
    read_paper,
    register_request,
)
from griffie.application.requests.commands import Receive
from griffie.domain.law import Language, Right
from griffie.domain.request.reference import reference
from griffie.domain.request.vocabulary import Channel

_BY_HAND = [one for one in Channel if one not in {Channel.UNSUBSCRIBE, Channel.CONSENT_TOOL}]
_REQUESTER = ("name", "email", "postal_address", "phone")


def register(
    channel: Annotated[Channel | None, typer.Option(help="How it came in.")] = None,
    received_on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day on which it came in; else today.")
    ] = None,
    language: Annotated[Language | None, typer.Option(help="Of the letter; else asked.")] = None,
    right: Annotated[
        list[Right] | None, typer.Option(help="A right that it invokes; again for each.")
    ] = None,
    body: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Who asks and what they say, as POST /requests takes it, JSON; - is standard"
            " input. Never in options: others on this machine can read those.",
        ),
    ] = None,
    file: Annotated[
        list[Path] | None, typer.Option(help="A paper that came with it; again for each.")
    ] = None,
    same_person: Annotated[
        bool, typer.Option("--same-person", help="Name their other open requests: a recorded look.")
    ] = False,
    speak: Annotated[
        Language | None, typer.Option(help="In which language this asks; else the terminal's.")
    ] = None,
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
    controller: Controller = None,
) -> None:
    """Register a request that is no mail: by post, by telephone or in person."""
    given: dict[str, Any] = {"channel": channel, "received-on": received_on, "language": language}
    given |= {"right": ",".join(right) if right else None}
    ask = Asker(Speech(spoken_language(speak)), given, asks=body is None and on_a_terminal())
    with open_for_command(data, database, kek, controller, makes=True) as store:
        said = _asked(ask, store) if body is None else _read(body, given, store)
        kinds = ((one, mimetypes.guess_type(one.name)[0]) for one in file or ())
        papers = [read_paper(one, kind or "application/octet-stream") for one, kind in kinds]
        request = register_request(store.engine, said, papers)
        due_on = request.deadline.term.due_on
        typer.echo(
            f"{reference(request.id)} received on {request.received_on}, due on {due_on},"
            f" {len(papers)} document(s): {request.id}"
        )
        if same_person:
            others = open_requests_of(store.engine, said, request.id)
            for one in others:
                due = one.deadline.term.due_on
                typer.echo(
                    f"the same person: {reference(one.id)} of {one.received_on}, due on {due}"
                )
            if not others:
                typer.echo("the same person: no other open request")


def _asked(ask: Asker, store: Store) -> Receive:
    """The body, by options and questions. Raises UnansweredError, typer.Exit."""
    say, today = ask.speech.say, store.engine.today()
    if not ask.asks:
        raise UnansweredError("this is no terminal: give who asks with --body FILE, or --body -")
    channels = ask.said({one: CHANNELS[one] for one in _BY_HAND})
    channel = ask.choice("channel", say("How did it come in?"), channels)
    received_on = ask.text(
        "received-on", say("On which day?"), check=_a_day(ask), default=today.isoformat()
    )
    tongues = {one.value: ask.speech.tongue(one) for one in Language}
    ours = store.engine.profile.languages.default.value
    language = ask.choice("language", say("In which language?"), tongues, default=ours)
    if ask.asks:
        for one in Right:
            typer.echo(f"  {one.value:<28} {ask.speech.right(one)}")
    rights = ask.text(
        "right",
        say("Which rights, between commas? (empty: nobody has read it)"),
        check=_rights(ask),
    )
    labels = (say("Name"), say("E-mail"), say("Postal address"), say("Telephone"))
    person = {field: ask.line(label) for field, label in zip(_REQUESTER, labels, strict=True)}
    known = {field: typed for field, typed in person.items() if typed}
    content: dict[str, Any] = {
        "received_on": received_on,
        "channel": channel,
        "language": language,
        "rights": [{"right": one} for one in listed(rights)],
        "requester": known,
        "message": ask.line(say("In which words? (may stay empty)")) or None,
    }
    if not known.keys() - {"name"}:
        content["contact"] = "none"
    return Receive.model_validate(content)


def _read(body: Path, given: dict[str, Any], store: Store) -> Receive:
    """The body of a file, completed by the options. Raises UnansweredError, ValidationError."""
    text = sys.stdin.read() if str(body) == "-" else body.read_text("utf-8")
    try:
        content = json.loads(text)
    except ValueError:
        content = None
    if not isinstance(content, dict):
        raise UnansweredError("--body: this is no JSON object")
    named = {"channel": given["channel"], "language": given["language"]}
    day = given["received-on"]
    named["received_on"] = read_day(day).isoformat() if day else None
    if given["right"]:
        named["rights"] = [{"right": one} for one in listed(given["right"])]
    content |= {name: value for name, value in named.items() if value}
    content.setdefault("received_on", store.engine.today().isoformat())
    content.setdefault("language", store.engine.profile.languages.default)
    try:
        return Receive.model_validate(content)
    except ValidationError as misfit:
        wrong = misfit.errors(include_input=False, include_context=False, include_url=False)
        places = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in wrong)
        raise UnansweredError(f"--body: {places}") from None


def _a_day(ask: Asker) -> Check:
    def check(typed: str) -> str:
        try:
            return date.fromisoformat(typed).isoformat()
        except ValueError:
            raise ValueError(ask.speech.say("A date is written YYYY-MM-DD.")) from None

    return check


def _rights(ask: Asker) -> Check:
    def check(typed: str) -> str:
        if not set(listed(typed)) <= set(Right):
            which = ask.speech.several(Right)
            raise ValueError(ask.speech.say("Choose among these: {which}.", which=which))
        return typed

    return check
