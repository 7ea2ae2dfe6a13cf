"""The bundle: what is in it, for whom, and that a stranger's program finds nothing wrong."""

import re
from pathlib import Path

from fastapi.testclient import TestClient

from tests.given.bundles import apart, strangers, taken, together
from tests.given.story import PERSONAL, receive, tell


def test_a_bundle_of_a_request_is_consistent_to_a_program_that_knows_nothing_of_us(
    dpo: TestClient, tmp_path: Path
) -> None:
    receive(dpo)
    place = tell(dpo)

    code, judgement = strangers(tmp_path, taken(dpo, place))

    assert (code, judgement["findings"]) == (0, [])
    assert judgement["complete"] is True
    assert judgement["trust"] == "bundled"


def test_a_bundle_has_one_spelling(dpo: TestClient) -> None:
    bundle = taken(dpo, tell(dpo))

    parts = apart(bundle)

    assert bundle == together(parts)
    assert not any(PERSONAL["name"].encode() in content for content in parts.values())


def test_the_decision_names_what_is_in_a_bundle_and_nothing_else(dpo: TestClient) -> None:
    receive(dpo)
    size = dpo.get("/api/v1/audit/checkpoint").text.split("\n")[1]
    place, long = tell(dpo), apart(taken(dpo, tell(dpo), reveal=True, checkpoint=size))
    parts = long | apart(taken(dpo, place, form="short"))
    pages = {name for name in parts if name.endswith(PAGES) and "/" not in name}

    rows = re.findall(r"^\| (`.*?) \|", DECISION.read_text("utf-8"), re.MULTILINE)
    named = [name for row in rows for name in re.findall("`([^`]+)`", row)]

    for standing, pattern in STANDING_FOR.items():
        named = [name.replace(standing, pattern) for name in named]
    for name in parts.keys() - pages:
        assert [one for one in named if re.fullmatch(one, name)], name
    for one in named:
        assert [name for name in parts if re.fullmatch(one, name)], one


DECISION = Path(__file__).parents[2] / "docs" / "decisions" / "0012-the-bundle.md"
PAGES = (".html", ".md", ".txt", ".pdf", ".css")
STANDING_FOR = {
    "SLUG-DIGITS": "[a-z]+-[0-9a-f]{8}",
    "NNNN": "[0-9]{4}",
    "DIGEST": "[A-Za-z0-9_-]{43}",
}
