"""Every page of the console, and every list of the API, asked of a store on a server.

A statement that only SQLite understands shows here, whoever wrote it.
"""

import re

import pytest

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from tests.conftest import signed_in
from tests.given.console import at_console
from tests.given.story import tell

TABS = ("open", "mine", "closed", "held", "tasks", "hold", "answered", "unassigned")
LISTS = (
    *("requests?right=access&channel=post&handler=u-2&deadline=overdue", "requests?sort=-due_on"),
    *("messages", "dashboard", "events?limit=50", "audit/trail", "retention", "people", "tokens"),
)


@pytest.mark.parametrize("role", [Role.DPO, Role.HANDLER])
def test_no_page_fails(store: Store, role: Role) -> None:
    tell(signed_in(store, Role.HANDLER))
    client = at_console(store, role)
    first = client.get("/").text
    found = {one for one in re.findall(r'href="(/[^"#]*)"', first) if "static" not in one}

    said = {page: client.get(page).status_code for page in sorted(found)}
    said |= {tab: client.get(f"/?tab={tab}&right=access&within=7").status_code for tab in TABS}

    assert {page: status for page, status in said.items() if status >= 500} == {}
    assert len(found) > 8
    assert sum(status == 200 for status in said.values()) > 12


def test_no_list_fails(store: Store) -> None:
    dpo = signed_in(store, Role.DPO)
    tell(dpo)

    said = {one: dpo.get(f"/api/v1/{one}").status_code for one in LISTS}

    assert {one: status for one, status in said.items() if status >= 500} == {}
