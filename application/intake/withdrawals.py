"""Unsubscribing, and the button of a consent tool: a request with the right of each purpose.

What rests on consent is withdrawn (Article 7(3)); what is direct marketing is objected to (21(2));
what rests on an interest or a public task as well (21(1)), and research (21(6)). Whoever pressed
the button need not know which it is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Literal, NamedTuple
from uuid import UUID

from pydantic import Field, PrivateAttr

from griffie.application.access.roles import Account, Permission, Reach, may
from griffie.application.controller.announcements import Announced, announced_by
from griffie.application.controller.profile import ControllerProfile
from griffie.application.disclosure import Body, Disclosure
from griffie.application.engine import Engine
from griffie.application.portal.words_sent import About, as_file, join_words
from griffie.application.requests.bodies import Day, InvokedRight, Listed, Receive, Requester
from griffie.application.requests.requests import Once, UnknownRequestError
from griffie.domain.events import MessageJoined
from griffie.domain.law import Language, Right
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.recorded import Basis, Degree
from griffie.domain.model.setting import Occasion
from griffie.domain.request.vocabulary import Channel
from griffie.domain.rights_request import RightsRequest

CONSENT, MARKETING = Right.CONSENT_WITHDRAWAL, Right.DIRECT_MARKETING_OBJECTION


class Withdrawal(Body):
    """Somebody unsubscribed, or refused purposes with the button of a consent tool.

    For each purpose the right follows from the profile, or from what was announced: withdrawal of
    consent, objection to direct marketing, objection. No purpose named means all direct marketing
    where somebody unsubscribes, and with a consent tool also everything that rests on consent. It
    is joined to the announcement of a purpose, if there was one. The same again, while it waits,
    is no second request: it answers 200, and on a later day it is filed as a reminder.
    """

    email: Disclosure
    purposes: Listed = ()
    channel: Literal[Channel.UNSUBSCRIBE, Channel.CONSENT_TOOL] = Channel.UNSUBSCRIBE
    received_on: Day | None = Field(default=None, description="Today when left out.")
    language: Language | None = Field(
        default=None, description="That of the controller when left out."
    )


class Refusing(Receive):
    """A request that refuses purposes, some of which were announced."""

    _announced: dict[str, date] = PrivateAttr(default_factory=dict)

    def joined_to(self, announced: dict[str, date]) -> None:
        """Say on which day each purpose was announced."""
        self._announced.update(announced)

    def announced_purposes(self) -> frozenset[str]:
        """Those it may name although the profile does not know them yet."""
        return frozenset(self._announced)

    def carry_on(self, request: RightsRequest, now: Occasion) -> None:
        """Join it to what was announced, in the same breath."""
        for right, claim in list(request.claims.items()):
            for purpose in claim.purposes:
                if on := self._announced.get(purpose):
                    request.record_announcement(now, right=right, purpose=purpose, announced_on=on)


class Withdrawn(NamedTuple):
    """The request of a withdrawal, and whether it was opened by it."""

    request: RightsRequest
    is_new: bool


def receive_withdrawal(
    engine: Engine, said: Withdrawal, account: Account, once: Once | None = None
) -> Withdrawn:
    """Take it in as what it is in law; the same again, while that is open, is no second request.

    On a later day it joins as a reminder, once a day. Raises BadInputError for an unknown purpose.
    """
    now = engine.now(account)
    if repeated := engine.requests.repeated(once, now):
        return Withdrawn(repeated, is_new=True)
    received_on = said.received_on or now.today
    announced = announced_by(engine, received_on)
    rights = rights_of(said, engine.profile, announced)
    known = engine.vault.find("email", said.email.value)
    if found := _open_already(engine, known, said, rights, account):
        return Withdrawn(_reminded(engine, found, account), is_new=False)
    body = Refusing(
        received_on=received_on,
        channel=said.channel,
        language=said.language or engine.profile.languages.default,
        rights=tuple(
            InvokedRight(right=right, purposes=tuple(purposes))
            for right, purposes in rights.items()
        ),
        requester=Requester(email=said.email),
    )
    body.joined_to({name: one.announced_on for name, one in announced.items()})
    once = once or _once(engine, said, known, account)
    return Withdrawn(engine.requests.receive(body, now, once), is_new=True)


def _open_already(
    engine: Engine,
    known: Iterable[UUID],
    said: Withdrawal,
    rights: Mapping[Right, list[str]],
    account: Account,
) -> RightsRequest | None:
    """The request in which the same address asks the same by the same means, and waits for it.

    Who may read only what they entered is told of no other.
    """
    asked = {right: frozenset(purposes) for right, purposes in rights.items()}
    own = may(account.role, Permission.READ_STATE) is Reach.OWN
    for request_id in known:
        with suppress(UnknownRequestError):  # a message of the inbox
            request = engine.requests.load(request_id)
            waits = not (request.answered or request.outcome) and request.channel is said.channel
            seen = request.entered_by == account.id or not own
            claims = {one.right: frozenset(one.purposes) for one in request.claims.values()}
            if waits and seen and claims == asked:
                return request
    return None


def _reminded(engine: Engine, request: RightsRequest, account: Account) -> RightsRequest:
    """The same request; what comes on a later day is filed with it as a reminder, once a day."""
    today = engine.now(account).today
    heard = {one.received_on for one in request.kept_events if isinstance(one, MessageJoined)}
    if today in {request.received_on, *heard}:
        return request
    words = [as_file(f"{request.channel} ({today.isoformat()})")]
    return join_words(engine, request, About.REMINDER, words, by=account)


def _once(engine: Engine, said: Withdrawal, known: Iterable[UUID], account: Account) -> Once:
    """By what two that come at the same moment are one: they know the same earlier requests."""
    told = [account.id, said.channel, said.email.value, *said.purposes, *map(str, known)]
    mac = engine.mac("\0".join(["withdrawal", *told]).encode())
    return Once(mac, mac)


_UNSAID = {Channel.UNSUBSCRIBE: (MARKETING, CONSENT), Channel.CONSENT_TOOL: (CONSENT,)}
"""What pressing the button means where nothing is known of a purpose."""


def rights_of(
    said: Withdrawal, profile: ControllerProfile, announced: Mapping[str, Announced]
) -> dict[Right, list[str]]:
    """The rights by which somebody refuses, each with its purposes; none named means all."""
    known, unsaid = facts_of(profile, announced), _UNSAID[said.channel]
    if profile.purposes and (unknown := set(said.purposes) - known.keys()):
        raise BadInputError("purposes", f"{len(unknown)} neither in the profile nor announced")
    found: dict[Right, list[str]] = defaultdict(list)
    for name in said.purposes or known:
        facts = known.get(name)
        for right in facts.refused_by(said) if facts else unsaid:
            found[right].append(name)
    return dict(found) or {right: [] for right in unsaid}


class PurposeToRefuse(NamedTuple):
    """What of a purpose decides by which right it is refused."""

    bases: frozenset[Basis]
    marketing: bool
    research: bool = False

    def rights(self) -> Iterator[Right]:
        """The rights by which it is refused where somebody names it."""
        if self.marketing:
            yield MARKETING
        if Basis.CONSENT in self.bases:
            yield CONSENT
        elif not self.marketing:
            yield Right.RESEARCH_OBJECTION if self.research else Right.OBJECTION

    def refused_by(self, said: Withdrawal) -> Iterable[Right]:
        """The rights by which it is refused: where it was not named, no more than was pressed."""
        consents = said.channel is Channel.CONSENT_TOOL and Basis.CONSENT in self.bases
        return self.rights() if said.purposes or self.marketing or consents else ()


def facts_of(
    profile: ControllerProfile, announced: Mapping[str, Announced]
) -> dict[str, PurposeToRefuse]:
    """Every purpose by its code. What is in the profile goes before what was announced of it."""
    told = {
        name: PurposeToRefuse(frozenset({one.basis}), marketing=one.direct_marketing)
        for name, one in announced.items()
    }
    stated = {
        one.code: PurposeToRefuse(
            frozenset(stated.basis for stated in one.bases),
            marketing=one.direct_marketing is not Degree.NO,
            research=one.research is Degree.YES,
        )
        for one in profile.purposes
    }
    return told | stated
