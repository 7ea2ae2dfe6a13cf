"""Questions of the command line: each has an option, and is asked only where that is not given.

On a terminal a bad answer is asked again. Without one nothing is asked: what is needed and was not
given is named, all of it at once.
"""

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import typer

from griffie.api.words.speech import Speech, preferred_language
from griffie.domain.errors import UnusableInputError
from griffie.domain.law import Language

Check = Callable[[str], str]
"""Gives the answer as it is kept. Raises ValueError with a sentence in the language spoken."""


class UnansweredError(UnusableInputError):
    """An answer is needed that nobody gave, or one that was given cannot be used."""

    code = "unanswered"
    sentence = "An answer is needed"


def spoken_language(asked: Language | None) -> Language:
    """The language asked for, else that of the terminal's locale (`nl_BE.UTF-8`), else English."""
    named = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return asked or preferred_language(named.partition("_")[0], Language.EN)


def ask_language(likely: Language) -> Language:
    """In which language to go on: the one question that is asked in all four."""
    names = {one.value: Speech(one).tongue(one.value) for one in Language}
    question = "Nederlands, français, Deutsch, English?"
    ask = Asker(Speech(likely), {}, asks=True)
    return Language(ask.choice("", question, names, default=likely.value))


def on_a_terminal() -> bool:
    """Whether somebody can be asked: input and output are both a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


class Asker:
    """Finds answers: among the options that were given, else from who sits at the terminal."""

    def __init__(self, speech: Speech, given: Mapping[str, Any], *, asks: bool) -> None:
        """`given` maps the name of an option (`legal-form`) to its value; `asks`: may be asked."""
        self.speech, self._given, self.asks = speech, given, asks
        self.missing: list[str] = []

    def given(self, option: str) -> tuple[str, ...]:
        """What was given for an option that may be given several times."""
        return tuple(self._given.get(option) or ())

    def said(self, names: Mapping[Any, str]) -> dict[str, str]:
        """Names by their key, in the language that is spoken."""
        return {str(key): self.speech.say(name) for key, name in names.items()}

    def text(
        self,
        option: str,
        question: str,
        *,
        check: Check | None = None,
        default: str = "",
        needed: bool = False,
    ) -> str:
        """An answer of one line; empty where none is needed and none was given."""
        given = self._given.get(option)
        if given is not None:
            return self.checked(option, str(given), check, needed=needed)
        if not self.asks:
            if needed and not default:
                self.missing.append(f"--{option}")
            return default
        return self.line(question, check=check, default=default, needed=needed)

    def line(
        self, question: str, *, check: Check | None = None, default: str = "", needed: bool = False
    ) -> str:
        """An answer from the terminal, asked again, with the reason, until it can be used."""
        shown = f"{question} [{default}]:" if default else question
        while True:
            typed = typer.prompt(shown, default=default, show_default=False, prompt_suffix=" ")
            try:
                return self._checked(str(typed), check, needed=needed)
            except ValueError as wrong:
                typer.echo(f"  {wrong}")

    def yes(self, option: str, question: str, *, default: bool = False) -> bool:
        """Yes or no, in the language that is spoken; `default` where nobody is asked."""
        if self._given.get(option) is not None or not self.asks:
            return bool(self._given.get(option, default))
        yes, no = self.speech.say("yes"), self.speech.say("no")

        def which(typed: str) -> str:
            for word in (yes, no):
                if typed.strip() and word.startswith(typed.strip().lower()):
                    return word
            raise ValueError(self.speech.say("Answer {yes} or {no}.", yes=yes, no=no))

        return self.line(question, check=which, default=yes if default else no) == yes

    def choice(
        self,
        option: str,
        question: str,
        names: Mapping[str, str],
        *,
        default: str = "",
        numbered: bool = False,
    ) -> str:
        """One of `names`, by its key or by what it is called; on a terminal all are shown.

        `numbered`: the keys are words of ours, and the terminal shows numbers in their place.
        """
        numbers = {key: str(n) for n, key in enumerate(names, 1)} if numbered else {}

        def known(typed: str) -> str:
            for key, name in names.items():
                if typed in {key, numbers.get(key)} or typed.casefold() == name.casefold():
                    return key
            which = self.speech.several(numbers.get(key, key) for key in names)
            raise ValueError(self.speech.say("Choose one of these: {which}.", which=which))

        if self.asks and self._given.get(option) is None:
            width = max(len(numbers.get(key, key)) for key in names)
            for key, name in names.items():
                said = numbers.get(key, key)
                typer.echo(f"  {said:<{width}}  {name}" if said != name else f"  {said}")
            default = numbers.get(default, default)
        return self.text(option, question, check=known, default=default, needed=not default)

    def refuse_what_is_missing(self) -> None:
        """Raises UnansweredError that names every option which is needed and was not given."""
        if self.missing:
            options = ", ".join(self.missing)
            raise UnansweredError(
                self.speech.say(
                    "Nobody can be asked here. Give these options: {options}.", options=options
                )
            )

    def checked(self, option: str, typed: str, check: Check | None, *, needed: bool = False) -> str:
        """The value of an option as it is kept. Raises UnansweredError that names the option."""
        try:
            return self._checked(typed, check, needed=needed)
        except ValueError as wrong:
            raise UnansweredError(f"--{option}: {wrong}") from None

    def _checked(self, typed: str, check: Check | None, *, needed: bool) -> str:
        typed = typed.strip()
        if any(not letter.isprintable() for letter in typed):
            raise ValueError(self.speech.say("Only letters, digits and signs, in one line."))
        if not typed:
            if needed:
                raise ValueError(self.speech.say("This is needed."))
            return ""
        return check(typed) if check else typed


def listed(typed: str) -> tuple[str, ...]:
    """What stands between commas, each once, in the order typed."""
    return tuple(dict.fromkeys(one.strip() for one in typed.split(",") if one.strip()))


def pairs(option: str, given: Iterable[str]) -> list[tuple[str, str]]:
    """What was given as `NAME=VALUE`, several times. Raises UnansweredError."""
    found = []
    for one in given:
        name, equals, value = one.partition("=")
        if not (equals and name.strip() and value.strip()):
            raise UnansweredError(f"--{option}: NAME=VALUE")
        found.append((name.strip(), value.strip()))
    return found
