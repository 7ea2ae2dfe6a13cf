"""docs/letters.md: what must be told of each right, reckoned from `demands_for`, never typed.

`python -m tests.documents.test_letters_annex` writes its tables anew.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from griffie.application.controller.load_profile import load_profile
from griffie.application.letters import InformationItem, LetterKind
from griffie.application.letters.information_duties import demands_for
from griffie.application.letters.letter import Demand
from griffie.domain.events import HumanReviewPerformed, Invoked, PublicControllersInformed
from griffie.domain.law import (
    ExceptionGround,
    FeeGround,
    Language,
    NotApplicableGround,
    Provision,
    Refusal,
    Right,
)
from griffie.domain.law.rights import HELD_UP_BY_DOUBT
from griffie.domain.model.event import Event, FirstEvent
from griffie.domain.request.vocabulary import ReviewOutcome
from tests.given.past import (
    RECEIVED_ON,
    WORDS,
    asked,
    doubted,
    excepted,
    extended,
    fee_proposed,
    fulfilled,
    given,
    granted,
    no_request,
    not_applicable,
    not_established,
    received,
    refused,
    refused_as_excessive,
)

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "letters.md"
IASSIST = load_profile(ROOT / "docs" / "examples" / "iassist.toml")
EN = Language.EN
REFUSALS: tuple[tuple[Refusal, Callable[[Right], Event]], ...] = (
    (Refusal.UNFOUNDED, refused),
    (Refusal.EXCESSIVE, refused_as_excessive),
)
TOLD = {
    InformationItem.ACTION: "what was done, or will be",
    InformationItem.REASONS: "the reasons",
    InformationItem.GROUND: "the ground",
    InformationItem.COMPLAINT: "where to complain",
    InformationItem.COURT: "that one can go to court",
    InformationItem.EXTENSION: "how much longer it takes",
    InformationItem.DOUBT: "why the identity is doubted, and what is needed",
    InformationItem.QUESTION: "what is asked",
    InformationItem.INFORMATION: "the information",
    InformationItem.RECIPIENTS: "which recipients were told",
    InformationItem.PUBLIC: "who was told that public data must go",
    InformationItem.OBJECTION: "the right to object, apart from the rest",
    InformationItem.HUMAN: "human intervention, one's view, contesting",
    InformationItem.LIFT: "that lifting is announced",
    InformationItem.FEE: "what it costs",
}


def cited(demands: tuple[Demand, ...]) -> str:
    """Each thing once, with the articles that demand it: "the ground (that article)"."""
    by_what: dict[InformationItem, list[str]] = {}
    for one in demands:
        at = "that provision" if one.what is InformationItem.GROUND else short(one.provision)
        by_what.setdefault(one.what, []).append(at)
    said = (f"{TOLD[what]} ({', '.join(dict.fromkeys(at))})" for what, at in by_what.items())
    return "; ".join(said)


def short(provision: Provision) -> str:
    """Without the act: every provision here is one of the GDPR."""
    return provision.cite(EN, short=True).removeprefix("Article ").removesuffix(" GDPR")


def course(kind: LetterKind, first: FirstEvent, *then: Event) -> str:
    return cited(demands_for(given(first, *then), kind, IASSIST))


def of(right: Right) -> FirstEvent:
    return received(Invoked(right=right, recipients=("host-1",)))


def answers(right: Right) -> Iterator[tuple[str, str]]:
    """Every way in which a claim may end, and what its answer must say."""
    done: list[Event] = [fulfilled(right)]
    if right is Right.ERASURE:
        who: dict[str, Any] = {"who": WORDS, "measures": WORDS, "informed_on": RECEIVED_ON}
        done.insert(0, PublicControllersInformed(right=right, **who))
    if right is Right.AUTOMATED_DECISION:
        upheld = ReviewOutcome.UPHELD
        heard = HumanReviewPerformed(
            right=right, outcome=upheld, reasons=WORDS, reviewed_on=RECEIVED_ON
        )
        done.insert(0, heard)
    yield "done", course(LetterKind.ANSWER, of(right), *done)
    yield "promised", course(LetterKind.ANSWER, of(right), granted(right))
    for ground in ExceptionGround:
        if right in ground.rights:
            yield f"`{ground}`", course(LetterKind.ANSWER, of(right), excepted(right, ground))
    for burden, refusal in REFUSALS:
        if right in burden.rights and right is not Right.DIRECT_MARKETING_OBJECTION:
            yield f"`{burden}`", course(LetterKind.ANSWER, of(right), refusal(right))
    if right in HELD_UP_BY_DOUBT:
        yield "`gdpr/12/6`", course(LetterKind.ANSWER, of(right), not_established(right))
    for absent in NotApplicableGround:
        if right in absent.rights and absent is not NotApplicableGround.FURTHER_COPY_DECLINED:
            found = not_applicable(right).model_copy(update={"ground": absent})
            yield f"`{absent}`", course(LetterKind.ANSWER, of(right), found)


def others() -> Iterator[tuple[str, str]]:
    """Letters that answer nothing, and the answer where nothing was asked."""
    first = received(Right.ACCESS)
    further = fee_proposed(Right.ACCESS, FeeGround.FURTHER_COPIES)
    yield "no request, or another's", course(LetterKind.ANSWER, received(), no_request())
    yield "identity in doubt", course(LetterKind.IDENTITY, first, doubted())
    yield "a question", course(LetterKind.CLARIFICATION, first, asked())
    yield "extension", course(LetterKind.EXTENSION, first, extended(Right.ACCESS))
    yield "fee, excessive", course(LetterKind.FEE, first, fee_proposed(Right.ACCESS))
    yield "fee, further copies", course(LetterKind.FEE, first, further)
    restricted = (received(Right.RESTRICTION), fulfilled(Right.RESTRICTION))
    yield "before a restriction is lifted", course(LetterKind.RESTRICTION_LIFT, *restricted)


def tables() -> str:
    lines = []
    for right in Right:
        lines += [
            f"### `{right}`: Article {short(right.provision)}",
            "",
            *table(answers(right)),
            "",
        ]
    lines += ["### Other letters", "", *table(others())]
    return "\n".join(lines)


def table(rows: Iterator[tuple[str, str]]) -> Iterator[str]:
    """What must be told, and of which courses: those of which the same must be told share a row."""
    whens: dict[str, list[str]] = {}
    for when, told in rows:
        whens.setdefault(told, []).append(when)
    yield "| When | Must be told (article) |"
    yield "| --- | --- |"
    yield from (f"| {', '.join(when)} | {told} |" for told, when in whens.items())


FRAME = re.compile(r"(<!-- reckoned -->\n).*(\n<!-- end -->)", re.DOTALL)


def test_the_page_says_what_is_reckoned() -> None:
    page = PAGE.read_text("utf-8")

    assert FRAME.search(page)
    assert FRAME.sub(lambda found: f"{found[1]}{tables()}{found[2]}", page) == page


def test_every_demand_has_its_words_and_stands_on_the_page() -> None:
    page = tables()

    assert TOLD.keys() == set(InformationItem)
    assert [what for what, said in TOLD.items() if said not in page] == []


@pytest.mark.law("gdpr/12/4")
@pytest.mark.parametrize("right", Right)
def test_whichever_way_a_right_is_refused_both_routes_must_be_told(right: Right) -> None:
    for when, told in answers(right):
        refusing = when not in {"done", "promised"}
        assert (
            (TOLD[InformationItem.COMPLAINT] in told)
            == (TOLD[InformationItem.COURT] in told)
            == refusing
        ), when


def test_every_test_that_the_page_names_is_there() -> None:
    named = re.findall(r"`(test_\w+)`", PAGE.read_text("utf-8"))
    sources = "\n".join(one.read_text("utf-8") for one in (ROOT / "tests").rglob("test_*.py"))

    assert named
    assert [one for one in named if f"def {one}(" not in sources] == []


def main() -> None:
    """Write the tables anew."""
    page = PAGE.read_text("utf-8")
    PAGE.write_text(FRAME.sub(lambda found: f"{found[1]}{tables()}{found[2]}", page), "utf-8")


if __name__ == "__main__":
    main()
