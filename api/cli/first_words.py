"""What `griffie init` says before its first question, and when everything is made."""

from pathlib import Path
from typing import NamedTuple

from griffie.api.composition import beside_the_folder, profile_path
from griffie.api.words.speech import Speech
from griffie.application.access.credentials import OneTimePassword


class Administrator(NamedTuple):
    """With what the first administrator signs in. Nobody can show either again."""

    token: str
    password: OneTimePassword | None


def before(speech: Speech, folder: Path) -> str:
    """Where an office will be set up, and how its questions are answered."""
    say = speech.say
    said = [
        say("A new office is set up in {folder}.", folder=folder),
        say("Enter alone takes what stands in brackets."),
        say("Ctrl-C stops: nothing is made before the end."),
        say(
            "What you leave empty can be written into the profile later: {file}.",
            file=profile_path(folder),
        ),
    ]
    return "\n".join([*said, ""])


def after(speech: Speech, folder: Path, kek: Path, made: Administrator, port: int) -> str:
    """What lies where, what must be copied where, and how to come in; the address stands last."""
    say = speech.say
    checkpoint, _, erasures = beside_the_folder(folder)[1:]
    lies = [
        (say("store"), str(folder)),
        (say("profile"), str(profile_path(folder))),
        (say("master key"), str(kek)),
    ]
    keep = [
        say("The master key opens every name in the store. Copy it now to a place of its own."),
        say("Lose it, and nobody reads a name again."),
        say("Never put it where copies of the store lie: whoever takes both reads everything."),
        say(
            "Copy the store every day: griffie backup --to FOLDER --keys-to OTHER, each elsewhere."
        ),
        say(
            "Copy {checkpoint} and {erasures} too: they say what is newest, and what was erased.",
            checkpoint=checkpoint.name,
            erasures=erasures.name,
        ),
    ]
    return "\n".join(
        [
            say("The office is set up. This lies here, and belongs together:"),
            *_aligned(lies),
            "",
            *keep,
            "",
            *_aligned(_ways_in(speech, folder, made, port)),
            say("More people: at the page “People”, or with griffie token create --role dpo."),
            "",
            say("Sign in:"),
            f"http://127.0.0.1:{port}/login",
        ]
    )


def _ways_in(speech: Speech, folder: Path, made: Administrator, port: int) -> list[tuple[str, str]]:
    """How it is started, and what a person and a program come in with."""
    say = speech.say
    found = [(say("start"), f"griffie serve --data {folder} --port {port}")]
    if made.password:
        found.append((say("sign-in name"), made.password.sign_in_name))
        once = say("once, within seven days")
        found.append((say("password"), f"{made.password.secret} ({once})"))
    shown = say("for programs; shown once and never again")
    return [*found, (say("token"), f"{made.token} ({shown})")]


def _aligned(lines: list[tuple[str, str]]) -> list[str]:
    """A label and what it labels, in two columns."""
    width = max(len(label) for label, _ in lines)
    return [f"  {label:<{width}}  {said}" for label, said in lines]
