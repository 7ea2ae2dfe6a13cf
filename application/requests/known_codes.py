"""Whether the codes and accounts that a command names exist.

A code is no place for personal data: where the profile in force names some purposes, categories,
recipients or systems, another one is refused. `other` always exists; what it is stands in sealed
words. What a request has recorded of itself stays sayable, whatever the profile says today.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from griffie.application.disclosure import Body
from griffie.application.requests.bodies import Receive
from griffie.application.requests.commands import COMMANDS, Command
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.setting import Controller
from griffie.domain.model.values import OTHER, CodeKind
from griffie.domain.request.disclosed import recipients_of
from griffie.domain.rights_request import RightsRequest

KnowsAccount = Callable[[str], bool]
Named = tuple[str, CodeKind, Iterable[str]]
"""A field, of which list it names something, and what it names."""

_UNKNOWN = {
    CodeKind.PURPOSE: "not a purpose of the profile: use its codes, or other",
    CodeKind.CATEGORY: "not a category of the profile: use its codes, or other",
    CodeKind.RECIPIENT: "not a recipient of the profile: use its codes, or other",
    CodeKind.SYSTEM: "not a system of the profile: use its codes, or other",
    CodeKind.ACCOUNT: "no such account",
}

_ASKED_FOR = frozenset(COMMANDS)
"""What somebody asks for; the clock takes steps that name nothing of the controller's."""


def check_codes(
    body: Body, controller: Controller, knows_account: KnowsAccount, request: RightsRequest | None
) -> None:
    """Raises BadInputError for the first field that names what does not exist.

    `request` is the request as it stands; none for one that comes in.
    """
    for word, kind, names in _named(body):
        if kind is CodeKind.ACCOUNT:
            if not all(knows_account(name) for name in names):
                raise BadInputError(word, _UNKNOWN[kind])
            continue
        asked = set(names) - {OTHER} - _recorded(kind, request)
        known = controller.codes.get(kind, frozenset())
        foreign = asked & controller.codes.get(CodeKind.PURPOSE, frozenset())
        if (known and asked - known) or (kind is CodeKind.CATEGORY and foreign - known):
            raise BadInputError(word, _UNKNOWN[kind])


def _named(body: Body) -> Iterator[Named]:
    if isinstance(body, Receive):
        for n, right in enumerate(body.rights):
            purposes = set(right.purposes) - body.announced_purposes()
            yield f"rights.{n}.purposes", CodeKind.PURPOSE, purposes
            yield f"rights.{n}.categories", CodeKind.CATEGORY, right.categories
    elif isinstance(body, Command) and type(body) in _ASKED_FOR:
        for word in body.step().words:
            said: Any = getattr(body, word.name)
            if word.of and said:
                yield word.name, word.of, (said,) if isinstance(said, str) else said


def _recorded(kind: CodeKind, request: RightsRequest | None) -> set[str]:
    """What the request names already, perhaps under an older profile."""
    if request is None:
        return set()
    claims = request.claims.values()
    match kind:
        case CodeKind.PURPOSE:
            announced = {one.purpose for claim in claims for one in claim.announced}
            return announced.union(*(claim.purposes for claim in claims))
        case CodeKind.CATEGORY:
            return set().union(*(claim.categories for claim in claims))
        case CodeKind.RECIPIENT:
            received = set().union(*(recipients_of(request, claim) for claim in claims))
            return received | {task.whom for task in request.tasks}
    restricted = set().union(*(one.systems for one in request.restrictions))
    return restricted | {task.whom for task in request.tasks}
