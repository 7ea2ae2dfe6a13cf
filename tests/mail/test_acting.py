"""For whom somebody asks: a lawyer, a guardian, a parent, a child; and who asks for themselves."""

import tomllib
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store, read_mail
from griffie.application.intake.acting import acts_for
from griffie.application.intake.receive_mail import receive_mail
from tests.given.quick import is_quick
from tests.mail.made import codes, made, read

SAID: list[tuple[str, str | None]] = [
    ("Als raadsman van Marie De Smet vraag ik inzage.", "Marie De Smet"),
    ("Ik schrijf u voor mijn moeder, Maria Peeters, die niet meer kan schrijven.", "Maria Peeters"),
    ("Ik vraag inzage voor mijn moeder.", "mijn moeder"),
    ("Als bewindvoerder van de heer Jan Maes vraag ik een kopie.", "Jan Maes"),
    ("In naam van mijn vader vraag ik de gegevens.", "mijn vader"),
    ("Als voogd van Lotte Claes wens ik wissing.", "Lotte Claes"),
    ("Als ouder van mijn zoon Tim vraag ik inzage.", "Tim"),
    ("Je vous écris pour ma mère, Jeanne Dupont.", "Jeanne Dupont"),
    ("Je demande l'accès pour mon fils.", "mon fils"),
    ("En tant que tutrice de Paul Martin, je demande l'effacement.", "Paul Martin"),
    ("Agissant pour M. Paul Martin", "Paul Martin"),
    ("Au nom de notre client, la SPRL Dupont", "SPRL Dupont"),
    ("Ich bitte um Auskunft für meine Mutter, Erika Braun.", "Erika Braun"),
    ("Als Betreuer von Karl Weiß verlange ich", "Karl Weiß"),
    ("In Vertretung von Frau Anna Klein", "Anna Klein"),
    ("I am writing for my mother.", "my mother"),
    ("As the guardian of Tom Jones I ask", "Tom Jones"),
    ("I request access for my daughter Emma Smith.", "Emma Smith"),
    ("Wij treden op voor mevrouw Els Baert", "Els Baert"),
    ("Ik kocht een cadeau voor mijn moeder. Wis mijn gegevens.", None),
    ("Ik vraag inzage in mijn dossier.", None),
    ("Foto's van mijn moeder staan online, wis ze.", None),
    ("Namens het hele team, tot ziens.", None),
    ("Mijn vrouw en ik vragen geen reclame meer.", None),
    ("Je demande la suppression de mon compte pour mes raisons.", None),
    ("Bitte löschen Sie meine Daten.", None),
    ("Please stop mailing my wife and me.", None),
    ("Wilt u voor mijn gemak alles wissen?", None),
    ("Namens mijn cliënte Marie De Smet vraag ik inzage.", "Marie De Smet"),
    ("Je vous écris au nom de Mme Léa Dubois.", "Léa Dubois"),
    ("Ich schreibe im Auftrag von Herrn Karl Weiß.", "Karl Weiß"),
    ("I write on behalf of my client John O'Neill, who asks", "John O'Neill"),
    ("In naam van de heer Jan van den Berg", "Jan van den Berg"),
]


MORE = tomllib.loads((Path(__file__).parent / "acting_said.toml").read_text("utf-8"))
SAID += [(words, whom) for words, whom in MORE["for"]]
SAID += [(words, None) for words in MORE["nobody"]]


@pytest.mark.parametrize(("words", "whom"), SAID)
def test_for_whom_the_words_are(words: str, whom: str | None) -> None:
    assert acts_for(words) == whom


@pytest.mark.parametrize(("words", "whom"), SAID)
def test_a_mail_for_another_is_remarked(words: str, whom: str | None) -> None:
    mail = read(made(words))

    assert mail.acts_for == whom
    assert ("for_another" in codes(mail)) is bool(whom)
    assert not [one.because for one in mail.remarks if whom and whom in one.because]


@pytest.mark.parametrize(
    "words",
    [
        "mijn ",
        "Ik vraag ",
        "als moeder ",
        "namens ",
        "mandated ",
        "mijn moeder wil ",
        "de heer Aa Bb ",
    ],
)
def test_no_words_keep_us_busy(words: str) -> None:
    assert is_quick(lambda: acts_for(words * 3_000), 1)


def test_a_program_acts_for_nobody() -> None:
    assert read(made(SAID[0][0], Auto_Submitted="auto-replied")).acts_for is None


def test_an_office_sees_that_a_mandate_is_to_be_asked(store: Store, clerk: TestClient) -> None:
    raw = made(SAID[0][0])
    request = receive_mail(store.engine, read_mail, raw, None, ()).request
    shown = clerk.get(f"/api/v1/requests/{request.id}").json()
    events = clerk.get(f"/api/v1/requests/{request.id}/events").text

    (remark,) = [one for one in shown["remarks"] if one["code"] == "for_another"]
    assert "mandate" in remark["because"]
    assert "Marie" not in events
    assert shown["acts_for"] is None
    revealed = clerk.get(f"/api/v1/requests/{request.id}?reveal=true").json()
    assert revealed["acts_for"] == "Marie De Smet"
