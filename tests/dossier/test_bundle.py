"""The bundle: what is in it, for whom, and that a stranger's program finds nothing wrong."""

from pathlib import Path

from fastapi.testclient import TestClient

from tests.dossier.bundles import apart, strangers, taken, together
from tests.story import PERSONAL, receive, tell


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
