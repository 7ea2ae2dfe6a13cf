"""The file that names the sign-in provider: what is read, and what is refused without a value."""

import tomllib
from pathlib import Path

import pytest

from griffie.api.composition.providers import read_provider
from griffie.application.access.roles import Role
from griffie.application.errors import BadSignInFileError
from griffie.infrastructure.oidc.settings import ProviderSettings
from tests.provider.conftest import FILE, SECRET


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('issuer = "http://login.example"', "issuer: Value error, it begins with https://"),
        ('issuer = "https://login.example/?x"', "issuer: Value error, nothing stands behind"),
        ('role = "chief"', "roles.0.role"),
        ('colour = "red"', "colour"),
    ],
)
def test_a_file_that_cannot_be_used_says_where_and_no_value(
    tmp_path: Path, secret: Path, line: str, why: str
) -> None:
    text = FILE.format(issuer="https://login.example", client="griffie", secret=secret)
    name = line.split(" = ", maxsplit=1)[0]
    lines = [one for one in text.splitlines() if not one.startswith(f"{name} =")]
    at = lines.index("[[roles]]") + 1 if name == "role" else 0
    lines.insert(at, line)
    path = tmp_path / "sign-in.toml"
    path.write_text("\n".join(lines))

    with pytest.raises(BadSignInFileError) as error:
        read_provider(path)

    assert str(error.value).startswith(f"sign-in.toml: {why}")
    assert SECRET not in str(error.value)


def test_the_example_is_a_file_that_is_read() -> None:
    text = Path(__file__).parents[2].joinpath("docs/examples/sign-in.toml").read_text("utf-8")

    read = ProviderSettings.model_validate(tomllib.loads(text))

    assert [one.role for one in read.roles] == [Role.DPO, Role.HANDLER, Role.ADMIN]


def test_a_secret_may_stand_in_the_environment(
    tmp_path: Path, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = FILE.format(issuer="https://login.example", client="g", secret=secret)
    path = tmp_path / "sign-in.toml"
    path.write_text("".join(text.partition("secret_file")[::2]).replace(f' = "{secret}"', "", 1))
    monkeypatch.setenv("GRIFFIE_SIGN_IN_SECRET", "from-outside")

    assert read_provider(path).secret() == "from-outside"


def test_a_secret_that_others_may_read_is_not_used(tmp_path: Path, secret: Path) -> None:
    secret.chmod(0o644)
    path = tmp_path / "sign-in.toml"
    path.write_text(FILE.format(issuer="https://login.example", client="g", secret=secret))

    with pytest.raises(BadSignInFileError, match="0600"):
        read_provider(path)
