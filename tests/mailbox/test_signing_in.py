"""With a password or a token, over TLS or not: and a sentence for each way in which it fails."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from griffie.application.errors import BadMailboxesError, MailServerError
from griffie.infrastructure.imap.mailbox import signed_in
from griffie.infrastructure.imap.settings import MailboxSettings, OAuth, Security, read_settings
from griffie.infrastructure.imap.token import TokenSource
from tests.given.ports import free_port
from tests.mailbox.conftest import ADDRESS
from tests.mailbox.dovecot import USER, Server, dovecot
from tests.mailbox.test_watched import mail

EXAMPLE = Path(__file__).parents[2] / "docs/examples/mailboxes.toml"
Settings = Callable[..., MailboxSettings]


def said(settings: MailboxSettings, tokens: TokenSource | None = None) -> str:
    with pytest.raises(MailServerError) as found, signed_in(settings, tokens):
        raise AssertionError("it let us in")
    return str(found.value)


def test_a_wrong_password_a_missing_folder_and_nobody_there(
    server: Server, settings: Settings, place: Path
) -> None:
    wrong = place / "wrong"
    wrong.touch(0o600)
    wrong.write_text("another password\n")

    assert "does not let us in" in said(settings(password_file=wrong))
    assert "no folder" in said(settings(folder="No such"))
    assert "cannot be reached" in said(settings(port=free_port()))
    assert server.held() == 0


def test_a_secret_that_others_may_read_is_refused(
    server: Server, settings: Settings, password: Path
) -> None:
    password.chmod(0o644)

    with pytest.raises(BadMailboxesError, match="mode 0600"), signed_in(settings(), None):
        raise AssertionError(server)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate of this machine that nobody else signed, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, private = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return certificate, private


def test_over_tls_with_a_certificate_that_is_believed_and_with_no_other(
    place: Path, password: Path, certificate: tuple[Path, Path]
) -> None:
    with dovecot(place / "tls", certificate=certificate) as server:
        settings = MailboxSettings(
            address=ADDRESS,
            host="127.0.0.1",
            port=server.port,
            security=Security.STARTTLS,
            user=USER,
            password_file=password,
            ca_file=certificate[0],
        )
        with signed_in(settings, None) as box:
            assert box.name == ADDRESS

        told = said(settings.model_copy(update={"ca_file": None}))

    assert "certificate" in told


class _Tokens(BaseHTTPRequestHandler):
    """Gives tokens, and says of a token whether it gave it (RFC 6749, RFC 7662)."""

    given: ClassVar[list[dict[str, list[str]]]] = []
    good = "token-1"

    def do_POST(self) -> None:
        """A token is asked for, or asked after."""
        asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        if self.path == "/token":
            self.given.append(asked)
            _Tokens.good = f"token-{len(self.given)}"
            self._answer({"access_token": _Tokens.good, "expires_in": 3600})
        else:
            token = asked.get("token", [""])[0]
            self._answer({"active": token == _Tokens.good, "email": USER, "username": USER})

    def _answer(self, said: dict[str, object]) -> None:
        body = json.dumps(said).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing on the screen."""


@contextmanager
def token_server() -> Iterator[str]:
    _Tokens.given = []
    with ThreadingHTTPServer(("127.0.0.1", 0), _Tokens) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        running.shutdown()


def test_with_a_token_that_is_asked_for_anew_where_the_server_no_longer_takes_it(
    place: Path, password: Path
) -> None:
    with token_server() as url:
        oauth_file = (
            f"introspection_mode = post\nintrospection_url = {url}/introspect\n"
            "username_attribute = email\nactive_attribute = active\nactive_value = true\n"
        )
        with dovecot(place / "oauth", oauth=oauth_file) as server:
            server.deliver(mail(1))
            oauth = OAuth(
                token_endpoint=f"{url}/token",
                client_id="griffie",
                refresh_token_file=password,
                scope="mail",
            )
            settings = MailboxSettings(
                address=ADDRESS,
                host="127.0.0.1",
                port=server.port,
                security=Security.NONE,
                user=USER,
                oauth=oauth,
            )
            tokens = TokenSource(oauth)
            for _ in range(2):
                with signed_in(settings, tokens) as box:
                    assert len(box.numbers(0, datetime.now(UTC).date() - timedelta(days=1))) == 1
            assert len(_Tokens.given) == 1
            _Tokens.good = "another"
            assert "does not let us in" in said(settings, tokens)
            with signed_in(settings, tokens):
                pass

    assert len(_Tokens.given) == 2
    assert _Tokens.given[0]["grant_type"] == ["refresh_token"]
    assert _Tokens.given[0]["scope"] == ["mail"]


def test_a_token_is_asked_for_a_minute_before_it_ends() -> None:
    now = 0.0
    with token_server() as url:
        tokens = TokenSource(OAuth(token_endpoint=f"{url}/token", client_id="griffie"), lambda: now)
        first = tokens.token()
        now = 3539.0
        assert tokens.token() == first
        now = 3541.0
        assert tokens.token() != first
    tokens.forget()

    with pytest.raises(MailServerError, match="no token"):
        tokens.token()


def test_the_name_of_before_is_still_read() -> None:
    before = OAuth.model_validate({"token_url": "https://mail.example/t", "client_id": "c"})

    assert before.token_endpoint == "https://mail.example/t"


GOOD = """[[mailbox]]
address = "privacy@iassist.be"
host = "imap.iassist.be"
user = "privacy@iassist.be"
password_file = "/etc/griffie/secret"
"""


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "mailbox"),
        ("[[mailbox]", "TOML"),
        (GOOD.replace("password_file", "#"), "either password_file or oauth"),
        (GOOD + 'security = "none"\n', "on this machine alone"),
        (GOOD + 'security = "ssl"\n', "mailbox.0.security"),
        (GOOD + 'password = "in clear"\n', "mailbox.0.password"),
        (GOOD + 'move_to = "INBOX"\n', "another folder"),
        (GOOD + "port = 0\n", "mailbox.0.port"),
        (GOOD + 'since = "soon"\n', "mailbox.0.since"),
        (GOOD + GOOD, "twice"),
        (
            GOOD.replace("password_file", "#")
            + 'oauth = {token_endpoint = "http://login.example", client_id = "c"}\n',
            "https://",
        ),
    ],
)
def test_a_file_that_cannot_be_used_says_where_and_repeats_nothing(
    text: str, where: str, tmp_path: Path
) -> None:
    file = tmp_path / "mailboxes.toml"
    file.write_text(text)

    with pytest.raises(BadMailboxesError) as found:
        read_settings(file)

    assert where in str(found.value)
    assert "in clear" not in str(found.value)


def test_the_example_can_be_read() -> None:
    first, second = read_settings(EXAMPLE)

    assert first.move_to == "Griffie"
    assert first.password_file
    assert second.oauth
    assert second.oauth.scope
