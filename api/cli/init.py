"""`griffie init`: the first start of an office. Everything is asked first, then everything made."""

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from logging import ERROR, getLogger
from pathlib import Path
from typing import Annotated, Any

import typer

from griffie.api.cli.first_questions import ask_for_profile
from griffie.api.cli.first_words import Administrator, after, before
from griffie.api.cli.options import FOLDER, Data, Database, Kek, errors_as_sentences, failure
from griffie.api.cli.purpose_questions import ask_for_gaps
from griffie.api.cli.questions import Asker, ask_language, on_a_terminal, spoken_language
from griffie.api.composition import beside_the_folder, kek_path, open_store, profile_path
from griffie.api.words.speech import Speech
from griffie.application.access.roles import OPERATOR, Role
from griffie.application.controller.load_profile import load_profile
from griffie.application.controller.profile import ControllerProfile
from griffie.application.controller.profile_file import profile_text
from griffie.application.errors import StoreError
from griffie.domain.law import Language

_STOPPED = 130
"""The exit code of a program that was stopped with Ctrl-C."""

Text = Annotated[str | None, typer.Option(help="Else it is asked.")]
Many = list[str] | None


def _option(said: str, *names: str) -> Any:
    return typer.Option(*names, help=said)


def init(
    profile: Annotated[
        Path | None, _option("A profile that exists; nothing about the controller is asked.")
    ] = None,
    country: Annotated[str | None, _option("The country whose rules hold: be, nl, de, lu.")] = None,
    authority: Annotated[str | None, _option("The authority, where there are several.")] = None,
    authority_name: Annotated[str | None, _option("Of a Land: what it is called.")] = None,
    authority_address: Annotated[str | None, _option("Of a Land: its postal address.")] = None,
    authority_website: Annotated[str | None, _option("Of a Land: its website.")] = None,
    name: Annotated[str | None, _option("What the controller is called.")] = None,
    legal_form: Annotated[str | None, _option("Its legal form, such as bv or srl.")] = None,
    number: Annotated[str | None, _option("Its number in the company register.")] = None,
    address: Annotated[str | None, _option("Its postal address.")] = None,
    email: Annotated[str | None, _option("Where people write about their data.")] = None,
    phone: Annotated[str | None, _option("Its telephone number.")] = None,
    website: Annotated[str | None, _option("Its website.")] = None,
    dpo_name: Annotated[str | None, _option("The data protection officer.")] = None,
    dpo_email: Annotated[str | None, _option("The officer's e-mail address.")] = None,
    dpo_phone: Annotated[str | None, _option("The officer's telephone number.")] = None,
    letters_in: Annotated[
        str | None, _option("Languages of letters, between commas; the first is the office's own.")
    ] = None,
    mail_hosts: Annotated[str | None, _option("Servers that take mail in, between commas.")] = None,
    four_eyes: Annotated[
        bool | None,
        _option("A second person approves each refusal.", "--four-eyes/--one-pair-of-eyes"),
    ] = None,
    purpose: Annotated[Many, _option("A purpose of processing; again for each.")] = None,
    basis: Annotated[
        Many, _option("PURPOSE=a..f: the point of Article 6(1) on which it rests.")
    ] = None,
    marketing: Annotated[Many, _option("PURPOSE that is direct marketing.")] = None,
    holds: Annotated[Many, _option("PURPOSE=KIND,KIND: which data it needs.")] = None,
    recipient: Annotated[Many, _option("PURPOSE=NAME:KIND:COUNTRY: who receives its data.")] = None,
    keeps: Annotated[
        Many, _option("PURPOSE/KIND=PERIOD from WHEN: how long data are kept.")
    ] = None,
    by_act: Annotated[Many, _option("PURPOSE/KIND=ACT: which act demands that period.")] = None,
    origin: Annotated[
        Many, _option("KIND=SOURCE: where data come from that no person gave.")
    ] = None,
    safeguards: Annotated[
        Many, _option("RECIPIENT=WORDS: what protects data outside the EEA.")
    ] = None,
    admin_name: Annotated[
        str | None,
        _option("Who administers; kept encrypted. Others on this machine may see it here."),
    ] = None,
    admin_sign_in: Annotated[
        str, _option("Under which name the administrator signs in; empty: with the token alone.")
    ] = "admin",
    port: Annotated[int, typer.Option(min=1, max=65_535, help="Where it will be served.")] = 8000,
    language: Annotated[
        Language | None, _option("In which language this speaks; else that of the terminal.")
    ] = None,
    yes: Annotated[bool, _option("Ask nothing: what is not given is left out.", "--yes")] = False,
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
) -> None:
    """Set up a new office: its profile, its store, its keys and its first administrator.

    Asks what no option says; where there is no terminal, as with `--yes`, that is left out. Nothing
    is made before everything is answered.
    """
    given = {one.replace("_", "-"): value for one, value in locals().items()}
    asks = on_a_terminal() and not yes
    spoken = spoken_language(language)
    with errors_as_sentences(), _stopped(Speech(spoken)):
        speech = Speech(ask_language(spoken) if asks and language is None else spoken)
        ask = Asker(speech, given, asks=asks)
        if database:
            raise StoreError(
                "griffie init sets up a store in a folder. On a server: griffie migrate --database,"
                " then griffie token create."
            )
        folder = data.resolve()
        _refuse_what_is_there(folder, profile, speech)
        if asks:
            typer.echo(before(speech, folder))
        started = load_profile(profile) if profile else ask_for_profile(ask)
        text = _text(ask_for_gaps(ask, started), started, profile)
        administrator = ask.text("admin-name", speech.say("Who administers? (may stay empty)"))
        if ask.asks and not ask.yes("", speech.say("Set up the office now?"), default=True):
            raise typer.Abort
        made = _make(folder, kek, text, administrator, admin_sign_in.strip())
        typer.echo(after(speech, folder, kek or kek_path(folder), made, port))


@contextmanager
def _stopped(speech: Speech) -> Iterator[None]:
    """Within the block Ctrl-C, or the end of input, ends the command with a sentence."""
    try:
        yield
    except (typer.Abort, KeyboardInterrupt, EOFError):
        typer.echo()
        raise failure(speech.say("Stopped. Nothing was made."), _STOPPED) from None


def _refuse_what_is_there(folder: Path, profile: Path | None, speech: Speech) -> None:
    """Raises StoreError where there is a store, or a profile that would be written over."""
    if (folder / "griffie.db").exists():
        raise StoreError(
            speech.say(
                "There is a store in {folder}. Let somebody in with griffie token create.",
                folder=folder,
            )
        )
    written = profile_path(folder)
    if written.exists() and not (profile and profile.resolve() == written):
        raise StoreError(
            speech.say(
                "There is a profile {file}. Use it with --profile, or move it away.", file=written
            )
        )


def _text(full: ControllerProfile, started: ControllerProfile, profile: Path | None) -> str:
    """The file of the profile: a given one as it is, unless something was added to it."""
    if profile and full == started:
        return profile.read_text("utf-8")
    return profile_text(full)


@contextmanager
def _no_word_of_the_key() -> Iterator[None]:
    """That a master key was made is said at the end. Whoever makes another one later is told so."""
    log = getLogger("griffie.master_key")
    level = log.level
    log.setLevel(ERROR)
    try:
        yield
    finally:
        log.setLevel(level)


def _make(
    folder: Path, kek: Path | None, text: str, administrator: str, sign_in_name: str = ""
) -> Administrator:
    """Make profile, store and administrator, or nothing of it. Gives token and password.

    Ctrl-C waits until it is done. Raises StoreError, MasterKeyError, UnreadableProfileError,
    OSError.
    """
    written = profile_path(folder)
    made = [
        one
        for one in (folder, written, *beside_the_folder(folder), kek)
        if one and not one.exists()
    ]
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        written.parent.mkdir(parents=True, exist_ok=True)
        if written in made:
            _write_new(written, text)
        with _no_word_of_the_key():
            store = open_store(folder, kek=kek, profile=load_profile(written))
        try:
            now = store.engine.now(OPERATOR)
            first = store.engine.directory.create(Role.ADMIN, administrator, None, now)
            give = store.engine.credentials.give_one_time
            password = give(first.account_id, sign_in_name, now) if sign_in_name else None
            return Administrator(first.secret, password)
        finally:
            store.engine.close()
    except BaseException:
        for one in made:
            _remove(one)
        raise
    finally:
        signal.sigtimedwait({signal.SIGINT, signal.SIGTERM}, 0)  # came too late to stop anything
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def _write_new(path: Path, text: str) -> None:
    """Write a file that was not there, mode 0600, flushed to the disk. Raises OSError."""
    with os.fdopen(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", -1, "utf-8"
    ) as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())


def _remove(path: Path) -> None:
    shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
