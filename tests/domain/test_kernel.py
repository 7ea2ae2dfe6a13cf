"""What everything stands on: an event belongs in its place, and an objection says why."""

from uuid import UUID

import pytest
from eventsourcing.domain import OriginatorIDError, OriginatorVersionError

from griffie.domain.law import GDPR, Right
from griffie.domain.model.errors import BadInputError, OutOfOrderError, UnlawfulError
from griffie.domain.model.event import Event
from griffie.domain.request.reference import reference, references_in, typed_in
from griffie.domain.rights_request import RightsRequest
from tests.given.past import ID, NOW, fee_proposed, given, granted, received


@pytest.mark.parametrize("version", [0, 1, 3])
def test_an_event_out_of_its_order_is_not_folded_in(version: int) -> None:
    request = given(received(Right.ACCESS))

    with pytest.raises(OriginatorVersionError):
        granted(Right.ACCESS).stamped(ID, version, NOW).mutate(request)

    assert request.version == 1


def test_an_event_of_another_request_is_not_folded_in() -> None:
    request = given(received(Right.ACCESS))

    with pytest.raises(OriginatorIDError):
        granted(Right.ACCESS).stamped(UUID(int=9), 2, NOW).mutate(request)

    assert request.version == 1


def test_an_event_in_its_place_moves_the_request_on() -> None:
    request = given(received(Right.ACCESS))

    moved = granted(Right.ACCESS).stamped(ID, 2, NOW).mutate(request)

    assert moved is request
    assert (request.version, request.modified_on) == (2, NOW.at)


def test_the_first_event_waits_to_be_saved_like_every_other() -> None:
    request = RightsRequest.receive(ID, NOW, received(Right.ACCESS))

    (first,) = request.collect_events()

    assert isinstance(first, Event)
    assert (first.originator_id, first.originator_version, first.actor) == (ID, 1, NOW.actor)


def test_a_history_replayed_is_the_request_as_it_was_left() -> None:
    request = given(received(Right.ACCESS))
    first = received(Right.ACCESS).stamped(ID, 1, NOW)
    noted = fee_proposed(Right.ACCESS).stamped(ID, 2, NOW)
    request.record(noted, NOW)

    replayed = RightsRequest.replay(None, [first, noted])

    assert replayed.claims == request.claims
    assert replayed.kept_events == request.kept_events == (noted,)


def test_what_is_recorded_waits_to_be_saved_and_a_copy_has_nothing_to_save() -> None:
    request = RightsRequest.receive(ID, NOW, received(Right.ACCESS))
    request.record(granted(Right.ACCESS), NOW)

    twin = request.copy()
    twin.record(fee_proposed(Right.ACCESS), NOW)

    assert (request.version, twin.version) == (2, 3)
    assert [one.originator_version for one in twin.collect_events()] == [3]
    assert [one.originator_version for one in request.collect_events()] == [1, 2]


def test_an_objection_is_a_sentence_with_its_words_filled_in() -> None:
    untimely = OutOfOrderError("{right} was asked before", right=Right.ACCESS)
    unlawful = UnlawfulError(GDPR(12, 3), "the month ended on {on}", on=NOW.today)

    assert str(untimely) == "access was asked before"
    assert untimely.provision is None
    assert str(unlawful) == "the month ended on 2026-03-20"
    assert unlawful.words == {"on": NOW.today}
    assert unlawful.provision == GDPR(12, 3)


def test_what_cannot_be_says_where_and_why() -> None:
    objection = BadInputError("until", "in the past")

    assert (objection.word, str(objection)) == ("until", "in the past")


def test_a_reference_is_for_ever_the_same() -> None:
    assert reference(UUID(int=1)) == "TD9S3-1D3J5"


def test_a_reference_is_found_in_a_text_with_digits_or_without() -> None:
    text = "Case td9s3-1d3j5, about a mail-order (7K3F9-Q2MXT); WHITE-HORSE, ABCDE-FGHJK."

    assert list(references_in(text)) == ["TD9S3-1D3J5", "7K3F9-Q2MXT", "ABCDE-FGHJK"]


@pytest.mark.parametrize("hyphen", ["-", "‐", "‑", "–", "—", "−", " - ", " – ", "\u00a0-\u00a0"])
def test_a_reference_is_found_whatever_its_hyphen(hyphen: str) -> None:
    assert list(references_in(f"uw kenmerk 7k3f9{hyphen}q2mxt.")) == ["7K3F9-Q2MXT"]


def test_a_reference_typed_without_its_hyphen_may_be_one() -> None:
    text = "7K3F9Q2MXT, 7k3f9 q2mxt; 12345 67890, HOUSE WHITE, A7K3F9Q2MXT"

    assert list(typed_in(text)) == ["7K3F9-Q2MXT", "7K3F9-Q2MXT"]
    assert list(references_in(text)) == []
