"""E2 and E11: an answer says where everything stands, and what was sent stays as it was sent."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from griffie.domain.law import Language
from tests.conftest import Clock
from tests.given.letters import IASSIST
from tests.scenarios.desk import Desk, desk_of

POINTS = tuple(f"gdpr/15/1/{point}" for point in "abcdefgh")
ACCESS = ("gdpr/15/1", *POINTS, "gdpr/15/2", "gdpr/15/3")
SENT: dict[str, Any] = {"kind": "answer", "sent_on": "2026-03-20", "channel": "email"}
ROUTES = "Klagen kan bij de Gegevensbeschermingsautoriteit; u kunt ook naar de rechter."
FULL = """Wij verwerken persoonsgegevens over u (artikel 15, lid 1, AVG).
Doeleinden: onderhoud van uw computer.
Gegevens: naam, adres en interventies.
Ontvangers: Combell nv.
Bewaartermijn: tien jaar na de laatste factuur.
U kunt ons vragen om uw gegevens te verbeteren of te wissen.
Klacht indienen: bij de Gegevensbeschermingsautoriteit.
Herkomst: alles komt van uzelf.
Geautomatiseerde besluiten: geen.
Waarborgen bij doorgifte: standaardbepalingen (artikel 15, lid 2, AVG).
De kopie gaat als bijlage mee (artikel 15, lid 3, AVG).
"""


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    yield from desk_of(tmp_path, clock, IASSIST)


def informs(desk: Desk, *rights: str, **said: Any) -> Any:
    return desk.client.post(f"{desk.place}/inform", json=SENT | {"rights": rights} | said)


def lacking(answer: Any) -> set[str]:
    """What a 409 says is still unsaid."""
    assert answer.status_code == 409, answer.text
    assert answer.json()["type"].startswith("/law/gdpr/")
    return set(answer.json()["missing"])


def ticked(*provisions: str, where: str = "text", **more: Any) -> list[dict[str, Any]]:
    return [{"provision": one, "where": where} | more for one in provisions]


def answered(desk: Desk, right: str = "access", **asked: Any) -> Desk:
    return desk.receives(right, **asked).takes("fulfil", right=right, measures="Gedaan.")


def letters(desk: Desk, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = desk.client.get(f"{desk.place}/letters{query}").json()["items"]
    return found


# E2: what an answer leaves unsaid.


@pytest.mark.law("gdpr/15/1")
@pytest.mark.parametrize("language", Language)
def test_e2_no_computed_letter_goes_with_a_gap(desk: Desk, language: Language) -> None:
    answered(desk, language=language.value)

    missing = lacking(informs(desk, "access"))
    told = informs(desk, "access", said=ticked(*missing))

    assert {"gdpr/15/1/d", "gdpr/15/1/g", "gdpr/15/1/h", "gdpr/15/2"} <= missing
    assert told.status_code == 200, told.text
    (letter,) = letters(desk, "?reveal=true")
    assert not set(letter["text"]) & set("[]")
    assert {one["provision"] for one in letter["said"]} >= set(ACCESS)


@pytest.mark.law("gdpr/15/1")
@pytest.mark.parametrize("text", ["Beste, in bijlage.", "Bonjour, ci-joint.", "Hello, attached."])
def test_e2_a_few_words_are_no_answer_to_access(desk: Desk, text: str) -> None:
    answered(desk)

    assert lacking(informs(desk, "access", text=text)) == set(ACCESS)


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize("right", ["rectification", "erasure", "restriction", "objection"])
def test_e2_a_few_words_are_no_answer_to_another_right_either(desk: Desk, right: str) -> None:
    answered(desk, right)

    first = informs(desk, right, text="Beste, in bijlage.")
    again = informs(desk, right, text="Beste, in bijlage.", said=ticked(*lacking(first)))

    assert lacking(first) == {"gdpr/12/3"}
    assert again.status_code == 200


@pytest.mark.law("gdpr/15/1")
def test_e2_what_a_text_evidently_says_needs_no_tick(desk: Desk) -> None:
    answered(desk)

    assert informs(desk, "access", text=FULL).status_code == 200
    assert {one["where"] for one in letters(desk)[0]["said"]} == {"text"}


def test_e2_what_a_person_ticked_is_never_looked_for(desk: Desk) -> None:
    answered(desk)

    assert informs(desk, "access", text="In bijlage.", said=ticked(*ACCESS)).status_code == 200


@pytest.mark.law("gdpr/15/1/h")
def test_e2_each_thing_stands_somewhere(desk: Desk) -> None:
    answered(desk)
    file = {"file": ("toelichting.txt", b"Alles over uw gegevens.", "text/plain")}
    added = desk.client.post(f"{desk.place}/documents", files=file, data={"kind": "correspondence"})
    document = added.json()["document"]
    desk.takes("inform", **SENT | {"kind": "other", "rights": ["access"], "sent_on": "2026-03-12"})
    said = [
        *ticked("gdpr/15/1", *POINTS[:4], where="annex", document=document),
        *ticked("gdpr/15/1/e", "gdpr/15/1/f", where="said_on", on="2026-03-12"),
        *ticked("gdpr/15/1/h", "gdpr/15/2", where="none_exists"),
        *ticked("gdpr/15/1/g", where="omitted", because="De melder vroeg om niet genoemd te zijn."),
        *ticked("gdpr/15/3", where="text"),
    ]

    told = informs(desk, "access", text="Zie bijlage.", said=said)

    assert told.status_code == 200, told.text
    shown = {one["provision"]: one for one in letters(desk, "?reveal=true")[-1]["said"]}
    assert shown["gdpr/15/1/a"]["document"] == document
    assert shown["gdpr/15/1/e"]["on"] == "2026-03-12"
    assert shown["gdpr/15/1/g"]["because"] == "De melder vroeg om niet genoemd te zijn."
    assert "melder" not in desk.client.get(f"{desk.place}/letters").text


@pytest.mark.law("gdpr/15/1")
@pytest.mark.parametrize(("provision", "status"), [("gdpr/15/1/d", 409), ("gdpr/15/1/h", 200)])
def test_e2_that_there_is_none_is_said_only_where_there_may_be_none(
    desk: Desk, provision: str, status: int
) -> None:
    answered(desk)
    rest = ticked(*(one for one in ACCESS if one != provision))
    said = [*rest, *ticked(provision, where="none_exists")]

    answer = informs(desk, "access", text="In bijlage.", said=said)

    assert answer.status_code == status
    assert status == 200 or lacking(answer) == {provision}


@pytest.mark.law("gdpr/12/4")
def test_e2_a_refusal_says_why_and_where_to_go(desk: Desk) -> None:
    desk.receives("access").takes(
        "refuse", right="access", ground="gdpr/12/5/excessive", demonstration="Het negende."
    )

    nothing = informs(desk, "access", kind="refusal", text="Neen.")
    no_ground = informs(desk, "access", kind="refusal", text=f"Neen. {ROUTES}")
    left_out = ticked("gdpr/79", where="omitted", because="Niet nodig.")
    omitted = informs(desk, "access", kind="refusal", text=f"Neen. {ROUTES}", said=left_out)
    by_hand = informs(desk, "access", kind="refusal", text="Neen.", said=ticked(*lacking(nothing)))

    assert lacking(nothing) == {"gdpr/12/5/excessive", "gdpr/77", "gdpr/79"}
    assert lacking(no_ground) == {"gdpr/12/5/excessive"}
    assert lacking(omitted) == {"gdpr/79"}
    assert by_hand.status_code == 200


@pytest.mark.law("gdpr/12/1")
def test_e2_an_answer_by_word_of_mouth_has_the_same_list(desk: Desk) -> None:
    answered(desk, channel="in_person")

    missing = lacking(informs(desk, "access", channel="in_person"))
    told = informs(desk, "access", channel="in_person", said=ticked(*missing))

    assert "gdpr/15/1/d" in missing
    assert told.status_code == 200, told.text
    (spoken,) = letters(desk)
    assert spoken["digest"] is None
    assert {one["provision"] for one in spoken["said"]} >= set(ACCESS)


@pytest.mark.law("gdpr/12/1")
@pytest.mark.parametrize(
    ("language", "fits"), [("nl", True), ("fr", False), ("de", False), ("en", False)]
)
def test_e2_a_reason_in_another_language_is_a_gap(desk: Desk, language: str, fits: bool) -> None:  # noqa: FBT001
    reason = "Het is het negende verzoek van dit jaar en de gegevens zijn niet gewijzigd."
    desk.receives("access", language=language).takes(
        "refuse", right="access", ground="gdpr/12/5/excessive", demonstration=reason
    )

    answer = informs(desk, "access", kind="refusal")

    assert (answer.status_code == 200) is fits
    if not fits:
        assert "gdpr/12/4" in lacking(answer)
        said = ticked(*lacking(answer))
        assert informs(desk, "access", kind="refusal", said=said).status_code == 200


# E11: what was sent stays readable as it was sent.


@pytest.mark.law("gdpr/5/2")
@pytest.mark.parametrize("right", ["objection", "direct_marketing_objection"])
def test_e11_the_letter_of_a_closed_request_is_the_one_that_was_sent(
    desk: Desk, clock: Clock, right: str
) -> None:
    answered(desk, right)
    assert informs(desk, right).status_code == 200
    sent = letters(desk, "?reveal=true")[0]
    clock.at = datetime(2026, 5, 4, 10, tzinfo=UTC)
    closed = desk.client.post(f"{desk.place}/close", json={})

    read = desk.client.get(f"{desk.place}/letter?kind=answer&format=text").text
    page = desk.client.get(f"{desk.place}/letter?kind=answer").text

    assert sent["sent_on"] == "2026-03-20"
    assert "20 maart 2026" in sent["text"]
    assert closed.status_code == 200, closed.text
    assert read == sent["text"]
    assert "20 maart 2026" in page
    assert "mei 2026" not in read + page


@pytest.mark.law("gdpr/5/2")
def test_e11_the_list_says_what_was_sent_when_and_how(desk: Desk) -> None:
    answered(desk, "erasure", language="fr", channel="post")
    told = informs(
        desk, "erasure", text="Vos données sont effacées.", language="fr", channel="post"
    )
    assert told.status_code == 200, told.text

    (one,) = letters(desk)

    assert (one["kind"], one["rights"], one["channel"]) == ("answer", ["erasure"], "post")
    assert (one["sent_on"], one["language"]) == ("2026-03-20", "fr")
    assert len(one["digest"]) == 43
    assert "text" not in one
