"""A store that looks like an office at work, served: `python3 dev.py demo`.

The story goes through the real commands, each on the day on which it happened; only a store whose
log says `.demo` may have such a clock.
"""

import argparse
import logging
import secrets
import shutil
import sys
from datetime import UTC, datetime, time
from pathlib import Path
from socket import socket
from typing import Any
from uuid import UUID

from griffie.api.cli.options import progress_bar
from griffie.api.composition import Store, beside_the_folder, open_store, read_mail
from griffie.api.composition.web import application
from griffie.api.demo.story import StoryCommand, demo_mail, story
from griffie.api.demo.waiting import leave_waiting
from griffie.api.memory import collect_rarely
from griffie.api.server.limits import Limits, fitted_to_files
from griffie.api.server.logs import start_logging
from griffie.api.server.run import bind, run
from griffie.application.access.roles import OPERATOR, Account, Role
from griffie.application.clock import SYSTEM, Ticker
from griffie.application.controller.announcements import Announce, announce
from griffie.application.controller.load_profile import load_profile
from griffie.application.intake.receive_mail import receive_mail
from griffie.application.requests.commands import COMMANDS, Receive
from griffie.domain.errors import OperatorNeededError
from griffie.domain.law.calendar import DAY
from griffie.domain.law.deadlines import civil_date
from griffie.domain.model.setting import Occasion

_FOLDER = Path(".demo") / "store"
_EARLY = time(5)
PROFILE = Path(__file__).with_name("iassist.toml")
"""The profile of the invented office; it is part of the package, docs/examples links to it."""
_BY_PATH = {command.step().path: command for command in COMMANDS}
_NAMES = {
    "u-11": "Lien Vervaet",
    "u-12": "Karim Amrani",
    "u-13": "Joke Steyaert",
    "u-20": "Sofie Roelandt",
    "u-30": "Pieter Vandekerckhove",
    Role.AUDITOR: "Anne Delcourt",
    Role.REPORTER: "Thomas Quintens",
    Role.ADMIN: "Greet Libbrecht",
}
"""Who works at the invented office, by their place in the story, or by role. All are invented."""
TOLD = (
    "  To try: /inbox holds a mail that a colleague passed on, and one that may ask nothing;",
    "  /approvals a refusal that a second person must see (sign in as dpo); /retention a copy of",
    "  data that went out long ago and is due to be erased; /reports figures and the records of",
    "  processing activities; /audit/inspection a file for an authority. Requests that are decided",
    "  in part show it on their page.",
)
"""What stands below the addresses: where something waits for whoever looks on."""
_ROLES = (Role.HANDLER, Role.DPO, Role.INTAKE, Role.AUDITOR, Role.REPORTER, Role.ADMIN)


class _Office:
    """The story on its way into a store: who is who, which request is which, what time it is."""

    def __init__(self, folder: Path) -> None:
        self.at = datetime.min.replace(tzinfo=UTC)
        profile = load_profile(PROFILE)
        self.store = open_store(folder, profile=profile, clock=lambda: self.at, demo=True)
        self.tokens: dict[Role, str] = {}
        self._accounts: dict[str, Account] = {}
        self._requests: dict[str, UUID] = {}
        engine = self.store.engine
        self._ticking = Ticker(engine.requests, engine.current, engine.retention)

    def employ(self, deeds: list[StoryCommand]) -> None:
        """Give everybody in the story an account, and every role a token."""
        for deed in deeds:
            if deed.actor not in self._accounts:
                self._account(Role(deed.role), deed.actor)
        for role in _ROLES:
            if role not in self.tokens:
                self._account(role, role)

    def _account(self, role: Role, actor: str) -> None:
        token = self.store.access.create_token(role, _NAMES.get(actor, f"demo {role}"))
        account = self.store.access.account_of(token)
        assert account is not None
        self._accounts[actor] = account
        self.tokens.setdefault(role, token)

    def days_pass(self, until: datetime) -> None:
        """Every morning since the last deed the clock ticks, as it does where one serves."""
        if not self._requests:
            return
        while (morning := datetime.combine(civil_date(self.at) + DAY, _EARLY, UTC)) <= until:
            self.at = morning
            now = Occasion(SYSTEM, morning, self.store.engine.controller)
            for _ in self._ticking.tick(now):
                pass

    def carry_out(self, deed: StoryCommand) -> None:
        """One deed, when it happened. Raises what the engine objects."""
        self.days_pass(deed.at)
        self.at = max(deed.at, self.at)
        now = self.store.engine.now(self._accounts[deed.actor])
        if deed.command == "receive-mail":
            mail, rights = demo_mail(deed.body["file"], now.today), deed.body["rights"]
            taken = receive_mail(self.store.engine, read_mail, mail, None, rights)
            self._requests[deed.request] = taken.request.id
        elif deed.command == "announce":
            announce(self.store.engine, Announce.model_validate(deed.body), now)
        elif deed.command == "receive":
            received = self.store.requests.receive(Receive.model_validate(deed.body), now)
            self._requests[deed.request] = received.id
        else:
            command = _BY_PATH[deed.command].model_validate(self._named(deed.body))
            self.store.requests.take(self._requests[deed.request], command, now)

    def ends_at(self, now: datetime) -> None:
        """What is left for whoever looks on."""
        self.at = now
        clerk = next(one for one in self._accounts.values() if one.role is Role.HANDLER)
        leave_waiting(self.store.engine, clerk)

    def _named(self, body: dict[str, Any]) -> dict[str, Any]:
        """Where the story names a colleague or another request, whom that is here."""
        named = dict(body)
        for word in {"handler", "assignee"} & named.keys():
            named[word] = self._accounts[named[word]].id
        if "other" in named:
            named["other"] = str(self._requests[named["other"]])
        return named


def fill(folder: Path, now: datetime) -> dict[Role, str]:
    """A fresh store with the whole story in it, as far as it has happened; one token a role."""
    if folder.exists():
        shutil.rmtree(folder)
    for file in beside_the_folder(folder.resolve()):
        file.unlink(missing_ok=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    deeds = [deed for deed in story(civil_date(now)) if deed.at <= now]
    office = _Office(folder)
    office.employ(deeds)
    with progress_bar("An office at work") as progress:
        for done, deed in enumerate(deeds, start=1):
            office.carry_out(deed)
            progress(done, len(deeds))
    office.days_pass(now)
    office.ends_at(now)
    office.store.engine.current()
    office.store.engine.close()
    return office.tokens


def _passwords(store: Store, tokens: dict[Role, str]) -> str:
    """Let one account a role sign in with the name of the role; gives the password of all."""
    password = secrets.token_urlsafe(12)
    for role, token in tokens.items():
        account = store.access.account_of(token)
        assert account is not None
        now = store.engine.now(OPERATOR)
        store.engine.credentials.make(account.id, role, password, now)
    return password


def _serve(folder: Path, listening: socket, limits: Limits, tokens: dict[Role, str]) -> None:
    port = listening.getsockname()[1]
    store: Store = open_store(folder, profile=load_profile(PROFILE), demo=True)
    with store.serving():
        lines = [
            "",
            f"  Console        http://127.0.0.1:{port}/",
            f"  API            http://127.0.0.1:{port}/api/v1  (documentation: /docs)",
            "",
            *(f"  {role:<10} {token}" for role, token in tokens.items()),
            "",
            f"  Or sign in with one of these names and the password: {_passwords(store, tokens)}",
            "",
            *TOLD,
            "",
            f"  {store.history.newest()} events in {folder}; Ctrl-C stops.",
        ]
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()
        start_logging()
        logging.getLogger("griffie.http").setLevel(logging.WARNING)  # who looks on sees the page
        run(application(store.engine), listening, limits)


def main() -> None:
    """The entry point: fill a fresh store with the story, then serve it."""
    collect_rarely()
    parser = argparse.ArgumentParser(prog="python -m griffie.api.demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--fill-only", action="store_true", help="make the store, do not serve it")
    asked = parser.parse_args()
    if asked.fill_only:
        fill(_FOLDER, datetime.now(UTC))
        return
    try:  # before two minutes of filling
        limits, listening = fitted_to_files(Limits()), bind("127.0.0.1", asked.port)
    except OperatorNeededError as trouble:
        sys.exit(f"demo: {trouble}")
    _serve(_FOLDER, listening, limits, fill(_FOLDER, datetime.now(UTC)))


if __name__ == "__main__":
    main()
