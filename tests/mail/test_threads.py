"""Which request a mail belongs to: by the message itself, by our reference, by what it answers."""

from datetime import date, timedelta

import pytest

from griffie.api.composition import Store
from griffie.application.access.roles import OPERATOR
from griffie.application.intake.settling import join, make_request
from griffie.application.intake.take_in import Taken, TakenAs
from griffie.application.requests.commands import command
from griffie.domain.request.reference import reference
from griffie.domain.request.remarks import RemarkCode
from griffie.domain.request.vocabulary import Identity, Relation, Status
from griffie.domain.rights_request import RightsRequest
from tests.conftest import Clock
from tests.given.inbox import A_MACHINE, bounce, incoming, mail, named, requested
from tests.mail.made import part, parted
from tests.mail.test_cases import CASES

C = RemarkCode


def joined(taken: Taken) -> RightsRequest:
    assert taken.how is TakenAs.JOINED
    assert taken.request
    return taken.request


def took(store: Store, request: RightsRequest, step: object, **words: object) -> RightsRequest:
    now = store.engine.now(OPERATOR)
    return store.requests.take(request.id, command(step, **words), now)  # type: ignore[arg-type]


@pytest.mark.parametrize("says_request", [False, True])
def test_a_reply_joins_by_our_reference_and_opens_nothing(
    store: Store, *, says_request: bool
) -> None:
    first = requested(store)
    reply = mail("Hierbij nog iets.", number="2", Subject=named(first))

    request = joined(incoming(store, reply, says_request=says_request))

    assert request.id == first.id
    assert {*request.remarks} - {*first.remarks} == {C.JOINED}
    assert len(request.documents) == len(first.documents) + 1
    assert (request.status, request.deadline, request.identity) == (
        *(Status.RECEIVED, first.deadline, Identity.NOT_QUESTIONED),
    )


def test_a_reply_joins_by_the_message_that_it_answers(store: Store) -> None:
    first = requested(store)
    second = mail("Nog iets.", number="2", References="<ours@iassist.be> <m1@example.be>")
    third = mail("En nog iets.", number="3", In_Reply_To="<m2@example.be>")

    assert joined(incoming(store, second)).id == first.id
    assert joined(incoming(store, third)).id == first.id


def test_who_else_writes_is_said_and_a_mail_address_has_no_capitals(store: Store) -> None:
    first = requested(store)
    same = mail("x", number="2", Subject=named(first), From="An.Peeters@EXAMPLE.be")
    other = mail("x", number="3", Subject=named(first), From="Jan Claes <jan@example.be>")

    assert C.OTHER_SENDER not in joined(incoming(store, same)).remarks
    assert C.OTHER_SENDER in joined(incoming(store, other)).remarks


def test_a_file_that_may_prove_who_asks_is_pointed_out_while_identity_is_doubted(
    store: Store,
) -> None:
    first, day = requested(store), store.engine.today()

    def reply(number: str) -> bytes:
        text = "Content-Type: text/plain\r\n\r\nHierbij."
        file = part("x", "image/png", Content_Disposition="attachment; filename=eid.png")
        head = {"Subject": named(first), "Message_ID": f"<{number}@example.be>"}
        return parted("mixed", text, file, From="An Peeters <an.peeters@example.be>", **head)

    assert C.MAY_BE_PROOF not in joined(incoming(store, reply("2"))).remarks
    said = {"grounds": "een andere naam", "asked_on": day, "asked_for": "een vraag"}
    took(store, first, RightsRequest.doubt_identity, **said)
    request = joined(incoming(store, reply("3")))
    assert C.MAY_BE_PROOF in request.remarks
    assert request.identity is Identity.DOUBTED


@pytest.mark.parametrize(
    "words",
    [
        *("Dit is een herinnering.", "Ik wacht nog altijd op antwoord op mijn verzoek."),
        *("Ik heb nog steeds niets van u gehoord.", "Mijn vraag is nog niet beantwoord."),
        *("Rappel : ma demande", "Je n'ai toujours pas reçu de réponse.", "J'attends toujours."),
        *("Ma demande est restée sans réponse.", "Je n'ai rien reçu de votre part."),
        *("Ich habe noch keine Antwort.", "Bis heute keine Rückmeldung.", "Ich warte noch."),
        *("I am still waiting.", "I haven't received a reply.", "You have not answered."),
    ],
)
def test_who_reminds_is_offered_as_a_reminder(store: Store, words: str) -> None:
    first = requested(store)

    request = joined(incoming(store, mail(words, number="2", Subject=named(first))))

    assert {C.JOINED, C.REMINDS} <= {*request.remarks}


@pytest.mark.parametrize(
    "words",
    [
        *("Hierbij mijn antwoord op uw vraag.", "Ik heb uw brief niet goed begrepen."),
        *("Voici ma réponse.", "Je ne veux pas de publicité.", "Hier ist meine Antwort."),
        *("Here is my answer.", "I do not want this.", "Ik wacht op de bus."),
    ],
)
def test_who_answers_reminds_of_nothing(store: Store, words: str) -> None:
    first = requested(store)

    request = joined(incoming(store, mail(words, number="2", Subject=named(first))))

    assert C.REMINDS not in request.remarks


def test_who_reminds_without_a_reference_is_known_by_the_address(store: Store) -> None:
    words = "Ik wacht nog altijd op een antwoord op mijn vraag van vorige maand."
    requested(store)

    mine = incoming(store, mail(words, number="2")).message
    others = incoming(store, mail(words, number="3", From="Jan <jan@x.example>")).message

    assert mine
    assert others
    assert C.REMINDS in mine.remarks
    assert C.REMINDS not in others.remarks


def _is_of_both(named: str) -> bool:
    """Whether it has a digit and a letter, as all but one in forty: else it may be any word."""
    return any(one.isdigit() for one in named) and any(one.isalpha() for one in named)


@pytest.mark.parametrize("hyphen", ["–", " - ", " ", ""])
def test_a_reference_that_was_typed_over_is_known(store: Store, hyphen: str) -> None:
    several = (requested(store, mail(number=f"a{number}")) for number in range(20))
    first = next(one for one in several if _is_of_both(reference(one.id)))
    typed = reference(first.id).lower().replace("-", hyphen)

    answer = incoming(store, mail("Nog iets.", number="2", Subject=f"Dossier {typed}"))

    assert joined(answer).id == first.id


def test_a_number_that_looks_like_a_reference_is_no_remark(store: Store) -> None:
    found = incoming(store, mail("Mijn klantnummer is AB123 45678.")).message

    assert found
    assert C.REFERENCE_UNKNOWN not in found.remarks


def ended(store: Store, request: RightsRequest, *, erased: bool = False) -> RightsRequest:
    """The request, answered and closed; perhaps with its personal data erased."""
    day = store.engine.today()
    took(
        store,
        request,
        RightsRequest.find_no_request,
        ground="fact/not_a_request",
        reason="Een proef.",
    )
    told = {"kind": "answer", "sent_on": day, "channel": "email"}
    took(store, request, RightsRequest.inform, rights=(), **told)
    request = took(store, request, RightsRequest.close)
    if not erased:
        return request
    erase = RightsRequest.erase_personal_data
    return took(store, request, erase, ground="test_data", explanation="Een proef.")


def test_after_the_end_it_is_correspondence_and_opens_nothing(store: Store) -> None:
    first = requested(store)
    closed = ended(store, first)

    request = joined(incoming(store, mail("Toch nog dit.", number="2", Subject=named(first))))

    assert (request.status, request.outcome) == (Status.CLOSED, closed.outcome)
    assert C.AFTER_CLOSE in request.remarks


def test_of_a_duplicate_it_joins_the_one_that_goes_on(store: Store) -> None:
    first, second = requested(store), requested(store, mail("Nog eens.", number="2"))
    took(store, second, RightsRequest.link, other=first.id, relation=Relation.DUPLICATE)

    assert joined(incoming(store, mail("x", number="3", Subject=named(second)))).id == first.id


def test_a_reference_of_ours_that_does_not_exist_is_said_and_changes_nothing_else(
    store: Store,
) -> None:
    raw = CASES["14-reply-to-our-letter"].read_bytes()

    assert C.REFERENCE_UNKNOWN in requested(store, raw).remarks


def test_what_was_erased_is_not_joined(store: Store) -> None:
    first = requested(store)
    ended(store, first, erased=True)

    taken = incoming(store, mail("x", number="2", Subject=named(first)))

    assert taken.how is TakenAs.WAITS
    assert incoming(store, mail()).how is TakenAs.WAITS  # by what it was known went with it


def test_a_bounce_joins_its_letter_and_an_absence_is_parked(store: Store) -> None:
    first = requested(store)
    away = mail("Ik ben er niet.", number="3", **A_MACHINE | {"Subject": named(first)})

    request = joined(incoming(store, bounce(named(first))))
    parked = incoming(store, away)

    assert {*request.remarks} - {*first.remarks} == {C.BOUNCE}
    assert request.deadline == first.deadline
    assert parked.message
    assert parked.message.parked
    assert C.REFERENCE_UNKNOWN not in parked.message.remarks


def test_a_bounce_of_nobodys_letter_waits(store: Store) -> None:
    taken = incoming(store, bounce("Re: offerte"))

    assert taken.message
    assert taken.message.parked


@pytest.mark.parametrize("says_request", [False, True])
def test_the_same_mail_by_two_roads_is_one_and_other_words_under_its_id_are_another(
    store: Store, clock: Clock, *, says_request: bool
) -> None:
    raw = CASES["11a-same-message-id"].read_bytes()
    first = incoming(store, raw, says_request=says_request)
    clock.at += timedelta(days=30)  # long after an idempotency key is forgotten
    road = raw.replace(b"mx1.iassist", b"mx2.iassist").replace(b"\r\n", b"\n")

    again = incoming(store, road, says_request=says_request)
    other = incoming(store, raw.replace(b"inzage.", b"kopie."), says_request=says_request)

    assert again.request == first.request
    assert again.message == first.message
    codes = (other.request or other.message).remarks  # type: ignore[union-attr]
    assert C.DUPLICATE_ID in codes
    before = (first.request or first.message).remarks  # type: ignore[union-attr]
    assert C.DUPLICATE_ID not in before


def test_what_joined_is_known_again_as_long_as_its_request(store: Store, clock: Clock) -> None:
    first = requested(store)
    reply = mail("x", number="2", Subject=named(first))
    joined(incoming(store, reply))
    clock.at += timedelta(days=30)

    taken = incoming(store, reply)

    assert taken.how is TakenAs.ON_FILE
    assert taken.request
    assert (taken.request.id, len(taken.request.documents)) == (first.id, 2)


def test_with_the_file_goes_what_is_left_of_the_messages_that_joined(store: Store) -> None:
    first = requested(store)
    message = incoming(store, mail("x", number="2")).message
    assert message
    join(store.engine, message.id, first.id, OPERATOR)
    assert store.vault.holds(message.id)  # its key: an older backup may hold its words

    ended(store, first, erased=True)

    assert not store.vault.holds(message.id)
    lines = {line.going.whose for line in store.beside.erasures.lines()}
    assert {first.id, message.id} <= lines
    assert store.check((), lambda *_: None)[0] == []


def test_a_message_keeps_its_name_as_a_request(store: Store) -> None:
    message = incoming(store, mail()).message
    assert message
    request = make_request(store.engine, message.id, OPERATOR)
    reply = mail("x", number="2", Subject=f"Re: {reference(message.id)}")

    assert joined(incoming(store, reply)).id == request.id == message.id
    assert request.received_on == date(2026, 3, 20)
