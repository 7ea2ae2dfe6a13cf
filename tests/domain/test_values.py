"""The values of which the domain is built: each refuses what it is not, and keeps what it is."""

from typing import Any, ClassVar
from uuid import uuid4

import pytest
from eventsourcing.utils import get_topic, resolve_topic
from pydantic import TypeAdapter, ValidationError

from griffie.domain.law import GDPR
from griffie.domain.law.citation import Language, by_language
from griffie.domain.law.national_grounds import NationalGround
from griffie.domain.model.errors import OutOfOrderError, Provisions, UnlawfulError, UnsaidError
from griffie.domain.model.event import Event
from griffie.domain.model.values import CategoryCodes, ProvisionCode, Sealed

DIGEST = "aZ_-" * 10 + "xyz"


def checked(kind: Any, value: Any) -> Any:
    return TypeAdapter(kind).validate_python(value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [(Sealed, DIGEST), (NationalGround, "be-aml/65"), (ProvisionCode, "gdpr/15/1/a")],
)
def test_what_is_read_back_is_of_its_own_kind(kind: Any, value: str) -> None:
    found = checked(kind, value)

    assert found == value
    assert type(found) is (kind if isinstance(kind, type) else str)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Sealed, DIGEST[1:]),
        (Sealed, DIGEST + "a"),
        (Sealed, "Jan Peeters, in clear, of forty-three letters"[:43]),
        (NationalGround, "gdpr/17/3/e"),
        (ProvisionCode, "gdpr/0"),
        (ProvisionCode, "the law"),
    ],
)
def test_what_is_no_such_value_is_refused(kind: Any, value: str) -> None:
    with pytest.raises(ValidationError):
        checked(kind, value)


def test_codes_are_kept_in_one_order_and_each_once() -> None:
    assert checked(CategoryCodes, ("pay", "contact", "pay")) == ("contact", "pay")


def test_an_event_is_found_by_its_topic_and_one_without_by_its_place() -> None:
    topic = f"Toy{uuid4().hex}"

    class ToyHappened(Event):
        TOPIC: ClassVar[str] = topic

    class Unnamed(Event):
        pass

    assert resolve_topic(topic) is ToyHappened
    assert get_topic(Unnamed).endswith("Unnamed")


def test_four_words_belong_to_four_languages() -> None:
    assert by_language("wet", "loi", "Gesetz", "act") == {
        Language.NL: "wet",
        Language.FR: "loi",
        Language.DE: "Gesetz",
        Language.EN: "act",
    }


def test_an_objection_carries_what_it_is_about() -> None:
    lacking = (GDPR(15, 1, "a"), GDPR(77))

    unsaid = UnsaidError(GDPR(12, 4), lacking, "{said} is left out", said=Provisions(lacking))
    unlawful = UnlawfulError(GDPR(12, 3), "{n} days", n=2)

    assert (unsaid.missing, unsaid.provision) == (lacking, GDPR(12, 4))
    assert str(unsaid) == "gdpr/15/1/a, gdpr/77 is left out"
    assert (unlawful.reason, unlawful.words, str(unlawful)) == ("{n} days", {"n": 2}, "2 days")
    assert OutOfOrderError("later").provision is None
