"""`verify.html` on short bundles: it says what the others say of a statement and of the log."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from griffie.application.dossier.statement import STATEMENT
from griffie.application.dossier.verifier.given import SLIPS
from griffie.application.dossier.verifier.proves import PROVES
from griffie.application.dossier.verifier.words import LANGUAGES
from griffie.domain.log.errors import BadNoteError
from tests.browser.test_verify_page import QUIET, agreed, page  # noqa: F401 - a fixture
from tests.dossier.conftest import Office, office  # noqa: F401 - a fixture
from tests.dossier.test_fuzz import changed
from tests.dossier.test_short import ATTACKS
from tests.dossier.test_statement import SPELLED
from tests.given.bundles import together
from tests.given.short_bundle import entries_of, saying, short


def text_in(parts: dict[str, bytes]) -> bytes:
    return parts[STATEMENT].partition(b"\n\n")[0] + b"\n"


def test_every_lie_is_found_alike(office: Office, page: Page, tmp_path: Path) -> None:  # noqa: F811
    for attack in ATTACKS:
        parts, log = attack(office)
        trust = parts["log.vkey"].decode().removesuffix("\n")
        for held in (None, log):
            agreed(page, tmp_path, together(parts), trust=trust, log=held)
    parts, log = short(office), entries_of(office.forged)
    for spelled in SPELLED.values():
        other = saying(office, parts, spelled(text_in(parts).decode()))
        assert agreed(page, tmp_path, together(other)) == "inconsistent"
    assert agreed(page, tmp_path, together(parts), trust=office.vkey, log=log) == "consistent"
    assert agreed(page, tmp_path, office.receipt, log=log) == "inconsistent"  # of another log


@QUIET
@given(st.data())
def test_any_statement_that_was_signed_is_read_alike(
    office: Office,  # noqa: F811
    page: Page,  # noqa: F811
    tmp_path: Path,
    data: st.DataObject,
) -> None:
    parts = short(office)
    try:
        written = changed(text_in(parts), data).decode("utf-8", "replace")
        forged = saying(office, parts, written)
    except BadNoteError:
        return  # no note can hold such a text

    agreed(page, tmp_path, together(forged), trust=office.vkey)


def test_the_log_is_chosen_as_a_file_and_a_slip_in_it_is_told(
    office: Office,  # noqa: F811
    page: Page,  # noqa: F811
    tmp_path: Path,
) -> None:
    (tmp_path / "short.zip").write_bytes(together(short(office)))
    (tmp_path / "log.bin").write_bytes(entries_of(office.forged))
    page.select_option("#language", "nl")
    page.set_input_files("#file", tmp_path / "short.zip")
    number = LANGUAGES.index("nl")

    page.click("#check")
    page.wait_for_selector("#said .consistent")
    assert PROVES["signed"][number] in page.inner_text("#said")
    page.set_input_files("#log", tmp_path / "short.zip")
    page.click("#check")
    page.wait_for_selector("#said .unreadable")
    assert f"short.zip: {SLIPS['log'][number]}" in page.inner_text("#said")
    page.set_input_files("#log", tmp_path / "log.bin")
    page.click("#check")
    page.wait_for_selector("#said .consistent")
    assert PROVES["confirmed"][number] in page.inner_text("#said")
