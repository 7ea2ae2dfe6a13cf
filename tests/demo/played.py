"""The story of the demonstration, played by the engine without a store."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from griffie.api.composition import read_mail
from griffie.api.demo.story import StoryCommand, demo_mail, story
from griffie.application.controller.load_profile import load_profile
from griffie.application.intake.filing import Filing, arrival, read
from griffie.application.intake.receive_mail import ReceiveMail, Said, body_of
from griffie.application.requests.commands import COMMANDS, InvokedRight, Receive
from griffie.domain.model.setting import Occasion
from griffie.domain.rights_request import RightsRequest

ROOT = Path(__file__).parents[2]
IASSIST = load_profile(ROOT / "docs" / "examples" / "iassist.toml")
BY_PATH = {command.step().path: command for command in COMMANDS}
A_MONDAY = date(2026, 11, 23)


@lru_cache(2)
def played(today: date) -> dict[str, RightsRequest]:
    """The requests as the story leaves them: every deed decided by the engine, in order."""
    return dict(deed_by_deed(today))  # the last of each stands


def deed_by_deed(today: date) -> Iterator[tuple[str, RightsRequest]]:
    """Each request as one deed after the other leaves it."""
    controller = IASSIST.ruling(demo=True)
    requests: dict[str, RightsRequest] = {}
    names: dict[UUID, str] = {}

    def load(request_id: UUID) -> RightsRequest:
        return requests[names[request_id]]

    for deed in story(today):
        now = Occasion(deed.actor, deed.at, controller)
        if deed.command == "announce":
            continue
        if deed.command in {"receive", "receive-mail"}:
            request_id = uuid5(NAMESPACE_URL, deed.request)
            names[request_id] = deed.request
            mailed = deed.command == "receive-mail"
            body = received(deed, now) if mailed else Receive.model_validate(deed.body)
            requests[deed.request] = RightsRequest.receive(request_id, now, body.event(now))
        else:
            said = dict(deed.body)
            if "other" in said:
                said["other"] = requests[said["other"]].id
            command = BY_PATH[deed.command].model_validate(said)
            command.carry_out(requests[deed.request], now, load)
        yield deed.request, requests[deed.request]


def received(deed: StoryCommand, now: Occasion) -> ReceiveMail:
    """What the office makes of a mail of the story."""
    raw = demo_mail(deed.body["file"], now.today)
    mail = read(read_mail, IASSIST, raw)
    filing, came = Filing(mail, raw), arrival(mail, now)
    said = Said(rights=[InvokedRight(right=right) for right in deed.body["rights"]])
    body = body_of(mail, said, came.on, IASSIST.languages.default, filing.words)
    body.came_as(filing, [one.code for one in (*mail.remarks, *came.remarks)], None, None)
    return body
