"""Bundles of a log that continues another: every reader is told, and no lie about it passes."""

import json

import pytest

from griffie.application.dossier.form import Form
from griffie.domain.housekeeping import HOUSEKEEPING
from griffie.domain.log.names import name_of
from griffie.domain.upkeep import LOGS
from tests.dossier.conftest import Office
from tests.dossier.test_one_tag import TwoFaced
from tests.given.bundles import apart
from tests.given.continued_log import HELD, KEPT, LIES, continued, renamed
from tests.given.forged_bundle import Forged, Judgement, codes, resealed


def judged(office: Office, log: Forged, *, register: bool = False, **wanted: object) -> Judgement:
    bundle = log.bundle(office.wish, None if register else office.request)
    return office.verdict(bundle, trust=log.vkey, **wanted)


@pytest.mark.parametrize("register", [False, True], ids=["of a request", "of the register"])
def test_every_bundle_says_which_log_this_one_continues(office: Office, *, register: bool) -> None:
    log = continued(office)
    said = judged(office, log, register=register)

    assert said["findings"] == []
    assert said["origin"] == name_of(2, office.origin)
    assert said["continues"] == [
        {"kept": KEPT, "last": len(office.forged.pieces), "log": office.origin}
    ]
    places = office.forged.of(office.request)
    assert min(places) < KEPT < max(places)  # the request has events in both


def test_it_is_said_without_the_whole_log_too(office: Office) -> None:
    wish = office.wish._replace(form=Form.BARE)
    log = continued(office)
    said = office.verdict(log.bundle(wish, office.request), trust=log.vkey)

    assert (said["findings"], said["complete"]) == ([], False)
    assert len(said["continues"]) == 1


@pytest.mark.parametrize("register", [False, True], ids=["of a request", "of the register"])
@pytest.mark.parametrize("lie", LIES)
def test_what_is_not_rightly_said_is_found(office: Office, lie: str, *, register: bool) -> None:
    said = judged(office, LIES[lie](office), register=register)

    assert codes(said) == {"continued"}


@pytest.mark.parametrize("named", HELD)
def test_what_a_reader_holds_is_judged_by_what_was_kept(office: Office, named: str) -> None:
    note, says = HELD[named]
    said = judged(office, continued(office), held=note(office))

    assert said.get("held") == ("lost" if says == "lost" else None)
    assert codes(said) == ({says} if says and says != "lost" else set())


def test_who_leaves_the_event_out_of_a_bundle_is_found(office: Office) -> None:
    """As if nothing had been lost: the tag of the event stands in the log."""
    honest = continued(office)
    log = TwoFaced(honest.pieces, honest.key, honest.origin)
    said = office.verdict(resealed(log.shows(office, KEPT, office.request), office.key))

    assert {"code": "left-out", "where": f"{LOGS}/1"} in said["findings"]
    assert "continued" in codes(said)


def test_the_event_never_leaves_the_store(office: Office) -> None:
    """An erasure that names its stream is none: the log still tells what it continues."""
    log = continued(office)
    erasure = log.pieces[-1]._replace(
        stream=HOUSEKEEPING,
        topic="StreamErased",
        version=1 + sum(one.stream == HOUSEKEEPING for one in log.pieces),
        state=log.pieces[-1].state,
    )
    state = json.loads(erasure.state)
    state["data"] = {"events": 1, "stream": str(LOGS)}
    written = json.dumps(state, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    forged = Forged([*log.pieces, erasure._replace(state=written.encode())], log.key, log.origin)

    assert "event-bytes" in codes(judged(office, forged, register=True))


def test_who_trusts_the_old_name_is_told_that_it_is_another(office: Office) -> None:
    said = office.verdict(continued(office).bundle(office.wish, office.request), trust=office.vkey)

    assert {"key-other", "key-of-another-log"} <= codes(said)


def test_a_log_that_continues_none_says_nothing_of_it(office: Office) -> None:
    said = judged(office, renamed(office.forged, office.origin))

    assert "continues" not in said
    assert said["findings"] == []
    assert LOGS.hex not in "".join(map(str, apart(office.forged.bundle(office.wish))))
