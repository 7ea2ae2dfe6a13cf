import re
from datetime import date

import pytest
from pydantic import ValidationError

from griffie.domain.law import (
    BE_ACT_2018,
    GDPR,
    GROUNDS,
    REG_1182,
    ExceptionGround,
    ExtensionGround,
    FeeGround,
    Ground,
    Right,
)
from griffie.domain.law.catalogue import Wording, catalogue, heading, text, words
from griffie.domain.law.countries import national_grounds
from griffie.domain.law.provision import ACTS, Language, Provision, cited_act

ALL_GROUNDS: list[Ground] = [ground for kind in GROUNDS for ground in kind]


NL, FR, DE, EN = Language


@pytest.mark.parametrize("key", [*Right, *ALL_GROUNDS, *FeeGround, *ExtensionGround], ids=repr)
def test_every_right_and_ground_has_words_in_four_languages(key: str) -> None:
    found = words(key)

    assert all(found.said_in(language).strip() for language in Language)


@pytest.mark.parametrize("act", [act for act in ACTS if act != "gdpr/recital"])
def test_every_act_has_a_title(act: str) -> None:
    assert words(f"act/{act}").nl


@pytest.mark.parametrize("key", [key for key, entry in catalogue().items() if entry.official])
def test_official_words_stand_literally_in_the_law(key: str) -> None:
    found = words(key)
    if key.startswith("act/"):
        assert "OJ L" in found.source
        return
    provision = Provision.parse(found.source)

    headed = heading(provision)
    for language in Language:
        said = f"{headed and headed.said_in(language)}\n{text(provision).said_in(language)}"
        assert found.said_in(language).casefold() in said.casefold()


@pytest.mark.law("gdpr/17/3/b")
def test_shortened_words_are_the_points_own_in_the_points_order() -> None:
    shortened, whole = words("gdpr/17/3/b"), text(GDPR(17, 3, "b"))

    for language in Language:
        rest = iter(re.findall(r"[\w']+", whole.said_in(language) or ""))
        assert all(word in rest for word in re.findall(r"[\w']+", shortened.said_in(language)))


def test_a_fact_is_ours_and_no_provision() -> None:
    facts = [ground for ground in ALL_GROUNDS if ground.startswith("fact/")]

    assert facts
    assert not any(words(fact).official or fact.provision for fact in facts)


def test_the_catalogue_holds_nothing_that_nobody_can_ask_for() -> None:
    spaces = ("act/", "holiday/", "day/")
    asked = {f"right/{right}" for right in Right} | {f"extension/{why}" for why in ExtensionGround}
    asked |= {str(ground) for ground in (*ALL_GROUNDS, *FeeGround)}
    asked |= national_grounds().keys()

    assert {key for key in catalogue() if not key.startswith(spaces)} == asked


def test_an_unknown_key_is_refused_and_not_repeated() -> None:
    with pytest.raises(LookupError) as refused:
        words("Wout Vermeulen")

    assert "Wout" not in str(refused.value)


def test_words_are_frozen_and_say_from_when_they_apply() -> None:
    found = words(Right.ACCESS)

    assert found.applies_from == date(2018, 5, 25)
    with pytest.raises(ValidationError):
        found.nl = "iets anders"
    with pytest.raises(TypeError):
        catalogue()["right/access"] = found  # type: ignore[index]


def test_words_and_text_are_two_things() -> None:
    assert words("gdpr/17/1").en == "none of the grounds for erasure applies"
    assert "one of the following grounds applies:" in (text(GDPR(17, 1)).en or "")


@pytest.mark.parametrize(
    ("written", "nl", "fr", "de", "en"),
    [
        (
            "gdpr/17/3/e",
            "artikel 17, lid 3, punt e), AVG",
            "article 17, paragraphe 3, point e), du RGPD",
            "Artikel 17 Absatz 3 Buchstabe e DSGVO",
            "point (e) of Article 17(3) GDPR",
        ),
        (
            "gdpr/12/5/unfounded",
            "artikel 12, lid 5, AVG",
            "article 12, paragraphe 5, du RGPD",
            "Artikel 12 Absatz 5 DSGVO",
            "Article 12(5) GDPR",
        ),
        (
            "gdpr/19/impossible",
            "artikel 19 AVG",
            "article 19 du RGPD",
            "Artikel 19 DSGVO",
            "Article 19 GDPR",
        ),
        (
            "gdpr/recital/63",
            "overweging 63 AVG",
            "considérant 63 du RGPD",
            "Erwägungsgrund 63 DSGVO",
            "recital 63 GDPR",
        ),
        (
            "reg/1182-71/3/4",
            "artikel 3, lid 4, van Verordening (EEG, Euratom) nr. 1182/71",
            "article 3, paragraphe 4, du règlement (CEE, Euratom) n° 1182/71",
            "Artikel 3 Absatz 4 der Verordnung (EWG, Euratom) Nr. 1182/71",
            "Article 3(4) of Regulation (EEC, Euratom) No 1182/71",
        ),
        (
            "be/2018-07-30/211/2",
            "artikel 211, § 2, van de wet van 30 juli 2018",
            "article 211, § 2, de la loi du 30 juillet 2018",
            "Artikel 211 § 2 des Gesetzes vom 30. Juli 2018",
            "Article 211, § 2, of the Act of 30 July 2018",
        ),
    ],
)
def test_each_language_cites_as_its_own_version_does(
    written: str, nl: str, fr: str, de: str, en: str
) -> None:
    provision = Provision.parse(written)

    assert [provision.cite(language) for language in Language] == [nl, fr, de, en]
    assert str(provision) == written


def test_a_point_without_a_paragraph_is_as_deep_as_one() -> None:
    assert Provision("gdpr", 4, None, "b").cite(NL) == "artikel 4, punt b), AVG"
    assert GDPR(4).cite(NL) == "artikel 4 AVG"


def test_an_act_that_no_file_holds_is_cited_as_it_was_written() -> None:
    unknown = cited_act("Act of 1 May 1999")

    assert {unknown.cite(to) for to in Language} == {"Act of 1 May 1999"}
    assert cited_act("gdpr/15/3") == GDPR(15, 3)


def test_a_provision_read_back_is_the_same_value() -> None:
    assert Provision.parse("gdpr/15") == GDPR(15)
    assert Provision.parse("gdpr/15/1/a") == GDPR(15, 1, "a")
    assert Provision.parse("be/2018-07-30/24/2") == BE_ACT_2018(24, 2)
    assert ExceptionGround.COMPELLING_GROUNDS.provision == GDPR(21, 1, "compelling")


def test_a_table_cites_briefly() -> None:
    provision = GDPR(17, 3, "e")

    assert [provision.cite(language, short=True) for language in Language] == [
        "artikel 17.3.e AVG",
        "article 17.3.e du RGPD",
        "Art. 17 Abs. 3 Buchst. e DSGVO",
        "Article 17(3)(e) GDPR",
    ]
    assert REG_1182(3, 4).cite(EN, short=True) == "Article 3(4) of Regulation No 1182/71"
    assert BE_ACT_2018(209).cite(FR, short=True) == "article 209 de la loi du 30 juillet 2018"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "gdpr",
        "gdpr/",
        "gdpr/0",
        "gdpr/x",
        "gdpr/17/3/e/f",
        "gdpr/17/03",
        "ccpa/1",
        "fact/no_data",
    ],
)
def test_what_is_no_provision_is_refused_and_not_repeated(written: str) -> None:
    with pytest.raises(ValueError, match="a provision is written as") as refused:
        Provision.parse(written)

    assert not written or written not in str(refused.value)


def test_a_wording_may_lack_a_language_but_never_be_empty() -> None:
    with pytest.raises(ValidationError):
        Wording(kind="text", en=" ", source="x", eli="x", applies_from=date(2018, 5, 25))
