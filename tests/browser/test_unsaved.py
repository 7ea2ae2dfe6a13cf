"""Who leaves a form with typed words in it is asked first; who sends it or typed nothing is not."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from griffie.application.access.roles import Role
from tests.browser.conftest import Console, enter, press_in_time, watch

HALF = "Half a sentence"
OTHERS = """main => main.insertAdjacentHTML("beforeend",
    "<form method=post action=/nowhere><button>Another form</button></form>")"""


class Asked:
    """A page, what its browser asked, and what somebody answers: to stay, unless it is changed."""

    def __init__(self, page: Page) -> None:
        self.page, self.questions, self.leaves = page, 0, False
        page.on("dialog", self._answer)

    def _answer(self, dialog: Dialog) -> None:
        assert dialog.type == "beforeunload"
        self.questions += 1
        if self.leaves:
            dialog.accept()
        else:
            dialog.dismiss()


@pytest.fixture
def asked(browser: Browser, console: Console) -> Iterator[Asked]:
    """The form of a note, in English."""
    context = browser.new_context(locale="en")
    watched = watch(context, console)
    enter(watched.page, console, Role.DPO)
    watched.page.goto(f"{console.url}{console.full}/do/add-note")
    yield Asked(watched.page)
    assert not [one for one in watched.complaints if "422" not in one]
    context.close()


def another_language(page: Page) -> None:
    page.get_by_role("link", name="NL").click()


def by_the_menu(page: Page) -> None:
    page.locator("#menu a[href='/inbox']").click()


def by_a_key(page: Page) -> None:
    page.locator("h1").click()  # out of the field
    press_in_time(page, "g i")


@pytest.mark.parametrize("way", [another_language, by_the_menu, by_a_key])
def test_who_leaves_is_asked_and_who_stays_loses_nothing(
    asked: Asked, way: Callable[[Page], None]
) -> None:
    page = asked.page
    page.locator("#f-note").press_sequentially(HALF)
    before = page.url

    with page.expect_event("dialog"):
        way(page)

    expect(page.locator("#f-note")).to_have_value(HALF)
    assert page.url == before
    asked.leaves = True
    with page.expect_navigation():
        way(page)
    assert asked.questions == 2


def test_who_typed_nothing_or_sends_is_not_asked(asked: Asked) -> None:
    page = asked.page
    with page.expect_navigation():
        another_language(page)
    page.locator("#f-note").press_sequentially("Gebeld.")
    page.locator("main form button.pri").click()
    page.wait_for_url("**?done=*")

    assert not asked.questions


def test_what_came_back_with_a_fault_is_unsaved_as_well(asked: Asked) -> None:
    page = asked.page
    page.goto(f"{page.url.rpartition('/')[0]}/assess-minor")
    page.locator("#f-reason").press_sequentially(HALF)
    page.locator("main form button.pri").click()
    expect(page.locator(".errs")).to_be_visible()
    page.locator("h1").click()  # a browser asks only who did something on the page

    with page.expect_event("dialog"):
        by_the_menu(page)

    expect(page.locator("#f-reason")).to_have_value(HALF)
    asked.leaves = True


def test_words_in_another_form_are_no_less_lost(asked: Asked) -> None:
    """A paper that is taken along leaves the page where it is, with what was typed."""
    page = asked.page
    page.locator("main").evaluate(OTHERS)
    page.locator("#f-note").press_sequentially(HALF)

    with page.expect_event("dialog"):
        page.get_by_role("button", name="Another form").click()

    expect(page.locator("#f-note")).to_have_value(HALF)
    asked.leaves = True


def test_what_is_only_ticked_chosen_or_sought_is_no_loss(asked: Asked, console: Console) -> None:
    page = asked.page
    page.goto(f"{console.url}/")
    boxes = page.locator("main form input[type=checkbox]").all()
    assert boxes
    boxes[0].check()
    with page.expect_navigation():
        by_the_menu(page)
    page.goto(f"{console.url}/search")
    page.locator("#person").press_sequentially("Voornaam1")
    with page.expect_navigation():
        by_the_menu(page)

    assert not asked.questions
