"""Requests in which it matters who asks: for another, for the dead, without an address."""

# ruff: noqa: E501 - letters and reasons are prose: one line each
# fmt: off

from griffie.api.demo.story.language import (
    Ago,
    DayAfter,
    ask,
    find_not_applicable,
    fulfil,
    inform_and_close,
    open_request,
    request,
    step,
    who,
)

REQUESTS = (
    # The data are a client's, for whom we only host.
    request(
        "goossens-hosting", Ago(98), "email", "nl", who("Rita Goossens", "rita.goossens@postbus.example"),
        [ask("access")],
        "Op de website van mijn kapper staat dat jullie de reservaties bewaren. Graag een kopie van alles wat daar over mij staat.",
        open_request(),
        step(2, "find-principal", principal="kapsalon-lotus", reason="De reservaties staan op onze servers in opdracht van het kapsalon, dat ze als enige raadpleegt."),
        step(2, "forward-request", party="kapsalon-lotus"),
        find_not_applicable(2, "access", "fact/processor", "Het kapsalon beslist over deze gegevens en antwoordt mevrouw."),
        inform_and_close(3, "answer", "access"),
    ),
    request(
        "maes-hosting", Ago(91), "email", "nl", who("Piet Maes", "piet.maes@postbus.example"),
        [ask("erasure", "contact-requests", "contact")],
        "Wis mijn reservaties bij de kapper uit jullie systeem.",
        open_request(),
        step(1, "find-principal", principal="kapsalon-lotus", reason="Ook dit gaat over de reservaties van het kapsalon."),
        step(2, "record-instruction", principal="kapsalon-lotus", answers_by_us=True, instruction="Het kapsalon schreef: wis de reservaties van meneer en antwoord hem in onze naam.", instructed_on=DayAfter(2)),
        fulfil(3, "erasure", "Reservaties van meneer gewist uit de omgeving van het kapsalon.", "host-1"),
        inform_and_close(5, "answer", "erasure"),
    ),
    request(
        "claes-vergissing", Ago(88), "email", "nl", who("Els Claes", "els.claes@postbus.example"),
        [ask("rectification", "contact-requests", "contact")],
        "Mijn telefoonnummer in jullie bestand is fout: het laatste cijfer is een 7.",
        open_request(),
        step(1, "find-principal", principal="kapsalon-lotus", reason="Mevrouw is klant van het kapsalon."),
        step(2, "rule-out-principal", reason="Zij is ook klant van onszelf: het gaat om onze eigen klantfiche."),
        fulfil(3, "rectification", "Telefoonnummer verbeterd.", "host-1"),
        inform_and_close(5, "answer", "rectification"),
    ),
    # Nobody knows where she lives.
    request(
        "balie-zonder-adres", Ago(72), "in_person", "nl", who("Mevrouw aan de balie"),
        [ask("erasure", "contact-requests", "contact")],
        "Een mevrouw aan de balie wil dat haar vraag over een printer gewist wordt. Een adres geeft zij liever niet.",
        step(0, "assign"),
        fulfil(2, "erasure", "De vraag en het ticket zijn gewist.", "host-1"),
        step(4, "record-ready", on=DayAfter(4), where="Briefje aan de balie in Diepenbeek, op vertoon van haar volgnummer.", until=DayAfter(34)),
        step(36, "close"),
        contact="none",
    ),
    # Who acts for whom.
    request(
        "lenaerts-bewind", Ago(66), "post", "nl", who("Achiel Lenaerts", post="Oefendreef 3, 3740 Bilzen"),
        [ask("rectification", "contact-requests", "contact")],
        "Als bewindvoerder over de persoon en de goederen van Achiel Lenaerts vraag ik zijn adres te verbeteren.",
        open_request(),
        step(1, "assess-protected-adult", result="is_represented", reason="Vonnis van de vrederechter: de bewindvoerder oefent deze rechten uit."),
        step(1, "verify-mandate", method="De aanstelling staat in het Belgisch Staatsblad."),
        fulfil(3, "rectification", "Adres verbeterd.", "host-1"),
        inform_and_close(5, "answer", "rectification"),
        representative={"name": "Mr. Tine Bollen", "email": "tine.bollen@advocaten.example", "capacity": "administrator"},
    ),
    request(
        "peeters-erfgenaam", Ago(59), "email", "nl", who("Frans Peeters", post="Voorbeeldpad 9, 3590 Diepenbeek"),
        [ask("access", "services")],
        "Mijn vader is in maart overleden. Als erfgenaam wil ik alle gegevens die jullie over hem hebben.",
        open_request(),
        find_not_applicable(3, "access", "gdpr/recital/27", "Het gaat om gegevens van de overleden vader; over de zoon zelf hebben wij niets, maar hij kan dat vragen."),
        inform_and_close(5, "refusal", "access"),
        representative={"name": "Jan Peeters", "email": "jan.peeters@postbus.example", "capacity": "heir"},
    ),
    # A letter that went to somebody else.
    request(
        "wouters-inbreuk", Ago(52), "email", "nl", who("Nele Wouters", "nele.wouters@postbus.example"),
        [ask("rectification", "contact-requests", "contact")],
        "Jullie factuur kwam bij mijn buren terecht. Verbeter mijn huisnummer.",
        open_request(),
        step(1, "suspect-breach", "dpo", facts="De factuur met naam, adres en toestel lag open bij de buren.", dossier="factuur-buren"),
        step(1, "assess-breach", risk="high", reasons="Op de factuur staat ook waarvoor het toestel gebruikt wordt.", assessed_on=DayAfter(1), dossier="factuur-buren"),
        step(1, "record-breach-notice", "dpo", authority="gba", reference="Melding via het formulier van de autoriteit.", dossier="factuur-buren"),
        step(2, "record-breach-communication", told_on=DayAfter(2), dossier="factuur-buren"),
        fulfil(3, "rectification", "Huisnummer verbeterd.", "host-1"),
        inform_and_close(5, "answer", "rectification"),
    ),
)
