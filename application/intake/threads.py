"""Which request a mail is about: it is that very message, carries our reference, or answers one."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from uuid import UUID

from griffie.application.access.roles import OPERATOR
from griffie.application.engine import Engine
from griffie.application.intake.mail import Mail, Remark
from griffie.application.ports import MESSAGE, MESSAGE_ID
from griffie.application.register.find_request import find_request
from griffie.application.requests.requests import Once, UnknownRequestError
from griffie.application.views.opened_values import open_values
from griffie.domain.request.remarks import RemarkCode
from griffie.domain.request.vocabulary import Identity, Relation, Status
from griffie.domain.rights_request import RightsRequest

_REMINDS = re.compile(
    r"\b(herinnering|herinner u|nog (steeds |altijd )?(geen|niets|niet) [^.!?\n]{0,30}"
    r"(antwoord|reactie|gehoord|vernomen|ontvangen|gekregen|beantwoord)"
    r"|wacht(en)? (nog |steeds |altijd |al |reeds )+|(nog )?(steeds|altijd) op (een |uw )?antwoord"
    r"|rappel|relance|(pas|rien|aucune|jamais) [^.!?\n]{0,20}(réponse|reçu|répondu|nouvelles?)"
    r"|sans (réponse|nouvelles?)|attends? (toujours|encore)|toujours en attente"
    r"|erinnerung|erinnere|(noch|bis heute|bisher|immer noch) (keine?|nichts|nicht) [^.!?\n]{0,30}"
    r"(antwort|rückmeldung|erhalten|gehört|reaktion|beantwortet)|warte (immer )?noch"
    r"|reminder|no (answer|reply|response)|still (waiting|not|no)"
    r"|not (yet )?(heard|answered|replied)"
    r"|(not|(have|has|did)n['’]t|never) (yet )?(heard|received|had|answered|replied) [^.!?\n]{0,30}"
    r"(answer|reply|response|back|anything)|following up)\b",
    re.IGNORECASE,
)
_FIRST = 2_000
"""Letters of a mail in which somebody who reminds says so; what it quotes stands behind."""
_MOST = 50
"""References and ids of a mail that are looked up."""
_OF_ITS_LANGUAGE = {RemarkCode.LANGUAGE_SUPPOSED}
"""What is supposed of every mail, and says nothing of one that joins."""


def message_on_file(engine: Engine, mail: Mail) -> UUID | None:
    """The request, or the message of the inbox, that this very mail is; none for a new one."""
    if found := engine.vault.find(MESSAGE, mail.identity.hex()):
        return found[0]
    # What a release before this one took in stands there for seven days.
    mac, before = engine.mac, engine.now(OPERATOR)
    known = engine.requests.answered(
        Once(mac(b"mail\0" + mail.identity), mac(mail.identity)), before
    )
    return known.request_id if known else None


def request_answered(engine: Engine, mail: Mail) -> UUID | None:
    """The request of which a mail carries the reference, or one of whose messages it answers.

    Or whose letter a colleague passes on once more, as it was.

    Of a request that was merged, the one in which it goes on. None where there is no such request,
    or its personal data were erased.
    """
    for request in _named(engine, mail):
        going_on = _followed(engine, request)
        if going_on and not going_on.erased:
            return going_on.id
    return None


def _named(engine: Engine, mail: Mail) -> Iterator[UUID]:
    for reference in (*mail.references, *mail.typed)[:_MOST]:
        with suppress(LookupError):
            yield find_request(engine.named, reference)
    for answered in (*mail.answers, *mail.brings)[:_MOST]:
        yield from engine.vault.find(MESSAGE_ID, answered)


def _followed(engine: Engine, request_id: UUID) -> RightsRequest | None:
    with suppress(UnknownRequestError):  # a message of the inbox, or it left meanwhile
        request = engine.requests.load(request_id)
        for other, relation in request.links if request.merged else ():
            if relation is Relation.DUPLICATE:
                return _followed(engine, other)
        return request
    return None


def codes_of(engine: Engine, mail: Mail, also: Iterable[Remark] = ()) -> tuple[RemarkCode, ...]:
    """What is supposed of a mail that comes in and joins nothing, each code once."""
    codes = [remark.code for remark in (*mail.remarks, *also)]
    written = any(letter.isdigit() for one in mail.references for letter in one)
    if written and not request_answered(engine, mail):  # without a digit it may be two words
        codes.append(RemarkCode.REFERENCE_UNKNOWN)
    if not mail.automatic and _reminds(mail) and engine.vault.find("email", mail.sender_email):
        codes.append(RemarkCode.REMINDS)
    return tuple(dict.fromkeys([*codes, *_same_id(engine, mail, *mail.brings[:_MOST])]))


def _reminds(mail: Mail) -> bool:
    return bool(_REMINDS.search(f"{mail.subject}\n{mail.text[:_FIRST]}"))


def _same_id(engine: Engine, mail: Mail, *inside: str) -> Iterator[RemarkCode]:
    ids = (mail.message_id, *inside)
    if any(engine.vault.find(MESSAGE_ID, one) for one in ids if one):
        yield RemarkCode.DUPLICATE_ID


def codes_of_joining(
    engine: Engine, mail: Mail, request: RightsRequest, also: Iterable[Remark] = ()
) -> tuple[RemarkCode, ...]:
    """What a person should know of a mail that joins a request, each code once."""
    codes = [one.code for one in (*mail.remarks, *also) if one.code not in _OF_ITS_LANGUAGE]
    codes += _same_id(engine, mail)
    if mail.bounce:
        return tuple(dict.fromkeys(codes))
    codes.append(RemarkCode.JOINED)
    if mail.sender_email.lower() not in _known_addresses(engine, request):
        codes.append(RemarkCode.OTHER_SENDER)
    if _reminds(mail):
        codes.append(RemarkCode.REMINDS)
    if mail.attachments and request.identity is Identity.DOUBTED:
        codes.append(RemarkCode.MAY_BE_PROOF)
    if request.status is Status.CLOSED:
        codes.append(RemarkCode.AFTER_CLOSE)
    return tuple(dict.fromkeys(codes))


def _known_addresses(engine: Engine, request: RightsRequest) -> set[str]:
    """The addresses of who asks, and of who acts for them."""
    persons = (request.requester, request.representative)
    known = tuple(person.email for person in persons if person and person.email)
    return {str(one).strip().lower() for one in open_values(request, engine.vault, known).values()}
