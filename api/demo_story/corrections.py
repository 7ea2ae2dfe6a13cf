"""Closed requests for rectification and restriction."""

# ruff: noqa: E501 - letters and reasons are prose: one line each
# fmt: off

from api.demo_story.script import (
    Ago,
    Day,
    ask,
    at_once,
    case,
    fulfilled,
    inapplicable,
    informed,
    opened,
    step,
    told,
    who,
)

ROUTES = "U kunt klacht indienen bij de Gegevensbeschermingsautoriteit of naar de rechtbank stappen."

CASES = (
    case(
        "aerts-verhuisd", Ago(341), "phone", "nl", who("Monique Aerts", post="Oud Voorbeeldplein 1, 3700 Tongeren", phone="+32 (0)00 00 00 03"),
        [ask("rectification", "customer-administration", "contact")],
        "Mevrouw belt dat haar adres en familienaam fout staan sinds haar scheiding. Een technieker stond vorige week aan de verkeerde deur.",
        opened(2),
        fulfilled(4, "rectification", "Naam en adres aangepast in klantenbestand, webshop en planning.", "host-1", "group"),
        step(5, "omit-notification", recipient="partners", right="rectification", ground="gdpr/19/impossible", reason="Het oude adres ging jaren geleden naar een partner die niet meer bestaat."),
        step(5, "correct-requester", requester={"name": "Monique Aerts", "postal_address": "Nieuwe Voorbeeldstraat 9, 3700 Tongeren"}, reason="Nieuw adres, door mevrouw zelf doorgegeven."),
        told(7, "answer", "rectification"),
    ),
    case(
        "lefebvre-exact", Ago(327), "email", "fr", who("Pascal Lefebvre", "pascal.lefebvre@courriel.example"),
        [ask("rectification", "services", "service-records")],
        "Votre rapport d’intervention indique que mon disque dur était défectueux à votre arrivée. C’est faux, corrigez-le : il fonctionnait encore la veille.",
        opened(),
        inapplicable(9, "rectification", "fact/data_accurate", "Le journal de diagnostic montre les erreurs du disque avant notre intervention ; la déclaration du client est jointe au rapport."),
        told(11, "refusal", "rectification", text="Le rapport est exact ; votre déclaration y a été jointe. Vous pouvez saisir l’Autorité de protection des données ou le tribunal."),
    ),
    case(
        "brandt-berichtigung", Ago(305), "email", "de", who("Ulrike Brandt", "ulrike.brandt@mailfach.example"),
        [ask("rectification", "newsletter", "contact")],
        "Liebes Team, in Ihrem Newsletter werde ich seit Monaten als „Herr Brand“ angesprochen. Bitte ändern Sie Anrede und Namen, ich heiße Ulrike Brandt.",
        opened(),
        fulfilled(2, "rectification", "Anrede und Name in der Abonnentenliste berichtigt.", "host-1"),
        told(3, "answer", "rectification"),
    ),
    case(
        "cools-beperking", Ago(290), "post", "nl", who("Frans Cools", post="Voorbeeldpad 5, 3740 Bilzen"),
        [ask("restriction", "billing", "invoices")],
        "Ik betwist het bedrag en het adres op uw factuur van vorige maand. Gebruik mijn gegevens niet verder en geef ze zeker niet aan een incassobureau zolang dat niet is uitgeklaard.",
        opened(2),
        fulfilled(4, "restriction", "Factuur gemarkeerd en vergrendeld; aanmaningen stopgezet.", "host-1"),
        informed(6, "answer", "restriction", text="We bewaren de factuur, maar gebruiken ze niet tot het adres is nagekeken."),
        informed(16, "restriction_lift", "restriction", text="Het adres is verbeterd en er komt een nieuwe factuur. De beperking eindigt volgende week."),
        step(21, "close"),
    ),
    case(
        "vandamme-platform", Ago(199), "processor", "nl", who("Luc Van Damme", "luc.vandamme@postbus.example"),
        [ask("rectification", "delivery", "contact")],
        "Mijn leveradres in jullie webshop is fout: het huisnummer moet 47 zijn. Ik heb het al aan de helpdesk van het platform gezegd.",
        opened(),
        fulfilled(3, "rectification", "Huisnummer aangepast in webshop en klantenbestand.", "host-1", "group"),
        step(4, "omit-notification", recipient="partners", right="rectification", ground="gdpr/19/disproportionate", reason="De koerier wist de adressen van leveringen na een maand; er is niets meer te verbeteren."),
        told(5, "answer", "rectification"),
        forwarded_by={"party": "host-1", "their_receipt_on": Day(-3), "official_channel": False},
    ),
    case(
        "gerard-limitation", Ago(166), "post", "fr", who("Michel Gérard", post="Rue de l’Exemple 30, 4000 Liège"),
        [ask("restriction", "legal-claims", "correspondence")],
        "Je vous demande de conserver sans les utiliser les courriels de notre litige, car mon avocat en aura besoin. Ne les effacez surtout pas.",
        opened(2),
        step(8, "add-note", note="Appel de M. Gérard : le litige est réglé à l'amiable, il confirme par lettre qu'il retire sa demande."),
        step(8, "withdraw", rights=["restriction"]),
        step(9, "close"),
    ),
    case(
        "nijs-factuurnaam", Ago(98), "in_person", "nl", who("Carine Nijs", "carine.nijs@postbus.example"),
        [ask("rectification", "billing", "contact invoices")],
        "Mevrouw komt langs met haar factuur: haar ondernemingsnummer en de schrijfwijze van haar naam zijn fout. Ze wil een verbeterde factuur.",
        opened(),
        fulfilled(2, "rectification", "Klantfiche verbeterd, creditnota en nieuwe factuur opgemaakt.", "host-1"),
        step(3, "correct-requester", requester={"name": "Carine Neys", "email": "carine.neys@postbus.example"}, reason="Ook in ons dossier was de naam fout geschreven."),
        told(3, "answer", "rectification"),
    ),
    case(
        "smets-voorwaarden", Ago(63), "email", "nl", who("Johan Smets", "johan.smets@postbus.example"),
        [ask("restriction", "contact-requests", "correspondence")],
        "Ik wil dat jullie mijn mails niet meer lezen maar wel bijhouden. Niet dat er iets fout aan is, maar ik vind het zo veiliger.",
        opened(),
        inapplicable(6, "restriction", "gdpr/18/1", "De juistheid wordt niet betwist, de verwerking is rechtmatig, er is geen vordering en geen bezwaar: geen van de vier gevallen doet zich voor."),
        told(7, "refusal", "restriction", text="Beperking kan alleen in vier gevallen, en geen daarvan doet zich hier voor. " + ROUTES),
    ),
    case(
        "fischer-anschrift", Ago(40), "email", "de", who("Klaus Fischer", "klaus.fischer@mailfach.example"),
        [ask("rectification", "account-verification", "contact account")],
        "Hallo, nach meinem Umzug lässt sich die Anschrift in meinem Kundenkonto nicht mehr ändern. Bitte tragen Sie die neue ein: Musterallee 2, 4780 Sankt Vith.",
        opened(),
        fulfilled(2, "rectification", "Anschrift im Kundenkonto geändert, Fehler im Formular gemeldet.", "host-1"),
        told(3, "answer", "rectification"),
    ),
    case(
        "verhoeven-profiel", Ago(37), "email", "nl", who("Stijn Verhoeven", "stijn.verhoeven@postbus.example"),
        [ask("rectification", "newsletter", "preferences"), ask("consent_withdrawal", "newsletter", "profile")],
        "In mijn voorkeuren staat dat ik een horecazaak heb, dat klopt niet. En dat jullie mijn surfgedrag volgen voor 'persoonlijk advies' mag stoppen: die toestemming trek ik in.",
        opened(0),
        at_once(0, "consent_withdrawal", "Profilering op basis van surfgedrag uitgezet, profiel leeggemaakt."),
        informed(0, "answer", "consent_withdrawal"),
        fulfilled(2, "rectification", "Sector verwijderd uit de voorkeuren.", "host-1"),
        told(3, "answer", "rectification"),
    ),
)
