"""A controller's profile: read strictly, complained of without repeating, versioned by content."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from griffie.application.controller.authority import named
from griffie.application.controller.load_profile import UnreadableProfileError, load_profile
from griffie.application.controller.profile import NEUTRAL, ControllerProfile
from griffie.domain.law import Language
from griffie.domain.law.deadlines import Suspension
from griffie.domain.model.values import CodeKind

Write = Callable[[str | bytes], Path]


SMALL = """
slug = "small"
[[categories]]
code = "contact"
name = { nl = "contactgegevens", fr = "coordonnées" }
[[recipients]]
code = "host-1"
name = { nl = "hostingbedrijf" }
kind = "processor"
[[recipients]]
code = "bank"
name = { nl = "bank" }
kind = "controller"
[[purposes]]
code = "newsletter"
name = { nl = "nieuwsbrief" }
bases = [{ basis = "a", source = "met uw toestemming" }]
categories = ["contact"]
recipients = ["host-1"]
[[purposes]]
code = "billing"
name = { nl = "facturatie" }
recipients = ["bank", "host-1"]
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(content: str | bytes) -> Path:
        path = tmp_path / "ours.toml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


def test_without_a_profile_the_laws_own_rules_hold() -> None:
    setting = NEUTRAL.ruling().setting

    assert NEUTRAL.calendar == "BE"
    assert NEUTRAL.policy is Suspension.PAUSE_IF_PROMPT
    assert NEUTRAL.four_eyes is False
    assert (NEUTRAL.purposes, NEUTRAL.recipients) == ((), ())
    assert NEUTRAL.recipients_of(()) == NEUTRAL.recipients_of(("newsletter",)) == ()
    assert setting.calendar.startswith("BE/")
    assert setting.profile == NEUTRAL.version


def test_a_file_is_read_into_values(write: Write) -> None:
    profile = load_profile(write(SMALL + '[identity]\nname = "X"\nlegal_form = "bv"\n' + ADDRESS))

    assert profile.identity is not None
    assert profile.identity.enterprise_number == "BE0000.000.097"
    assert [purpose.code for purpose in profile.purposes] == ["newsletter", "billing"]
    assert profile.categories[0].name.in_(Language.FR) == "coordonnées"
    assert profile.categories[0].name.in_(Language.DE) == "contactgegevens"


ADDRESS = """
enterprise_number = "BE0000.000.097"
postal_address = "Voorbeeldlaan 1, 3500 Hasselt"
email = "info@voorbeeld.example"
"""


OURS = SMALL + '[identity]\nname = "X"\nlegal_form = "bv"\n' + ADDRESS


@pytest.mark.law("gdpr/38/4")
def test_what_stands_on_paper_is_given_once_or_in_each_language(write: Write) -> None:
    once = load_profile(write(f'{OURS}court = "Hasselt"\ndpo = "dpo@x.example"\n')).identity
    apart = load_profile(
        write(
            f'{OURS}court = {{ nl = "Luik", fr = "Liège" }}\n'
            'dpo = { name = "An", email = "an@x.example" }\nin_liquidation = true\n'
        )
    ).identity

    assert once is not None
    assert once.court is not None
    assert once.dpo is not None
    assert apart is not None
    assert apart.court is not None
    assert apart.dpo is not None
    assert named(once.court, Language.FR) == "Hasselt"
    assert named(apart.court, Language.FR) == "Liège"
    assert named(once.dpo, Language.DE) == "dpo@x.example"
    assert named(apart.dpo, Language.DE) == "An, an@x.example"
    assert apart.in_liquidation
    assert not once.in_liquidation


@pytest.mark.law("gdpr/19")
def test_recipients_are_those_of_the_purposes_named_in_order(write: Write) -> None:
    profile = load_profile(write(SMALL))

    assert profile.recipients_of(("newsletter",)) == ("host-1",)
    assert profile.recipients_of(("billing", "newsletter")) == ("bank", "host-1")
    assert profile.recipients_of(()) == ("bank", "host-1")


@pytest.mark.law("gdpr/19")
def test_the_domain_is_given_the_same_recipients(write: Write) -> None:
    profile = load_profile(write(SMALL))
    controller = profile.ruling(demo=True)

    for purposes in ((), ("newsletter",), ("billing",)):
        assert controller.recipients_of(purposes) == profile.recipients_of(purposes)
    assert controller.demo
    assert not profile.ruling().demo


def test_a_chosen_procedure_reaches_the_domain(write: Write) -> None:
    chosen = 'slug = "x"\ncalendar = "BE-OJ"\npolicy = "none"\nfour_eyes = true\n'

    setting = load_profile(write(chosen)).ruling().setting

    assert setting.calendar.startswith("BE-OJ/")
    assert (setting.policy, setting.four_eyes) == (Suspension.NONE, True)


def test_a_version_is_a_slug_and_eight_digits(write: Write) -> None:
    assert re.fullmatch(r"small/[0-9a-f]{8}", load_profile(write(SMALL)).version)


def test_comments_order_of_keys_and_stated_defaults_move_no_version(write: Write) -> None:
    version = load_profile(write(SMALL)).version

    retold = SMALL.replace('slug = "small"', '# ours\nfour_eyes = false\nslug="small"\n').replace(
        'code = "bank"\nname = { nl = "bank" }', 'name = { nl = "bank" }\ncode = "bank"'
    )

    assert retold != SMALL
    assert load_profile(write(retold)).version == version


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ('slug = "small"', 'slug = "small"\ncalendar = "BE-OJ"'),
        ('slug = "small"', 'slug = "other"'),
        ('recipients = ["bank", "host-1"]', 'recipients = ["bank"]'),
        ('nl = "nieuwsbrief"', 'nl = "nieuwsbrieven"'),
    ],
)
def test_other_contents_have_another_version(write: Write, was: str, becomes: str) -> None:
    before = load_profile(write(SMALL)).version

    assert load_profile(write(SMALL.replace(was, becomes))).version != before


SECRET = "Jan Geheim"


WRONG = {
    "slug": (SMALL.replace('"small"', f'"{SECRET}"'), "slug"),
    "unknown field": (SMALL + f'owner = "{SECRET}"\n', "purposes.1.owner"),
    "unknown basis": (SMALL.replace('basis = "a"', f'basis = "{SECRET}"'), "purposes.0.bases.0."),
    "unknown kind": (SMALL.replace('"processor"', f'"{SECRET}"'), "recipients.0.kind"),
    "no name": (SMALL.replace('{ nl = "bank" }', f'{{ fr = "{SECRET}" }}'), "recipients.1.name.nl"),
    "empty name": (SMALL.replace('"nieuwsbrief"', '"  "'), "purposes.0.name.nl"),
    "not a list": (SMALL.replace('["contact"]', f'"{SECRET}"'), "purposes.0.categories"),
    "code twice": (SMALL.replace('code = "billing"', 'code = "newsletter"'), "purposes.1.code"),
    "unknown category": (SMALL.replace('["contact"]', '["geheim"]'), "purposes.0.categories"),
    "unknown recipient": (SMALL.replace('["host-1"]', '["geheim"]'), "purposes.0.recipients"),
    "unknown data of a recipient": (
        SMALL.replace('kind = "processor"', 'kind = "processor"\ncategories = ["geheim"]'),
        "recipients.0.categories",
    ),
    "idle recipient": (SMALL.replace('["bank", "host-1"]', "[]"), "recipients.1.code"),
    "unknown policy": (f'policy = "{SECRET}"\n' + SMALL, "policy"),
    "unknown calendar": (f'calendar = "{SECRET}"\n' + SMALL, "calendar"),
    "enterprise number": (
        SMALL + '[identity]\nname="X"\nlegal_form="bv"\n' + ADDRESS.replace("097", SECRET),
        "identity.enterprise_number",
    ),
    "unknown system": (
        SMALL + '[[systems]]\ncode = "x"\nname = { nl = "x" }\nrecipient = "geheim"\n',
        "systems.0.recipient",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_by_file_and_place_and_never_repeated(
    write: Write, case: str
) -> None:
    content, place = WRONG[case]

    with pytest.raises(UnreadableProfileError) as caught:
        load_profile(write(content))

    assert re.match(rf"ours\.toml: {re.escape(place)}[a-z.]*: \S", str(caught.value))
    assert SECRET not in str(caught.value)
    assert "geheim" not in str(caught.value).casefold()
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (f"slug = {SECRET}", r"ours\.toml: is not TOML \(at line 1, column \d+\)"),
        (f"{SECRET} = [", r"ours\.toml: is not TOML( \(at .*\))?"),
        (b'slug = "\xff"', r"ours\.toml: is not UTF-8 text"),
    ],
)
def test_a_file_that_is_no_toml_is_said_to_be_none(
    write: Write, content: str | bytes, what: str
) -> None:
    with pytest.raises(UnreadableProfileError) as caught:
        load_profile(write(content))

    assert re.fullmatch(what, str(caught.value))


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(UnreadableProfileError, match=r"^ours\.toml: cannot be read: No such file"):
        load_profile(tmp_path / "ours.toml")


@given(st.text())
def test_any_text_is_read_or_refused_in_one_way(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("profiles", numbered=True) / "any.toml"
    path.write_text(text, "utf-8", newline="")

    with pytest.raises(UnreadableProfileError, match=r"^any\.toml: "):
        load_profile(path)


NAMED = '\ncode = "x"\nname = { nl = "x" }\n'


SAID = '{ nl = "y" }'


DECIDES = f"decision = {{ logic = {SAID}, significance = {SAID}, consequences = {SAID} }}"


@pytest.mark.parametrize(
    ("entry", "place"),
    [
        (f"[[categories]]{NAMED}origin = {SAID}", "categories.1"),
        (f"[[purposes]]{NAMED}{DECIDES}", "purposes.2"),
    ],
)
def test_an_entry_that_contradicts_itself_is_refused_by_its_place(
    write: Write, entry: str, place: str
) -> None:
    with pytest.raises(UnreadableProfileError, match=place):
        load_profile(write(f"{SMALL}\n{entry}\n"))


@pytest.mark.law("gdpr/19")
def test_who_gets_only_some_data_may_not_have_received_the_others() -> None:
    told = ControllerProfile.model_validate(
        {
            "slug": "x",
            "categories": [{"code": one, "name": {"nl": one}} for one in ("contact", "photo")],
            "recipients": [
                {"code": "host", "name": {"nl": "h"}, "kind": "processor"},
                {
                    "code": "mailer",
                    "name": {"nl": "m"},
                    "kind": "processor",
                    "categories": ["contact"],
                },
            ],
            "purposes": [{"code": "news", "name": {"nl": "n"}, "recipients": ["host", "mailer"]}],
        }
    ).ruling()

    assert told.recipients_of((), ()) == ("host", "mailer")
    assert told.recipients_of((), ("contact", "photo")) == ("host", "mailer")
    assert told.recipients_of(("news",), ("photo",)) == ("host",)
    assert told.codes[CodeKind.RECIPIENT] == {"host", "mailer"}
