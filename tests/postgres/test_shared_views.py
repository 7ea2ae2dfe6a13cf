"""Views that one role folded are read and folded on by every other that may make them."""

import pytest

from griffie.api.composition import make_server_store
from griffie.application.access.roles import Role
from tests.conftest import signed_in
from tests.given.pg_server import OWNER, SERVES
from tests.given.story import tell
from tests.postgres.conftest import Office


@pytest.mark.parametrize("role", [OWNER, "postgres"])
@pytest.mark.parametrize("wide_first", [True, False])
def test_a_wide_role_and_the_one_that_serves_read_and_fold_the_views_of_each_other(
    office: Office, role: str, *, wide_first: bool
) -> None:
    for count, one in enumerate((role, SERVES, role) if wide_first else (SERVES, role, SERVES), 1):
        store = office.open(one)
        tell(signed_in(store, Role.HANDLER))
        assert store.engine.current().count() == count  # type: ignore[attr-defined]
        store.engine.close()

    make_server_store(office.owner, None, SERVES)

    store = office.open()
    assert store.projections.rebuild("register", lambda _done, _all: None) == 3
    store.engine.close()
