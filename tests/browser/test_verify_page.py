"""`verify.html` in a real browser: it says what the others say, and asks nobody anything."""

import json
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from griffie.api.papers.dossier.verify_page import verify_page
from griffie.application.dossier.verifier.words import LANGUAGES, WORDS
from tests.dossier.conftest import Office, office  # noqa: F401 - a fixture
from tests.dossier.test_forgery import FORGERIES
from tests.dossier.test_fuzz import PROTECTED, ZIPS, changed
from tests.dossier.test_given_files import SPOILED
from tests.dossier.test_one_reading import NOW, carried_out, logs
from tests.dossier.test_one_tag import two_faced
from tests.given.bundles import together
from tests.given.continued_log import HELD, LIES, continued
from tests.given.forged_bundle import Parts, resealed, verdict
from tests.given.small_bundle import register_of
from tests.given.small_store import SmallStore

VECTORS = Path(__file__).parents[1] / "vectors"
QUIET = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
JUDGED = """async ([octets, trust, held, now, entries]) => {
  const raw = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  const wanted = { trust, held, now: now === null ? null : BigInt(now) };
  wanted.log = entries === null ? null : raw(entries);
  return await judged(raw(octets), wanted);
}"""


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The page as a file, without a network; whatever it complains of is a failure."""
    file = tmp_path_factory.mktemp("page") / "verify.html"
    file.write_bytes(verify_page())
    context = browser.new_context(locale="fr-BE", offline=True)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda request: complaints.append(request.url))
    opened.goto(file.as_uri())
    complaints.remove(file.as_uri())
    yield opened
    assert complaints == []
    context.close()


def said_there(page: Page, file: bytes, **wanted: Any) -> dict[str, Any]:
    now = wanted.get("now")
    micros = None if now is None else str(round(now.timestamp() * 1_000_000))
    log = wanted.get("log")
    asked = [b64encode(file).decode(), wanted.get("trust"), wanted.get("held"), micros]
    asked.append(None if log is None else b64encode(log).decode())
    judgement: dict[str, Any] = page.evaluate(JUDGED, asked)
    return judgement


def agreed(page: Page, folder: Path, file: bytes, **wanted: Any) -> str:
    """The verdict of all three, with the same facts and the same findings."""
    path = folder / "file"
    path.write_bytes(file)
    here = verdict(path, **wanted)
    there = said_there(page, file, **wanted)
    there.pop("says", None)
    for said in (here, there):  # another spelling of the same instant
        said.pop("recorded_at", None)
    assert json.loads(json.dumps(here)) == there
    return str(here["verdict"])


KINDS = ["one", "other", "erased", "short", "register", "inspection"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_nobody_touched_is_consistent(
    office: Office,  # noqa: F811
    page: Page,
    tmp_path: Path,
    kind: str,
) -> None:
    whole = together(getattr(office, kind))

    for held in (None, office.held, office.newest, office.vkey):
        for trust in (None, office.vkey):
            agreed(page, tmp_path, whole, trust=trust, held=held)
    assert agreed(page, tmp_path, whole, trust=office.vkey) == "consistent"


def test_a_receipt_is_judged_alike(office: Office, page: Page, tmp_path: Path) -> None:  # noqa: F811
    assert agreed(page, tmp_path, office.receipt, trust=office.vkey) == "consistent"
    for place in range(0, len(office.receipt), 7):
        broken = bytearray(office.receipt)
        broken[place] ^= 1
        assert agreed(page, tmp_path, bytes(broken), trust=office.vkey) != "consistent"


def test_every_forgery_is_found_alike(office: Office, page: Page, tmp_path: Path) -> None:  # noqa: F811
    for forgery in FORGERIES:
        forged = resealed(forgery(office.one), office.key)
        assert agreed(page, tmp_path, together(forged)) == "inconsistent", forgery.__name__
    log, places = two_faced(office, office.request, last=False)
    for place in places:
        twofold = together(log.shows(office, place, office.request))
        assert agreed(page, tmp_path, twofold) == "inconsistent"


def test_every_zip_of_another_form_is_unreadable_alike(
    office: Office,  # noqa: F811
    page: Page,
    tmp_path: Path,
) -> None:
    for how in ZIPS.values():
        assert agreed(page, tmp_path, how(office.one)) == "unreadable"


@QUIET
@given(st.data())
def test_any_change_by_whoever_signs_is_judged_alike(
    office: Office,  # noqa: F811
    page: Page,
    tmp_path: Path,
    data: st.DataObject,
) -> None:
    parts: Parts = getattr(office, data.draw(st.sampled_from(KINDS)))
    name = data.draw(st.sampled_from([one for one in parts if one.startswith(PROTECTED)]))
    forged = parts | {name: changed(parts[name], data)}
    sealed = resealed(forged, office.key if data.draw(st.booleans()) else None)
    held = data.draw(st.sampled_from([None, office.held, office.newest]))

    agreed(page, tmp_path, together(sealed), held=held)


@QUIET
@given(logs())
def test_any_log_is_judged_alike(page: Page, tmp_path: Path, deeds: list[dict[str, Any]]) -> None:
    (tmp_path / "griffie.db").unlink(missing_ok=True)
    store = SmallStore(tmp_path / "griffie.db")
    carried_out(store, deeds)

    agreed(page, tmp_path, register_of(store), now=NOW)


def test_a_log_that_continues_another_is_judged_alike(
    office: Office,  # noqa: F811
    page: Page,
    tmp_path: Path,
) -> None:
    for log in (continued(office), *(lie(office) for lie in LIES.values())):
        for request in (office.request, None):
            agreed(page, tmp_path, log.bundle(office.wish, request), trust=log.vkey)
    honest = continued(office)
    bundle = honest.bundle(office.wish, office.request)
    assert agreed(page, tmp_path, bundle, trust=honest.vkey) == "consistent"
    for note, _ in HELD.values():
        agreed(page, tmp_path, bundle, trust=honest.vkey, held=note(office))


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((VECTORS / f"{name}.json").read_text("utf-8"))["cases"]
    return found


def test_the_vectors_of_events_are_read_as_written(page: Page) -> None:
    reads = """async (cases) => {
      const never = [await uuid5(SPACE, "housekeeping"), await uuid5(SPACE, "logs")], found = [];
      for (const { topic, state, housekeeping } of cases)
        found.push((await sound(() => eventOf(topic, utf8(state), housekeeping, never))) !== null);
      return found;
    }"""
    some = cases("event-reading")

    assert page.evaluate(reads, some) == [one["reads"] for one in some]


def test_the_published_vectors_are_judged_as_published(page: Page) -> None:
    spelled = """async (outputs) => {
      const found = [];
      for (const one of outputs) found.push((await sound(() => canonical(utf8(one)))) !== null);
      return found;
    }"""
    outputs = [one["output"] for one in cases("rfc8785")]
    assert all(page.evaluate(spelled, outputs))
    assert not any(page.evaluate(spelled, [f"{one} " for one in outputs]))

    notes = """async (cases) => {
      const found = [];
      for (const { vkey, note } of cases)
        found.push(await sound(async () => (await Key.read(vkey)).opened(note)));
      return found;
    }"""
    signed = cases("signed-note")
    assert page.evaluate(notes, signed) == [one["text"] for one in signed]

    included = """async (cases) => {
      const found = [];
      for (const { leafHash, root, proof, leafIdx, treeSize } of cases)
        found.push((await sound(async () => {
          const path = (proof ?? []).map(base64), top = base64(root ?? "");
          const bottom = base64(leafHash ?? "");
          demand([top, bottom, ...path].every((one) => one.length === 32));
          demand(leafIdx >= 0 && leafIdx < treeSize);
          demand(same(await rootBy(bottom, leafIdx, treeSize, path), top));
        })) !== null);
      return found;
    }"""
    inclusion = cases("rfc9162-inclusion")
    assert page.evaluate(included, inclusion) == [not one["wantErr"] for one in inclusion]

    consistent = """async (cases) => {
      const found = [];
      for (const { size1, size2, root1, root2, proof } of cases)
        found.push((await sound(async () => {
          const [old, now] = [base64(root1 ?? ""), base64(root2 ?? "")];
          const path = (proof ?? []).map(base64);
          demand([old, now, ...path].every((one) => one.length === 32));
          demand(size1 > 0 && size1 <= size2);
          const [was, is] = await rootsBy(size1, size2, path, old);
          demand(same(was, old) && same(is, now));
        })) !== null);
      return found;
    }"""
    leads = cases("rfc9162-consistency")
    short = [one["root1"] and len(one["root1"]) == 16 for one in leads]  # 12 octets: no root
    expected = [not one["wantErr"] and not bad for one, bad in zip(leads, short, strict=True)]
    assert page.evaluate(consistent, leads) == expected


def test_a_reader_chooses_files_and_reads_the_findings_in_four_languages(
    office: Office,  # noqa: F811
    page: Page,
    tmp_path: Path,
) -> None:
    (tmp_path / "dossier.zip").write_bytes(together(office.one | {"README.nl.html": b"x"}))
    (tmp_path / "key.txt").write_text(f"{office.vkey}\n")
    assert page.input_value("#language") == "fr"
    page.set_input_files("#file", tmp_path / "dossier.zip")
    page.set_input_files("#key", tmp_path / "key.txt")

    for number, language in enumerate(LANGUAGES):
        page.select_option("#language", language)
        page.click("#check")
        page.wait_for_selector("#said .inconsistent")
        told = page.inner_text("#said")
        assert WORDS["file-changed"][number].format("README.nl.html") in told
        assert office.origin in told
    (tmp_path / "dossier.zip").write_bytes(together(office.one))
    page.set_input_files("#file", tmp_path / "dossier.zip")
    page.click("#check")
    page.wait_for_selector("#said .consistent")
    page.set_input_files("#key", [])


def test_a_slip_is_told_and_nothing_is_checked(
    office: Office,  # noqa: F811
    page: Page,
    tmp_path: Path,
) -> None:
    (tmp_path / "dossier.zip").write_bytes(together(office.one))
    page.set_input_files("#file", tmp_path / "dossier.zip")
    for field, given_text in (("#key", f"{office.vkey}\n"), ("#held", office.held)):
        for _, spoil in SPOILED.values():
            (tmp_path / "mine.txt").write_bytes(spoil(given_text))
            page.set_input_files(field, tmp_path / "mine.txt")
            page.click("#check")
            page.wait_for_selector("#said .unreadable")
            assert "mine.txt: " in page.inner_text("#said")
            page.evaluate("document.getElementById('said').replaceChildren()")
        page.set_input_files(field, [])


def test_it_lies_in_every_bundle_as_one_file_that_loads_nothing(office: Office) -> None:  # noqa: F811
    for kind in KINDS:
        text = getattr(office, kind)["verify.html"].decode()
        assert text.encode() == verify_page()
        assert "default-src 'none'; script-src 'sha256-" in text
        for reached in ("http:", "https:", "src=", "import(", "fetch(", "XMLHttp", "WebSocket"):
            assert reached not in text
