"""Who acted is said in words: colleagues by name, the clock in the language of the reader."""

from datetime import timedelta

import pytest

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from tests.conftest import Clock, signed_in
from tests.given.console import at_console, page_of, seen
from tests.given.story import receive
from tests.given.ticking import tick


@pytest.mark.parametrize(
    ("language", "words"), [("en", "the clock"), ("nl", "de klok"), ("de", "die Uhr")]
)
def test_what_the_clock_recorded_is_the_clock_s_on_every_page(
    store: Store, clock: Clock, language: str, words: str
) -> None:
    place = page_of(receive(signed_in(store, Role.HANDLER), rights=[{"right": "erasure"}]))
    clock.at += timedelta(days=40)
    tick(store)
    reader = at_console(store, Role.DPO, language)

    for page in (place, f"{place}/replay", "/audit"):
        shown = seen(reader, page)
        assert words in shown, page
        assert ">system<" not in shown, page
