"""The letter page with its paragraphs as fields: reworded, taken out, added, without a script."""

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from tests.console.test_letter_page import DECIDED, all_filled, hidden
from tests.given.console import at_console, page_of
from tests.given.pdf import words
from tests.given.story import receive

SEND = {"send": "1", "sent_on": "2026-03-20", "channel": "email"}


@pytest.fixture
def place(clerk: TestClient) -> str:
    found = receive(clerk)
    for step, body in DECIDED:
        assert clerk.post(f"{found}/{step}", json=body).status_code == 200
    return found


class Desk:
    """Somebody who writes the answer to one request, page after page, with what was typed."""

    def __init__(self, store: Store, place: str) -> None:
        self.client = at_console(store, Role.HANDLER)
        self.address = f"{page_of(place)}/letter"
        self.typed = all_filled(self.post())

    def post(self, status: int = 200, /, **more: str) -> str:
        typed = {"kind": "answer"} | getattr(self, "typed", {}) | more
        answer = self.client.post(self.address, data=typed)
        assert answer.status_code == status, answer.text
        return answer.text

    def paragraphs(self) -> dict[str, str]:
        """The fields of the paragraphs with their words."""
        page = self.post(edit="1")
        found = re.findall(
            r'<textarea id="(words\.[0-9a-f]+-\d+)"[^>]*>(.*?)</textarea>', page, re.DOTALL
        )
        return {name: unescape(said) for name, said in found}

    def the(self, beginning: str) -> tuple[str, str]:
        """The key and the words of the paragraph that begins so."""
        name, said = next(one for one in self.paragraphs().items() if one[1].startswith(beginning))
        return name.removeprefix("words."), said


@pytest.fixture
def desk(store: Store, place: str) -> Desk:
    return Desk(store, place)


def test_fields_that_nobody_changed_change_nothing(desk: Desk) -> None:
    plain = desk.post()

    same = desk.post(**desk.paragraphs())

    assert 'name="words.' not in same
    assert 'name="send"' in same
    assert re.findall(r"<article.*</article>", plain, re.DOTALL) == re.findall(
        r"<article.*</article>", same, re.DOTALL
    )


def test_other_words_are_sent_and_kept_as_they_stand(
    desk: Desk, clerk: TestClient, place: str
) -> None:
    key, said = desk.the("Op 5 maart")
    edits = {f"words.{key}": f"{said} Dank daarvoor.", f"added.{key}": "Een zin van ons."}
    ready = desk.post(**edits)

    assert "Dank daarvoor." in ready
    assert '<p class="gapf small">Paragraphs reworded: 1, taken out: 0, added: 1</p>' in ready
    desk.post(303, **(hidden(ready) | SEND | edits))

    (letter,) = clerk.get(f"{place}/letters", params={"reveal": True}).json()["items"]
    text = " ".join(letter["text"].split())
    assert "Dank daarvoor. Een zin van ons. " in text
    (event,) = [
        one
        for one in clerk.get(f"{place}/events").json()["items"]
        if one["type"] == "RequesterInformed"
    ]
    assert re.fullmatch(r"[\w-]{43}", event["data"]["text"])  # its digest


@pytest.mark.law("gdpr/12/4", "gdpr/79")
def test_send_does_not_exist_without_what_the_law_demands(
    desk: Desk, clerk: TestClient, place: str
) -> None:
    key, _ = desk.the("U hebt daarnaast")
    out = {f"out.{key}": "1"}

    shown = desk.post(**out)
    forced = desk.post(409, **(hidden(shown) | SEND | out))
    draft = desk.client.post(
        desk.address, data={"kind": "answer", "pdf": "1"} | desk.typed | out
    ).content

    for page in (shown, forced):
        assert 'name="send"' not in page
        assert "The law demands what was taken out: Article 79 GDPR." in page
        assert re.search(r'class="abs">.*?href="/law/gdpr/79">', page, re.DOTALL)
    assert "ONTWERP, niet versturen" in words(draft)
    assert clerk.get(f"{place}/letters").json()["items"] == []


def test_what_was_taken_out_can_be_said_in_words_of_ones_own(desk: Desk) -> None:
    key, _ = desk.the("U hebt daarnaast")
    said = "U kunt naar de rechtbank van eerste aanleg (artikel 79 AVG)."

    ready = desk.post(**{f"out.{key}": "1", f"added.{key}": said})

    assert 'name="send"' in ready


def test_a_paragraph_is_put_back(desk: Desk) -> None:
    key, said = desk.the("U hebt daarnaast")
    changed = {f"words.{key}": "Iets anders."}

    shown = desk.post(edit="1", **changed)
    back = desk.post(**changed, **{f"back.{key}": "1"})

    assert f'name="back.{key}"' in shown
    assert 'name="send"' in back
    assert unescape(said) in unescape(back)


def test_a_reworded_paragraph_takes_its_gaps_along(store: Store, place: str) -> None:
    desk = Desk(store, place)
    desk.typed = {}
    fields = desk.paragraphs()
    with_gap = [name for name, said in fields.items() if "[AAN TE VULLEN" in said]
    before = desk.post()

    whole = desk.post(**{with_gap[0]: "Dat is niet zo (artikel 15, lid 1, punt g), AVG)."})
    half = desk.post(**{with_gap[0]: fields[with_gap[0]] + " En meer."})

    gaps = re.findall(r'<textarea id="gap(\d+)"', before)
    assert len(re.findall(r'<textarea id="gap(\d+)"', whole)) < len(gaps)
    assert 'name="send"' not in half


def test_words_for_a_paragraph_that_is_gone_are_shown_and_nothing_is_sent(desk: Desk) -> None:
    key, said = desk.the("Op 5 maart")
    edits = {f"words.{key}": f"{said} Dank daarvoor."}

    french = desk.post(language="fr", **edits)
    forced = desk.post(409, language="fr", **(hidden(french) | SEND | edits))

    for page in (french, forced):
        assert "Words of yours belong to no paragraph any more" in page
        assert "Dank daarvoor." in page
        assert 'name="send"' not in page


def test_what_is_typed_for_a_paragraph_is_words_alone(desk: Desk) -> None:
    key, _ = desk.the("Op 5 maart")

    shown = desk.post(**{f"words.{key}": "<script>x</script>\ue00099\ue001\x07"})
    again = desk.post(edit="1", **{f"added.{key}": "</textarea><script>y"})

    assert "&lt;script&gt;x&lt;/script&gt;99" in shown
    assert "<script>x" not in shown
    assert "<script>y" not in again


def test_while_paragraphs_are_adapted_nothing_can_be_sent(desk: Desk) -> None:
    shown = desk.post(edit="1")

    assert 'name="send"' not in shown
    assert "Possible once the letter was updated." in shown
    carried = re.findall(r'<input type="hidden" name="gap\d+" value="([^"]*)">', shown)
    assert [*map(unescape, carried)] == [*desk.typed.values()]
