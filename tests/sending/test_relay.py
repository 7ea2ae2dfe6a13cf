"""How the relay is spoken to: over TLS or not, signed in or not, and a sentence where it fails."""

import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from griffie.application.errors import BadRelayError, MailRefusedError, RelayAwayError
from griffie.application.sending.mail import MailToSend
from griffie.domain.law import Language
from griffie.infrastructure.imap.settings import Security
from griffie.infrastructure.smtp.relay import SmtpRelay
from griffie.infrastructure.smtp.settings import PASSWORD as VARIABLE
from griffie.infrastructure.smtp.settings import read_relay
from tests.mailbox.test_signing_in import certificate
from tests.sending.conftest import SENDER, spoken_to
from tests.sending.relay import PASSWORD, USER, ARelay, Says, a_relay, knows

__all__ = ["certificate"]

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "relay.toml"
LETTER = MailToSend(
    message_id="<1@iassist.example>",
    sender=SENDER,
    sender_name="iAssist, Gent",
    to="an@example.be",
    subject="Ons antwoord",
    text="Beste An\n.\nDit is één regel.\n",
    language=Language.NL,
    at=datetime(2026, 3, 20, 10, tzinfo=UTC),
    automatic=False,
)


def nothing() -> None:
    """What is done before it leaves."""


@pytest.fixture
def secret(tmp_path: Path) -> Callable[[str], Path]:
    def written(word: str) -> Path:
        file = tmp_path / "secret"
        file.touch(0o600)
        file.write_text(f"{word}\n")
        return file

    return written


def served_with(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


def test_it_is_signed_in_to_over_starttls(
    certificate: tuple[Path, Path], secret: Callable[[str], Path]
) -> None:
    said = {"security": Security.STARTTLS, "ca_file": certificate[0], "user": USER}
    context = served_with(certificate)
    with a_relay(tls_context=context, authenticator=knows, auth_required=True) as relay:
        ours = spoken_to(relay.port, **said, password_file=secret(PASSWORD))
        assert ours.hand_over(LETTER, nothing) == "250 2.0.0"
        with pytest.raises(RelayAwayError, match="does not let us in"):
            spoken_to(relay.port, **said, password_file=secret("wrong")).check()
        with pytest.raises(RelayAwayError, match="certificate"):
            spoken_to(relay.port, security=Security.STARTTLS).check()

    (letter,) = relay.taken
    assert letter.get_content().splitlines() == ["Beste An", ".", "Dit is één regel."]
    assert letter["From"] == f'"iAssist, Gent" <{SENDER}>'


def test_a_relay_without_starttls_is_given_nothing(relay: ARelay) -> None:
    with pytest.raises(RelayAwayError):
        spoken_to(relay.port, security=Security.STARTTLS).hand_over(LETTER, nothing)

    assert relay.taken == []


def test_the_password_may_stand_in_the_environment(
    certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {"security": Security.STARTTLS, "ca_file": certificate[0], "user": USER}
    with a_relay(tls_context=served_with(certificate), authenticator=knows) as relay:
        with pytest.raises(BadRelayError, match=VARIABLE):
            spoken_to(relay.port, **said).check()
        monkeypatch.setenv(VARIABLE, PASSWORD)
        spoken_to(relay.port, **said).check()


def test_what_the_relay_says_is_kept_as_codes(relay: ARelay, smtp: SmtpRelay) -> None:
    relay.next = [Says.NEVER, Says.NO_SUCH_MAILBOX]

    with pytest.raises(MailRefusedError) as whole:
        smtp.hand_over(LETTER, nothing)
    with pytest.raises(MailRefusedError) as mailbox:
        smtp.hand_over(LETTER, nothing)

    assert (str(whole.value), str(mailbox.value)) == ("554 5.7.1", "550 5.1.1")


def test_the_example_can_be_read() -> None:
    settings = read_relay(EXAMPLE).relay

    assert (settings.port_used, settings.security) == (587, Security.STARTTLS)


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ('host = "mail.example"\nsecurity = "none"', "this machine alone"),
        ('host = "mail.example"\npassword_file = "x"', "who signs in has a name"),
        ("port = 25", "relay.host"),
        ('host = "a"\nwhat = 1', "relay.what"),
        ('host = "a"\ngive_up_after_hours = 0', "give_up_after_hours"),
        ('host = "geheim', "no TOML"),
    ],
)
def test_a_file_that_is_wrong_says_where_and_no_value(
    tmp_path: Path, said: str, where: str
) -> None:
    file = tmp_path / "relay.toml"
    file.write_text(f"[relay]\n{said}\n")

    with pytest.raises(BadRelayError, match=where) as found:
        read_relay(file)
    assert "geheim" not in str(found.value)
