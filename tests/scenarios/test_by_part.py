"""Rows B1 and B2 of the second reading of the law: each part has its own decision."""

import pytest

from tests.scenarios.desk import DONE, EN, WORDS, Desk


def parts(desk: Desk, right: str) -> list[tuple[object, ...]]:
    shown = desk.client.get(desk.place).json()
    (claim,) = (one for one in shown["claims"] if one["right"] == right)
    return [
        (one["purposes"] or one["categories"] or one["items"], one["status"], one["ground"])
        for one in claim["parts"]
    ]


@pytest.mark.law("gdpr/16")
def test_b1_one_datum_is_wrong_and_one_is_right(desk: Desk) -> None:
    desk.receives("rectification")
    desk.takes("fulfil", right="rectification", items=["De familienaam"], **DONE)
    desk.takes(
        "find-not-applicable",
        right="rectification",
        items="De geboortedatum",
        ground="fact/data_accurate",
        explanation=WORDS,
    )

    assert parts(desk, "rectification") == [
        (1, "fulfilled", None),
        (1, "not_applicable", "fact/data_accurate"),
        (0, "open", None),
    ]
    opened = desk.client.get(desk.place, params={"reveal": True}).json()
    said = [one["words"].get("items") for one in opened["claims"][0]["parts"]]
    assert said == [["De familienaam"], ["De geboortedatum"], None]


@pytest.mark.law("gdpr/17/1")
@pytest.mark.parametrize(
    ("right", "word", "ground"),
    [("erasure", "categories", "gdpr/17/1"), ("restriction", "categories", "gdpr/18/1")],
)
def test_b2_no_ground_for_a_part_is_said_of_that_part(
    desk: Desk, right: str, word: str, ground: str
) -> None:
    desk.receives({"right": right, word: ["orders", "preferences"]})
    no = {"right": right, "ground": ground, "explanation": WORDS}
    desk.takes("find-not-applicable", **no, **{word: ["orders"]})
    again = desk.client.post(f"{desk.place}/grant", json={"right": right, word: ["orders"]})
    desk.takes("fulfil", right=right, **{word: ["preferences"]}, **DONE)

    assert again.status_code == 409
    assert parts(desk, right) == [
        (["orders"], "no_ground", ground),
        (["preferences"], "fulfilled", None),
    ]
    assert "orders and deliveries" in desk.reads(language=EN)
