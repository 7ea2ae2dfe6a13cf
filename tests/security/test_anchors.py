"""What shows that a log was rewritten is thrown away: found, and nothing is signed any more."""

from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from typer.testing import CliRunner

from griffie.api.cli import app
from griffie.api.composition import Store, open_store
from griffie.application.access.roles import OPERATOR, Role
from griffie.application.ports import AnchorMissingError
from griffie.domain.events import AnchorAccepted
from griffie.domain.housekeeping import HOUSEKEEPING
from griffie.infrastructure.backup.outside_copies import anchor_path, checkpoint_path
from tests.conftest import Clock, signed_in
from tests.durability.test_old_copy import found_in
from tests.given.attacks import edited
from tests.given.closed_store import reopened, told_stories
from tests.given.owner import Owner, audited, copied
from tests.given.story import tell

EMPTY_CHECKPOINTS = "DELETE FROM checkpoints"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office") / "data"
    told_stories(folder)
    return folder


@pytest.fixture
def owner(office: Path, tmp_path: Path) -> Owner:
    return Owner(copied(office, tmp_path))


def drop_kept(owner: Owner) -> None:
    owner.change(EMPTY_CHECKPOINTS)


def drop_beside(owner: Owner) -> None:
    checkpoint_path(owner.folder).unlink()


def drop_anchor(owner: Owner) -> None:
    anchor_path(owner.folder).unlink()


def rewrite_and_drop_all(owner: Owner) -> None:
    """Whoever has neither key: an event is reworded, and whatever bound it is thrown away."""
    edited(owner, 4)
    for drop in (drop_kept, drop_beside, drop_anchor):
        drop(owner)


def forge_anchor(owner: Owner) -> None:
    anchor_path(owner.folder).write_text(f"9 {'0' * 64} {'0' * 64}\n")


def foreign_note_beside(owner: Owner) -> None:
    checkpoint_path(owner.folder).write_text("griffie.demo\n1\nAAAA\n\n— x y\n")


DROPPED: dict[str, tuple[Callable[[Owner], None], str]] = {
    "every kept checkpoint": (drop_kept, "table checkpoints"),
    "the checkpoint beside": (drop_beside, ".checkpoint"),
    "the anchor": (drop_anchor, ".anchor"),
    "all of them, after an edit": (rewrite_and_drop_all, "table checkpoints"),
    "an anchor nobody signed": (forge_anchor, ".anchor"),
    "a note that is not ours": (foreign_note_beside, ".checkpoint"),
}


@pytest.mark.parametrize("dropped", DROPPED)
@pytest.mark.in_folder
def test_what_is_thrown_away_is_found_and_nothing_is_signed(owner: Owner, dropped: str) -> None:
    deed, named = DROPPED[dropped]
    deed(owner)

    found = [one.what for one in audited(owner.folder)]
    with reopened(owner.folder) as store:
        with pytest.raises(AnchorMissingError, match="accept-new-anchor"):
            store.log.check()  # what serving begins with
        with pytest.raises(AnchorMissingError):
            store.log.checkpoint()
        kept = store.recorder.checkpoints()

    assert any(named in what and "Nothing is signed" in what for what in found), found
    assert bool(kept) is ("table" not in named)


@pytest.mark.in_folder
def test_the_operator_accepts_and_why_is_recorded(owner: Owner) -> None:
    drop_beside(owner)
    drop_anchor(owner)
    with reopened(owner.folder) as store:
        size = store.log.size()
        store.accept_new_anchor("Verloren bij de verhuis.", store.engine.now(OPERATOR))

    with reopened(owner.folder) as store:
        store.log.check()
        event = store.recorder.events_of(HOUSEKEEPING)[-1]
        assert found_in(store) == []
        assert isinstance(event, AnchorAccepted)
        assert (event.missing, event.entries) == (("beside", "anchor"), size)
        assert store.vault.open(HOUSEKEEPING)[event.because] == "Verloren bij de verhuis."


def test_a_new_store_signs_its_first_checkpoint_unasked(tmp_path: Path) -> None:
    store = open_store(tmp_path / "data", clock=Clock(), demo=True)
    tell(signed_in(store, Role.HANDLER))

    assert checkpoint_path(store.folder).read_text().splitlines()[1] == "0"
    assert store.beside.unanchored() is None
    assert found_in(store) == []
    store.log.checkpoint()
    store.engine.close()


@pytest.mark.in_folder
def test_anchors_that_go_while_it_is_served_stop_the_signing(owner: Owner) -> None:
    with reopened(owner.folder) as store:
        store.log.checkpoint()
        drop_beside(owner)
        with pytest.raises(AnchorMissingError):
            store.log.checkpoint()


def mail_with(note: str, *, attached: bool) -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = "Checkpoint"
    mail.set_content("Zie bijlage." if attached else f"Beste,\n\n{note}\nGroeten", cte="base64")
    if attached:
        mail.add_attachment(note, filename="checkpoint.txt", cte="quoted-printable")
    return mail.as_bytes()


def run(*words: object) -> tuple[int, str]:
    done = CliRunner().invoke(app, [str(word) for word in words])
    return done.exit_code, done.output


def folder_of_held(store: Store, place: Path, note: str) -> Path:
    place.mkdir()
    (place / "january.txt").write_text(note)
    (place / "february.eml").write_bytes(mail_with(note, attached=True))
    (place / "march.eml").write_bytes(mail_with(note, attached=False))
    (place / "april.txt").write_bytes(b"\xef\xbb\xbf" + note.replace("\n", "\r\n").encode())
    return place


@pytest.mark.in_folder
def test_an_audit_takes_a_folder_of_checkpoints_and_mails(owner: Owner, tmp_path: Path) -> None:
    with reopened(owner.folder) as store:
        held = folder_of_held(store, tmp_path / "held", store.log.checkpoint())
        key = store.log.vkey
    command = ("audit", "--data", owner.folder, "--trust", key, "--held", held)

    code, said = run(*command)
    assert (code, "consistent" in said, "No checkpoint from outside" in said) == (0, True, False)

    edited(owner, 4)
    owner.sign_anew()
    code, said = run(*command)
    assert code == 1
    for name in ("january.txt", "february.eml", "march.eml", "april.txt"):
        assert name in said


@pytest.mark.in_folder
def test_a_log_under_another_key_than_the_trusted_one_is_found(
    owner: Owner, tmp_path: Path
) -> None:
    with reopened(tmp_path / "other" / "data") as other:
        key = other.log.vkey
    (tmp_path / "key.txt").write_text(f"{key}\n")

    code, said = run("audit", "--data", owner.folder, "--trust", tmp_path / "key.txt")

    assert code == 1
    assert "the key that is trusted is" in said


@pytest.mark.parametrize("wrong", ["no folder", "no checkpoint", "no key"])
@pytest.mark.in_folder
def test_what_cannot_be_held_against_a_log_is_said(
    owner: Owner, tmp_path: Path, wrong: str
) -> None:
    (tmp_path / "held").mkdir()
    (tmp_path / "held" / "note.txt").write_text("Beste collega")
    given = {
        "no folder": ("--held", tmp_path / "nowhere"),
        "no checkpoint": ("--held", tmp_path / "held"),
        "no key": ("--trust", "griffie+abc"),
    }[wrong]

    code, said = run("audit", "--data", owner.folder, *given)

    assert code == 2
    assert said.startswith("griffie: ")
