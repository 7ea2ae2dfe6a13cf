"""A bundle of a request that was a message once: its mails are in it, and nothing of the inbox."""

from pathlib import Path

from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import OPERATOR
from griffie.application.disclosure import Disclosure, value_of
from griffie.application.intake.settling import make_request, reopen, set_aside
from tests.given.bundles import apart, strangers, taken
from tests.given.inbox import incoming, mail, named


def test_it_is_consistent_and_holds_what_the_events_name(
    store: Store, dpo: TestClient, tmp_path: Path
) -> None:
    message = incoming(store, mail()).message
    assert message
    set_aside(store.engine, message.id, OPERATOR, Disclosure("reason", "Een vergissing."))
    reopen(store.engine, message.id, OPERATOR)
    request = make_request(store.engine, message.id, OPERATOR)
    incoming(store, mail("Nog iets.", number="2", Subject=named(request)))

    bundle = taken(dpo, f"/api/v1/requests/{request.id}", reveal=True)

    code, judgement = strangers(tmp_path, bundle)
    assert (code, judgement["findings"]) == (0, [])
    shown = [
        value_of(octets.decode())
        for name, octets in apart(bundle).items()
        if name.startswith("disclosures/")
    ]
    files = [one["name"] for one in shown if isinstance(one, dict) and "media_type" in one]
    assert files == ["message.eml", "message.eml"]
    assert "Een vergissing." not in shown
    assert {"name": "An Peeters", "email": "an.peeters@example.be"} not in shown
