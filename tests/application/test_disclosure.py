"""A personal value in a request body: sealed for the domain, disclosed to the vault alone."""

from base64 import urlsafe_b64decode
from typing import Annotated, Any

import pytest
from pydantic import ValidationError

from griffie.application.disclosure import (
    Body,
    Disclosure,
    FileDisclosure,
    IdentityEvidence,
    TextLimits,
    Tier,
    digest,
)

SECRET = "Wiske Vandersteen"


class Person(Body):
    name: Disclosure
    paper: IdentityEvidence | None = None
    city: Annotated[Disclosure, TextLimits(longest=5)] | None = None


class Letter(Body):
    people: tuple[Person, ...] = ()
    notes: tuple[Disclosure, ...] = ()
    sender: Person | None = None
    count: int = 0


def parsed(**fields: Any) -> Letter:
    return Letter.model_validate(fields)


def test_the_digest_is_the_one_of_the_rfcs_example() -> None:
    """RFC 9901 §4.2.1 and §4.2.3, the disclosure of `family_name`."""
    encoded = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0"

    assert digest(encoded) == "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0"


def test_a_disclosure_is_salt_name_and_value() -> None:
    disclosure = Disclosure("email", "Möbius")

    decoded = urlsafe_b64decode(disclosure.encoded + "==").decode()
    assert decoded.endswith('", "email", "Möbius"]')
    assert len(decoded.split('"')[1]) == 43
    assert disclosure.sealed == digest(disclosure.encoded)
    assert disclosure.value == "Möbius"


def test_the_same_words_are_never_sealed_alike() -> None:
    assert len({Disclosure("name", SECRET).sealed for _ in range(50)}) == 50


def test_the_domain_sees_digests_wherever_words_were() -> None:
    letter = parsed(people=[{"name": SECRET}, {"name": "Bob"}], notes=[SECRET], count=2)

    sealed = letter.sealed()

    assert [one.value for one in letter.disclosures()] == [SECRET, "Bob", SECRET]
    digests = [one.sealed for one in letter.disclosures()]
    assert [person["name"] for person in sealed["people"]] == digests[:2]
    assert sealed["notes"] == (digests[2],)
    assert (sealed["count"], sealed["sender"]) == (2, None)
    assert SECRET not in repr(sealed)


def test_a_field_names_its_tier() -> None:
    letter = parsed(sender={"name": "Ann", "paper": "E123"})

    assert [(one.name, one.tier) for one in letter.disclosures()] == [
        ("name", Tier.CORRESPONDENCE),
        ("paper", Tier.IDENTITY),
    ]


def test_neither_printing_nor_dumping_a_body_shows_its_words() -> None:
    letter = parsed(sender={"name": SECRET}, notes=[SECRET])

    for shown in (repr(letter), str(letter), letter.model_dump_json(), repr(letter.model_dump())):
        assert "Wiske" not in shown
        assert all(str(one.sealed) in shown for one in letter.disclosures())


@pytest.mark.parametrize(
    "text", ["", " \n ", "\u200b", "Wiske\0", "Wiske\ud800", "W" * 20_001, 7, None, b"Wiske", []]
)
def test_what_is_no_text_is_refused_and_not_repeated(text: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        parsed(sender={"name": text})

    assert [error["loc"] for error in refused.value.errors()] == [("sender", "name")]
    assert "Wiske" not in str(refused.value)


def test_a_text_is_stripped_and_may_be_as_long_as_its_field_says() -> None:
    letter = parsed(sender={"name": " " + "x" * 20_000 + "\n", "city": "Ieper"})

    assert [len(one.value) for one in letter.disclosures()] == [20_000, 5]
    with pytest.raises(ValidationError):
        parsed(sender={"name": "Ann", "city": "Brugge"})


def test_a_body_takes_a_disclosure_that_was_made_before() -> None:
    made = FileDisclosure("paspoort.png", "image/png", b"\x89PNG", Tier.IDENTITY)

    assert list(parsed(notes=[made]).disclosures()) == [made]
    assert made.value == {"name": "paspoort.png", "media_type": "image/png", "content": "iVBORw=="}
    assert "paspoort" not in repr(made)


def test_the_api_documents_a_string_with_its_limits() -> None:
    schema = Person.model_json_schema()["properties"]

    text = {"type": "string", "minLength": 1, "maxLength": 20_000}
    assert schema["name"] == {"title": "Name", **text}
    assert schema["paper"]["anyOf"] == [text, {"type": "null"}]
    assert schema["city"]["anyOf"] == [text | {"maxLength": 5}, {"type": "null"}]


def test_a_tier_is_said_of_a_disclosure_and_of_nothing_else() -> None:
    with pytest.raises(TypeError, match="Disclosure"):

        class Wrong(Body):
            name: Annotated[str, TextLimits()]
