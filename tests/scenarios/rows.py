"""The second reading of the law, row by row: what must be true, and which scenarios tell it."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

ROWS = {
    "A1": "Access and portability are met by the data themselves, not by a promise or a look",
    "A2": "A right counts from the receipt of the message that invoked it",
    "A3": "Reopening gives a new month only for a new fact of the requester",
    "A4": "A question stops the clock for access only, with much data, asked without delay",
    "A5": "A reminder is no new request; what it adds counts from its own day",
    "A6": "What was late when it was withdrawn stays late",
    "A7": "Marketing is measured by the day on which it stopped; telling has a month",
    "A8": "Marketing is due until it has stopped, whatever was told",
    "A9": "The figures count the working days until it stopped, not until it was recorded",
    "A10": "A refusal knows one month and no extension",
    "A11": "The day on which a proof came in is asked, never supposed",
    "A12": "A mail came in when the first of our own servers in an unbroken row says",
    "A13": "Unread mail has the clock of the fastest right",
    "A14": "A letter that came back has its day; a person says which dispatch counts",
    "A15": "What the intake adds is part of receipt, and no act of anybody",
    "B1": "Rectification is decided item by item",
    "B2": "That no ground for erasure exists is said of a part as well",
    "B3": "Objections and withdrawals are decided by purpose; marketing never goes on",
    "B4": "The rights of others take of the copy only, and never everything",
    "B5": "A first copy is free",
    "B6": "A further copy whose fee was declined falls away, and nothing else",
    "B7": "What rests on a law names the law",
    "B8": "What a search found is not denied, and open searches stop the closing",
    "B9": "An objection to direct marketing is absolute, whatever it was called",
    "B10": "A decision that departs from the profile is a departure, with a sentence",
    "B11": "An automated decision under a law names it; special categories are asked",
    "B12": "That data cannot go directly to another controller is said, with the reason",
    "B13": "Neither motive nor number alone is a ground of refusal",
    "B14": "Erased and restricted contradict each other; a pending objection asks for restriction",
    "B15": "A fulfilled right is not refused by letter",
    "B16": "An order that erases a file is on record",
    "C1": "No copy goes out, by its date, while the identity is in doubt",
    "C2": "No copy goes out, by its date, after the data were erased",
    "C3": "What was asked to see is not erased first, in this request or another",
    "C4": "Who is asked for proof gets a time to answer",
    "C5": "The identity may be doubted again, with reasons",
    "D1": "A copy goes into the hands of a representative only with a verified mandate",
    "D2": "A refusal is written; an electronic request is answered electronically",
    "D3": "A processor passes on, and answers nothing of substance",
    "D4": "Who leaves no address has asked all the same",
    "D5": "The assessment of a minor decides; the deceased have no right under the GDPR",
    "D6": "A copy of the identity card is named as disproportionate",
    "D7": "Recipients are those of this person's data, recorded and never supposed",
    "D8": "Recipients are told of what was done, and of nothing else",
    "D9": "A language or channel that was typed wrongly is corrected",
    "E1": "A partial answer gives each right its own day",
    "E2": "No answer leaves a gap: each thing is said, or it is said where it stands",
    "E3": "A question asserts no quantity of data, and says whether the clock stands",
    "E4": "A letter says what was done, and no more",
    "E5": "After a human review it is not offered again",
    "E6": "Purposes are named by their names",
    "E7": "The rights that a letter lists fit the basis",
    "E8": "Who acts for another reads of the data subject, never “your data”",
    "E9": "A company signs with its particulars",
    "E10": "Plurals, amounts and spaces are those of the language",
    "E11": "A letter that was sent stays as it was sent",
    "F1": "National restrictions can be used, and say nothing that is untrue",
    "F2": "A shorter term of another act counts, and is cited",
    "F3": "Data in wrong hands start seventy-two running hours",
    "F4": "An employer writes in the language of its operating seat",
    "F5": "Another Member State is a folder of data",
    "F6": "What an act forbids to tell betrays itself on no outward surface",
    "F7": "How long data are kept is recorded for each purpose and category",
}
"""Rows by the number under which they were found, and what must be true, in our words."""

ELSEWHERE = {"D9": "tests/steps/test_intake_correction.py"}
"""Rows that are no course over the API, and where they are told."""

_NAME = re.compile(r"test_([a-f]\d+)_")


def pages() -> Iterator[str]:
    """Import every page of scenarios, so that what it declares is known, and give its name."""
    for file in sorted(Path(__file__).parent.glob("test_*.py")):
        name = f"tests.scenarios.{file.stem}"
        import_module(name)
        yield name


def told() -> dict[str, list[str]]:
    """By row, the scenarios that tell it: `page: what is told`."""
    found: dict[str, list[str]] = {row: [] for row in ROWS}
    for name in pages():
        for function in vars(import_module(name)):
            if match := _NAME.match(function):
                said = function.removeprefix(match[0]).replace("_", " ")
                found.setdefault(match[1].upper(), []).append(said)
    return found
