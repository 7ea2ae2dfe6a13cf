"""What a text of one's own evidently says, so that nobody need tick it.

It only proposes: what is not found here a person ticks, and what a person ticked is never looked
for. Something is evident where the text cites its provision, or gives it under its own heading
("Ontvangers: …"), as a letter of ours does whose gaps were filled in. A text in which a gap still
stands says nothing of Article 15 evidently.
"""

import re
from collections.abc import Iterator

from griffie.application.controller.profile import ControllerProfile
from griffie.application.letters.letter import gap
from griffie.application.letters.text_check import cites, names_authority, names_court
from griffie.domain.law import GDPR, Language, Provision, Right
from griffie.domain.law.information import (
    COMPLAINT,
    CONFIRMATION,
    COPY,
    POINTS,
    REASONS,
    REMEDY,
    TRANSFERS,
)
from griffie.domain.request.vocabulary import Deed
from griffie.domain.rights_request import RightsRequest

_ABOUT_ACCESS = frozenset({CONFIRMATION, *POINTS, TRANSFERS, COPY})
_PURPOSES = "doeleinde|doelstelling|finalit|zweck|purpose"
_HEADINGS = {
    "a": _PURPOSES,
    "b": "gegevens|donn[ée]es|daten|data",
    "c": "ontvanger|destinataire|empf[äa]nger|recipient",
    "d": "bewaar|conserv|speicherdauer|kept for|retention|storage period",
    "f": "klacht|r[ée]clamation|beschwerde|complain",
    "g": "herkomst|bron|source|herkunft|quelle|origin",
    "h": "(?:ge)?automat|profil",
}
"""By point of Article 15(1), the beginnings of a word in its heading."""
_CONFIRMED = re.compile(
    r"wij verwerken|verwerken wij|nous traitons|wir verarbeiten|verarbeiten wir|we process"
    r"|(?:are|do) (?:we )?process",
    re.IGNORECASE,
)
_ASK_FOR = re.compile(
    r"(?=.*(?:rectific|corrig|verbeter|bericht|correct))(?=.*(?:wiss|efface|l[öo]sch|eras|delet))",
    re.IGNORECASE | re.DOTALL,
)
_DONE = re.compile(
    r"gewist|wissen|verwijder|geschrapt|schrappen|vernietig|gerectific|verbeter|aangepast|gecorrig"
    r"|beperk|stop|gestaakt|uitgevoerd|gedaan|niets? meer|niet tot|ingewilligd|uitgeschreven"
    r"|bezorg|kopie|bestand"
    r"|effac|supprim|rectifi|corrig|limit|cess|arr[êe]t|ex[ée]cut|fait|ne .{1,40} plus|copie"
    r"|d[ée]sinscri|d[ée]sabonn|fichier"
    r"|l[öo]sch|berichtig|korrigier|eingeschr[äa]nkt|einschr[äa]nk|beendet|eingestellt|ausgef[üu]hrt"
    r"|erledigt|(?:nicht|nichts|keine) .{0,40}mehr|nicht mehr|[üu]bermittelt|abgemeldet|datei"
    r"|eras|delet|remov|correct|amend|restrict|ceas|carried out|done|no longer|no more|granted"
    r"|unsubscrib|sent|copy|\bfile",
    re.IGNORECASE,
)
"""The words for something done, in four languages: Article 12(3), information on action taken."""
_HUMAN = re.compile(
    r"menselijke tussenkomst|intervention humaine|eingreifen einer person|human intervention",
    re.IGNORECASE,
)


def evident(
    text: str, wanted: tuple[Provision, ...], request: RightsRequest, profile: ControllerProfile
) -> frozenset[Provision]:
    """Those of the wanted things that the text, or what is recorded, evidently says."""
    return frozenset(_evident(text, wanted, request, profile))


def _evident(
    text: str, wanted: tuple[Provision, ...], request: RightsRequest, profile: ControllerProfile
) -> Iterator[Provision]:
    unfinished = any(gap(language).search(text) for language in Language)
    for one in wanted:
        if one in _ABOUT_ACCESS:
            if _copied(one, request) or (not unfinished and _tells_of_access(one, text, profile)):
                yield one
        elif _tells(one, text, profile):
            yield one


def _copied(one: Provision, request: RightsRequest) -> bool:
    """Whether the copy itself is recorded as handed over."""
    access = request.claims.get(Right.ACCESS)
    return one == COPY and access is not None and Deed.COPY_DELIVERED in access.deeds


def _tells_of_access(one: Provision, text: str, profile: ControllerProfile) -> bool:
    if one == CONFIRMATION:
        return bool(_CONFIRMED.search(text))
    if one.point == "e":
        return cites(one, text) or bool(_ASK_FOR.search(text))
    if one.point == "f" and names_authority(profile.supervisory_authority, text):
        return True
    return cites(one, text) or _under_a_heading(one.point, text)


def _under_a_heading(point: str | None, text: str) -> bool:
    """Whether a line begins with the thing's name and a colon, and something follows."""
    begins = _HEADINGS.get(point or "")
    if begins is None:
        return False
    heading = rf"^[^\w\n]*(?:[^\W\d_]+[ -]){{0,5}}(?:{begins})[^:\n]{{0,60}}:\s*\S"
    return bool(re.search(heading, text, re.IGNORECASE | re.MULTILINE))


def _tells(one: Provision, text: str, profile: ControllerProfile) -> bool:
    authority = names_authority(profile.supervisory_authority, text)
    if one == COMPLAINT:
        return bool(authority)
    if one == REMEDY:
        return bool(authority & names_court(text))
    if one == REASONS:
        return True  # whether they are reasons, only a person can tell
    if one == GDPR(22, 3):
        return cites(one, text) or bool(_HUMAN.search(text))
    return cites(one, text) or (one in _ACTIONS and bool(_DONE.search(text)))


_ACTIONS = frozenset({GDPR(12, 3), GDPR(21, 3), GDPR(7, 3)})
