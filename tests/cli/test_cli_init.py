"""`griffie init`: by options and in a real terminal; and that a stop leaves nothing behind."""

import re
import subprocess
from pathlib import Path

import httpx2
import pytest

from griffie.api.cli import init as page
from griffie.api.composition import open_store
from griffie.application.access.roles import Role
from griffie.application.controller.load_profile import load_profile
from griffie.application.controller.profile import ControllerProfile
from griffie.application.controller.profile_file import profile_text
from griffie.application.register.view import Query
from griffie.infrastructure.vault.master_key import load_or_make
from tests.cli.test_cli import DEMO_MAIL, GRIFFIE, data, done, griffie
from tests.given.ports import free_port
from tests.given.server import until_it_answers

__all__ = ["data"]

ANSWERS = (
    *("--name", "Bakkerij Peeters", "--legal-form", "bv", "--number", "0726804172"),
    *("--address", "Kerkstraat 1, 9000 Gent", "--email", "privacy@bakkerij.example"),
)
NEWSLETTER = (
    *("--purpose", "Nieuwsbrief", "--basis", "nieuwsbrief=a", "--marketing", "nieuwsbrief"),
    *("--holds", "nieuwsbrief=e-mailadres, surfgedrag", "--origin", "surfgedrag=onze website"),
    *("--keeps", "nieuwsbrief/e-mailadres=2 years from de laatste mail"),
    *("--keeps", "nieuwsbrief/surfgedrag=zolang het bezoek duurt", "--by-act", "nieuwsbrief=Wet A"),
    *("--recipient", "nieuwsbrief=Mailhuis:processor:US", "--safeguards", "mailhuis=Clausules"),
)
IASSIST = Path("docs") / "examples" / "iassist.toml"
TOKEN = re.compile(r"griffie_[\w-]{20,}")


def made(data: Path) -> ControllerProfile:
    return load_profile(data.with_name("data.toml"))


def nothing_in(folder: Path) -> bool:
    return not list(folder.iterdir())


def test_by_options_an_office_is_set_up_and_its_administrator_can_sign_in(data: Path) -> None:
    said = done("init", "--yes", *ANSWERS, "--admin-name", "Els Peeters")

    token = TOKEN.search(said)
    assert token
    assert said.splitlines()[-1] == "http://127.0.0.1:8000/login"
    store = open_store(data, profile=made(data))
    account = store.access.account_of(token.group())
    assert account
    assert account.role is Role.ADMIN
    assert store.access.name_of(account.id) == "Els Peeters"
    assert re.search(r"sign-in name +admin$", said, re.MULTILINE)
    one_time = re.search(r"password +([a-z2-7-]{19}) ", said)
    assert one_time
    password = store.access.passwords.check("admin", one_time[1], known=False)
    assert password
    assert password.account_id == account.id
    store.engine.close()
    assert "data.kek" in said
    assert "griffie backup" in said
    assert griffie("audit").exit_code == 0


def test_what_was_said_stands_in_a_profile_that_a_person_can_read(data: Path) -> None:
    done("init", "--yes", *ANSWERS, *NEWSLETTER, "--letters-in", "nl,fr", "--four-eyes")

    profile = made(data)
    assert profile.identity
    assert profile.identity.enterprise_number == "BE0726.804.172"
    assert profile.languages.answered == ("nl", "fr")
    assert profile.four_eyes
    (purpose,) = profile.purposes
    assert isinstance(purpose.retention, tuple)
    mail, browsing = purpose.retention
    assert (mail.period, mail.act) == ("2 years", "Wet A")
    assert browsing.criterion
    assert profile.categories[1].provided is False
    assert profile.recipients[0].safeguards
    text = data.with_name("data.toml").read_text("utf-8")
    assert "# Who answers" in text
    assert "four_eyes = true # whether another person approves each refusal" in text


def test_a_request_after_it_is_judged_under_that_profile(data: Path) -> None:
    done("init", "--yes", *ANSWERS)
    done("receive", DEMO_MAIL)

    with_profile = open_store(data, profile=made(data))
    (item,) = with_profile.engine.current().items(Query(), with_profile.engine.today())
    request = with_profile.requests.load(item.id)
    assert request.setting.profile == made(data).version
    with_profile.engine.close()


def test_a_given_profile_is_kept_letter_by_letter(data: Path) -> None:
    done("init", "--yes", "--profile", IASSIST)

    written = data.with_name("data.toml")
    assert written.read_bytes() == IASSIST.read_bytes()


def test_an_option_fills_a_gap_of_a_given_profile(data: Path) -> None:
    done("init", "--yes", "--profile", IASSIST, "--keeps", "delivery/orders=7 years")

    (delivery,) = (one for one in made(data).purposes if one.code == "delivery")
    assert isinstance(delivery.retention, tuple)
    assert [one.period for one in delivery.retention] == ["7 years"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "--name, --legal-form, --number, --address, --email"),
        ((*ANSWERS, "--number", "12"), "--number: It is written as BE0123.456.789."),
        ((*ANSWERS, "--email", "nobody"), "--email: This is no e-mail address."),
        ((*ANSWERS, "--country", "atlantis"), "--country: Choose one of these: be"),
        ((*ANSWERS, "--country", "de", "--number", "HRB 1"), "--authority"),
        ((*ANSWERS, "--letters-in", "la"), "--letters-in: Choose among these"),
        ((*ANSWERS, "--mail-hosts", "a b"), "--mail-hosts: A server is written as"),
        (
            (*ANSWERS, *NEWSLETTER, "--keeps", "nieuwsbrief/surfgedrag=9 moons"),
            "A period is written as",
        ),
        ((*ANSWERS, "--purpose", "x", "--basis", "x=z"), "--basis: a (consent)"),
        ((*ANSWERS, "--purpose", "x", "--basis", "x"), "--basis: NAME=VALUE"),
        ((*ANSWERS, "--purpose", "x", "--recipient", "x=y:friend"), "--recipient: processor"),
        (
            (*ANSWERS, "--purpose", "x", "--recipient", "x=y:processor:USA"),
            "--recipient: A country",
        ),
        ((*ANSWERS, "--purpose", "!!"), "A name needs a letter or a digit"),
        ((*ANSWERS, "--name", "a\x1b[2J"), "--name: Only letters, digits and signs"),
        ((*ANSWERS, "--purpose", "x", "--purpose", "X"), "was used before in this list"),
        ((*ANSWERS, *NEWSLETTER, "--keeps", "nieuwsbrif=1 year"), "--keeps: nieuwsbrif"),
        ((*ANSWERS, *NEWSLETTER, "--safeguards", "post=x"), "--safeguards: post"),
        ((*ANSWERS, "--origin", "x=y"), "--origin: x"),
        (("--profile", "none.toml"), "none.toml: cannot be read"),
    ],
)
def test_a_bad_answer_is_a_sentence_and_leaves_nothing(
    data: Path, words: tuple[str, ...], said: str
) -> None:
    result = griffie("init", "--yes", "--language", "en", *words)

    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.output
    assert nothing_in(data.parent)


def test_without_a_terminal_nothing_is_asked(data: Path) -> None:
    result = griffie("init")

    assert result.exit_code == 2
    assert "Give these options: --name" in result.stderr
    assert nothing_in(data.parent)


@pytest.mark.in_folder
def test_an_office_is_set_up_once(data: Path) -> None:
    done("init", "--yes", *ANSWERS)
    before = {file: file.read_bytes() for file in data.parent.glob("data.*")}

    again = griffie("init", "--yes", *ANSWERS)

    assert again.exit_code == 2
    assert "There is a store" in again.stderr
    assert {file: file.read_bytes() for file in data.parent.glob("data.*")} == before


def test_whoever_makes_a_key_later_in_the_same_process_is_told_to_keep_it(
    data: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    done("init", "--yes", *ANSWERS)
    assert str(data.with_name("data.kek")) not in caplog.text

    load_or_make(tmp_path / "later.kek", store_exists=False)

    assert str(tmp_path / "later.kek") in caplog.text


def test_a_profile_that_lies_there_is_never_written_over(data: Path) -> None:
    data.with_name("data.toml").write_text("slug = 'mine'\n")

    refused = griffie("init", "--yes", *ANSWERS)
    assert refused.exit_code == 2
    assert "--profile" in refused.stderr
    assert not data.exists()

    done("init", "--yes", "--profile", data.with_name("data.toml"))
    assert data.with_name("data.toml").read_text() == "slug = 'mine'\n"


@pytest.mark.parametrize("where", ["open_store", "_write_new"])
@pytest.mark.in_folder
def test_what_fails_while_it_is_made_leaves_nothing(
    data: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    real = getattr(page, where)

    def fails(*words: object, **named: object) -> object:
        real(*words, **named)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(page, where, fails)
    result = griffie("init", "--yes", *ANSWERS)

    assert result.exit_code == 2
    assert "No space left on device" in result.stderr
    assert nothing_in(data.parent)


@pytest.mark.in_folder
def test_the_files_of_an_old_key_are_left_alone_when_it_fails(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done("token", "create", "--role", "dpo")
    kek = data.with_name("data.kek")
    key = kek.read_bytes()
    subprocess.run(["rm", "-r", str(data)], check=True)
    monkeypatch.setattr(page, "load_profile", lambda _: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        page._make(data, None, "slug = 'x'", "")

    assert kek.read_bytes() == key
    assert not data.exists()


def test_a_broken_profile_beside_the_store_stops_a_command_but_no_audit(data: Path) -> None:
    done("init", "--yes", *ANSWERS)
    data.with_name("data.toml").write_text("slug = ")

    assert "data.toml: is not TOML" in griffie("receive", DEMO_MAIL).stderr
    assert griffie("audit").exit_code == 0


@pytest.mark.parametrize("language", ["nl", "fr", "de"])
def test_it_speaks_the_language_of_the_terminal(
    data: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("LC_ALL", f"{language}_BE.UTF-8")

    said = done("init", "--yes", *ANSWERS)

    assert "The office is set up" not in said
    assert made(data).languages.default == language


def test_the_sign_in_page_is_where_it_says(tmp_path: Path) -> None:
    port = free_port()
    run = [str(GRIFFIE), "init", "--yes", *ANSWERS, "--port", str(port)]
    done = subprocess.run(run, cwd=tmp_path, check=True, capture_output=True, text=True)
    said = done.stdout
    address = said.splitlines()[-1]
    token = TOKEN.search(said)
    assert token
    serve = [str(GRIFFIE), "serve", "--port", str(port)]
    with subprocess.Popen(serve, cwd=tmp_path, stderr=subprocess.PIPE) as serving:
        try:
            assert until_it_answers(address).status_code == 200
            signed_in = httpx2.post(address, data={"token": token.group()}, timeout=60)
            assert signed_in.status_code in {302, 303}
        finally:
            serving.terminate()


def test_the_file_of_a_whole_profile_reads_back_as_the_same(tmp_path: Path) -> None:
    whole = load_profile(IASSIST)
    (tmp_path / "again.toml").write_text(profile_text(whole), "utf-8")

    assert load_profile(tmp_path / "again.toml") == whole
