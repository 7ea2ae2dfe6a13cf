"""`griffie init` as a person meets it: in a real terminal."""

import os
from pathlib import Path

import pytest

from griffie.application.controller.load_profile import load_profile
from tests.cli.terminal import terminal
from tests.cli.test_cli import GRIFFIE
from tests.cli.test_cli_init import nothing_in


def test_in_a_terminal_every_question_is_answered_a_bad_answer_again(tmp_path: Path) -> None:
    with terminal(GRIFFIE, "init", "--language", "en", cwd=tmp_path) as office:
        office.answer("In which country", "atlantis")
        office.answer("Choose one of these", "be")
        office.answer("called?", "")
        office.answer("This is needed.", "Bakkerij Peeters")
        office.answer("legal form", "bv")
        office.answer("number", "12")
        office.answer("BE0123.456.789", "0726.804.172")
        office.answer("address", "Kerkstraat 1, 9000 Gent")
        office.answer("e-mail address", "privacy@bakkerij.example")
        office.answer("telephone", "")
        office.answer("website", "")
        office.answer("data protection officer", "An Maes")
        office.answer("e-mail address", "an@bakkerij.example")
        office.answer("telephone", "")
        office.answer("languages", "nl")
        office.answer("servers", "mx.bakkerij.example")
        office.answer("approve each refusal", "perhaps")
        office.answer("Answer yes or no", "y")
        office.answer("purpose", "Nieuwsbrief")
        office.answer("basis", "a")
        office.answer("direct marketing", "3")
        office.answer("kinds of data", "e-mailadres")
        office.answer("did the person not give", "")
        office.answer("receives them", "Mailhuis")
        office.answer("What is it to you", "Public authority")
        office.answer("Choose one of these: 1, 2, 3 and 4.", "1")
        office.answer("which country", "us")
        office.answer("purpose", "")
        office.answer("How long?", "9 moons")
        office.until("A period is written as")
        office.answer("How long?", "2 years")
        office.answer("Counted from", "de laatste mail")
        office.answer("Which act", "")
        office.answer("What protects", "Standaardbepalingen")
        office.answer("Who administers", "Els")
        assert nothing_in(tmp_path)
        office.answer("Set up the office now?", "yes")
        office.until("/login")
        assert office.ended() == 0

    profile = load_profile(tmp_path / "data.toml")
    assert profile.identity
    assert profile.identity.name == "Bakkerij Peeters"
    assert profile.mail.hosts == ("mx.bakkerij.example",)
    assert profile.four_eyes
    assert profile.recipients[0].country == "US"
    assert profile.recipients[0].safeguards
    assert [one.name for one in tmp_path.iterdir() if one.is_dir()] == ["data"]


@pytest.mark.parametrize("stop", ["ctrl-c", "end of input", "no"])
def test_who_stops_in_a_terminal_leaves_nothing(tmp_path: Path, stop: str) -> None:
    with terminal(GRIFFIE, "init", "--language", "en", cwd=tmp_path) as office:
        office.answer("In which country", "be")
        office.until("called?")
        if stop == "ctrl-c":
            office.press_ctrl_c()
        elif stop == "end of input":
            os.write(office._screen, b"\x04")
        else:
            office.type("Bakkerij")
            asked = ("form", "number", "address", "e-mail", "telephone", "website", "officer?")
            said = ("bv", "0726804172", "Gent", "a@b.example", "", "", "")
            for question, words in zip(asked, said, strict=True):
                office.answer(question, words)
            for question in ("languages", "servers", "each refusal", "purpose", "administers"):
                office.answer(question, "")
            office.answer("Set up the office now?", "no")
        assert office.ended() == 130
        assert "Nothing was made" in office.shown
    assert nothing_in(tmp_path)


SPOKEN = {
    "nl": ("Kies een hiervan", "Dit is nodig.", "2 jaar", "ja", "opent elke naam"),
    "fr": ("Choisissez l’un", "Ceci est nécessaire.", "2 ans", "oui", "ouvre chaque nom"),
    "de": ("Wählen Sie eines", "Das wird gebraucht.", "2 Jahre", "ja", "öffnet jeden Namen"),
    "en": ("Choose one of these", "This is needed.", "2 years", "yes", "opens every name"),
}


@pytest.mark.parametrize("language", SPOKEN)
def test_the_first_question_is_the_language_and_from_there_on_it_is_spoken(
    tmp_path: Path, language: str
) -> None:
    choose, needed, period, yes, key = SPOKEN[language]
    with terminal(GRIFFIE, "init", cwd=tmp_path, LC_ALL="C.UTF-8") as office:
        office.answer("Nederlands, français, Deutsch, English? [en]:", language)
        office.until("Ctrl" if language != "de" else "Strg")
        office.answer("[be]:", "XX")
        office.answer(choose, "")
        office.answer("?", "")
        office.until(needed)
        for words in ("Bakkerij", "bv", "0726804172", "Gent", "a@b.example", *[""] * 5):
            office.answer("?", words)
        office.answer("]:", yes)  # that another person approves
        office.answer(")", "Facturen")
        office.answer("?", "b")
        office.answer("]:", "")  # no direct marketing
        office.answer("?", "naam")
        for words in ("", "", "", period, "", "", "Els"):  # to who administers
            office.answer(")", words)
        office.answer("]:", yes)
        office.until(key)
        office.until("http://127.0.0.1:8000/login")
        assert office.ended() == 0
        assert "master key was made" not in office.shown.lower()
        assert "Error" not in office.shown

    profile = load_profile(tmp_path / "data.toml")
    assert profile.four_eyes
    retention = profile.purposes[0].retention
    assert isinstance(retention, tuple)
    (kept,) = retention
    assert kept.length == (2, "year")
