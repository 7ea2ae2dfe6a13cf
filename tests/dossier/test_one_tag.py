"""One version of a request, recorded twice: whichever is shown, the other was left out.

Whoever has the log's key can enter two events under one tag, and show one of them to each of two
readers, under one checkpoint. "Complete" is then true of neither bundle.
"""

from collections.abc import Iterator
from uuid import UUID

import pytest

from griffie.application.dossier.errors import UnfitEventError
from griffie.application.dossier.evidence import Piece
from griffie.application.dossier.form import Form
from griffie.domain.housekeeping import looks_stream
from griffie.domain.log.entry import ENTRY_SIZE
from tests.dossier.conftest import Office
from tests.given.bundles import apart, together
from tests.given.forged_bundle import Forged, Judgement, Parts, resealed


class TwoFaced(Forged):
    """A log that holds two events under one tag. It shows the one that its maker chooses."""

    hidden = -1

    def of_stream(self, stream: UUID, size: int) -> list[Piece]:
        return [one for one in super().of_stream(stream, size) if one.place != self.hidden]

    def entries(self, size: int) -> Iterator[bytes]:
        """So that the honest builder makes the bundle; the true log is put in afterwards."""
        shown = self.log[:size]
        shown[self.hidden] = bytes(ENTRY_SIZE)
        yield b"".join(shown)

    def shows(self, office: Office, place: int, request: UUID | None) -> Parts:
        """The bundle that shows all but the event at one place, sealed by the log's key."""
        self.hidden = place
        wish = office.wish._replace(form=Form.LONG)
        parts = apart(self.bundle(wish, request))
        return resealed(parts | {"entries.bin": b"".join(self.log)}, office.key)


def two_faced(office: Office, stream: UUID, *, last: bool) -> tuple[TwoFaced, list[int]]:
    """An event of a stream once more, in other words; and where the two stand."""
    pieces = [*office.forged.pieces]
    twin = [one for one in pieces if one.stream == stream][-1 if last else 0]
    assert b'"actor":"u-' in twin.state
    other = twin._replace(state=twin.state.replace(b'"actor":"u-', b'"actor":"u-x', 1))
    pieces.insert(twin.place + 1, other)
    log = TwoFaced(pieces, office.key, office.origin)
    return log, [twin.place, twin.place + 1]


def judged(office: Office, parts: Parts) -> Judgement:
    return office.verdict(together(parts), trust=office.vkey)


STREAMS = {"the request": lambda request: request, "who looked": looks_stream}


@pytest.mark.parametrize("last", [True, False], ids=["its last event", "an early event"])
@pytest.mark.parametrize("stream", STREAMS)
def test_two_events_under_one_tag_are_complete_in_no_bundle(
    office: Office, stream: str, *, last: bool
) -> None:
    log, places = two_faced(office, STREAMS[stream](office.request), last=last)

    for hidden in places:
        said = judged(office, log.shows(office, hidden, office.request))

        assert {"code": "second-entry", "where": str(hidden)} in said["findings"]
        assert said["verdict"] == "inconsistent"


def test_the_honest_builder_makes_no_bundle_of_such_a_log(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, (_, hidden) = two_faced(office, office.request, last=True)
    log.hidden = hidden
    monkeypatch.setattr(TwoFaced, "entries", Forged.entries)

    with pytest.raises(UnfitEventError, match="logged twice"):
        log.bundle(office.wish, office.request)


def test_without_the_whole_log_nothing_is_called_complete(office: Office) -> None:
    log, (_, hidden) = two_faced(office, office.request, last=True)
    log.hidden = hidden
    wish = office.wish._replace(form=Form.BARE)

    said = judged(office, apart(log.bundle(wish, office.request)))

    assert (said["verdict"], said["complete"]) == ("consistent", False)
