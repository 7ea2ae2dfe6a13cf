"""What lies on the desks today: a request in every state that a deadline can have."""

# ruff: noqa: E501 - letters and reasons are prose: one line each
# fmt: off

from griffie.api.demo.story.language import (
    Back,
    DayAfter,
    DueIn,
    apply_exception,
    ask,
    at_once,
    doubt_identity,
    erase_data,
    fulfil,
    inform,
    inform_and_close,
    open_request,
    record_recipients,
    request,
    step,
    who,
)

_DM = "direct_marketing_objection"

REQUESTS = (
    # Overdue, and promised.
    request(
        "pieters-te-laat", DueIn(-4), "email", "nl", who("Bram Pieters", "bram.pieters@postbus.example"),
        [ask("access", "services")],
        "Beste, ik wil weten welke wachtwoorden en toegangen jullie technieker van mijn zaak heeft genoteerd. Graag een kopie van alles in mijn dossier.",
        open_request(2),
        step(4, "ask-search", system="servers", assignee="u-12", due_on=DayAfter(12)),
        step(15, "add-note", note="Wacht op de export uit het oude ticketsysteem; leverancier twee keer gebeld."),
    ),
    request(
        "rousseau-retard", DueIn(-1), "post", "fr", who("Jeanne Rousseau", post="Avenue du Modèle 12, 4000 Liège"),
        [ask("erasure", "customer-administration", "contact correspondence")],
        "Madame, Monsieur, mon mari est décédé et je ferme son entreprise. Veuillez effacer mes coordonnées et notre correspondance, je n’en ai plus l’usage.",
        open_request(3),
    ),
    request(
        "degraef-beloofd", DueIn(-2), "email", "nl", who("Tom De Graef", "tom.degraef@postbus.example"),
        [ask("erasure", "newsletter", "contact profile")],
        "Schrijf mij uit en wis mijn profiel. Ik kreeg laatst advies op basis van pagina's die ik echt niet aan mijn naam gekoppeld wil zien.",
        open_request(),
        step(8, "grant", right="erasure"),
        erase_data(9, "erasure", ("newsletter", "Uitgeschreven en gewist; bevestigd door een zoekopdracht.")),
        step(9, "ask-processor", processor="google-analytics", question="Wis het profiel dat onder deze cookiewaarde wordt bewaard.", due_on=DayAfter(19)),
        inform(9, "answer", "erasure", text="Wij wissen uw adres en profiel; u krijgt bericht zodra het gebeurd is."),
    ),
    request(
        "lambert-promis", DueIn(6), "email", "fr", who("Fabrice Lambert", "fabrice.lambert@courriel.example"),
        [ask("portability", "account-verification", "account orders")],
        "Je voudrais récupérer mes commandes et mon compte dans un fichier réutilisable. Un tableur me convient très bien.",
        open_request(),
        step(7, "grant", right="portability"),
    ),
    # Due today, or soon.
    request(
        "theunis-toestemming", Back(2), "email", "nl", who("Lien Theunis", "lien.theunis@postbus.example"),
        [ask("consent_withdrawal", "newsletter offers")],
        "Ik geef jullie geen toestemming meer om mij nieuwtjes en aanbiedingen te sturen. Een korte bevestiging volstaat.",
        open_request(1),
    ),
    request(
        "baeten-vandaag", DueIn(0), "email", "nl", who("Mia Baeten", "mia.baeten@postbus.example"),
        [ask("access", "customer-administration")],
        "Graag een kopie van mijn gegevens en van de gesprekken die ik met jullie helpdesk had over de dubbele domiciliëring.",
        open_request(),
        step(12, "add-note", note="Kopie ligt klaar; nog nakijken of er namen van andere klanten in de gesprekken staan."),
        step(16, "grant", right="access"),
    ),
    request(
        "krueger-bald", DueIn(3), "email", "de", who("Matthias Krüger", "matthias.krueger@mailfach.example"),
        [ask("access", "delivery billing")],
        "Guten Tag, bitte senden Sie mir eine Kopie der Daten zu meinen Bestellungen und Rechnungen der letzten drei Jahre.",
        open_request(),
    ),
    request(
        "vos-kopie-wissen", DueIn(4), "web_form", "nl", who("Hanne Vos", "hanne.vos@postbus.example"),
        [ask("access", "contact-requests"), ask("erasure", "contact-requests", "contact correspondence")],
        "Kunnen jullie mij eerst bezorgen wat ik ooit via de chat en het formulier heb gevraagd, en het daarna wissen? Sommige vragen waren nogal persoonlijk.",
        open_request(),
        step(10, "grant", right="access"),
        step(10, "grant", right="erasure"),
    ),
    # Waiting for an answer.
    request(
        "onbekend-laptop", Back(8), "email", "nl", who("R. Thijs", "rthijs.2@anoniem.example"),
        [ask("access", "services")],
        "Stuur mij alle gegevens en herstelbonnen van Renilde Thijs. Ik gebruik dit adres omdat mijn man mijn gewone mail kan lezen.",
        open_request(),
        doubt_identity(1, "Onbekend adres en een gevoelige situatie: het antwoord mag niet bij een ander terechtkomen.", "Langskomen met de herstelbon, of terugbellen op het nummer van de klantfiche op een moment naar keuze."),
    ),
    request(
        "carlier-identite", DueIn(3), "email", "fr", who("Louis Carlier", "l.carlier@courriel.example"),
        [ask("erasure", "account-verification", "account")],
        "Supprimez tous les comptes à mon nom dans votre boutique. Je ne sais plus avec quelles adresses je les ai créés.",
        open_request(),
        doubt_identity(2, "Quatre comptes portent ce nom, à trois adresses différentes.", "Le numéro d’une commande de chaque compte ; pas de copie de la carte d’identité."),
        step(14, "add-note", note="Herinnering gestuurd; nog geen antwoord. De strikte termijn loopt bijna af."),
    ),
    request(
        "evans-late-doubt", Back(12), "web_form", "en", who("Harriet Evans", "harriet.evans@letters.example"),
        [ask("access", "account-verification")],
        "I would like to see what personal data my web shop account contains, including log-ins. I lost access to the e-mail address on the account.",
        open_request(2),
        doubt_identity(6, "The address on the account is another one, and log-ins were asked for.", "The number of an order placed in the last two years."),
    ),
    request(
        "lemmens-verduidelijken", Back(6), "post", "nl", who("Etienne Lemmens", post="Voorbeeldberg 2, 3800 Sint-Truiden"),
        [ask("access")],
        "Ik eis inzage in alles. Mijn bedrijf en ikzelf werken al vijftien jaar met u samen.",
        open_request(),
        step(2, "ask-clarification", large_quantity=True, question="U hebt drie klantnummers en ruim vierhonderd interventies. Wenst u alles, of een bepaalde periode of dienst?"),
    ),
    # In good time.
    request(
        "goris-verlengd", DueIn(22, extended=True), "email", "nl", who("Bea Goris", "bea.goris@postbus.example"),
        [ask("access")],
        "Als gewezen medewerkster vraag ik een kopie van mijn volledige dossier, mijn mailbox en alle tickets waarin mijn naam voorkomt.",
        open_request(),
        step(11, "extend-deadline", grounds=["complexity", "number"], explanation="Een mailbox van zes jaar en ruim tweeduizend tickets moeten worden nagelezen om de gegevens van klanten en collega's te beschermen."),
        step(25, "add-note", note="Eerste helft van de tickets nagelezen; namen van klanten onleesbaar gemaakt."),
    ),
    request(
        "cuypers-weglating", Back(11), "email", "nl", who("Joke Cuypers", "joke.cuypers@postbus.example"),
        [ask("access", "services", "contact correspondence service-records"), ask("rectification", "services", "contact")],
        "Mag ik een kopie van het dossier van mijn praktijk? En mijn tweede telefoonnummer klopt niet meer, dat mag vervangen worden.",
        open_request(),
        apply_exception(8, "access", "gdpr/15/4", "correspondence", "In de mails staan gegevens van patiënten van de praktijk; die passages worden weggelaten."),
        step(9, "grant", right="access"),
        step(9, "rectify-data", right="rectification", system="servers", fields=["phone"]),
    ),
    request(
        "vandevelde-ontvangers", Back(10), "email", "nl", who("Jef Van de Velde", "jef.vandevelde@postbus.example"),
        [ask("rectification", "customer-administration", "contact")],
        "Mijn e-mailadres is veranderd. Gelieve het overal aan te passen, ook bij wie het van jullie heeft gekregen.",
        open_request(),
        fulfil(4, "rectification", "E-mailadres aangepast in klantenbestand en webshop.", "host-1"),
        record_recipients(5, "group", source="log"),
        inform(6, "answer", "rectification"),
    ),
    request(
        "braun-statistik", Back(9), "email", "de", who("Petra Braun", "petra.braun@mailfach.example"),
        [ask("research_objection", "statistics", "browsing"), ask("automated_decision", "credit-check")],
        "Ich widerspreche der Verwendung meiner Besuche für Statistik. Außerdem wurde mir der Kauf auf Rechnung automatisch verweigert, das soll ein Mensch prüfen.",
        open_request(),
    ),
    request(
        "wijnants-klacht", Back(7), "email", "nl", who("Roel Wijnants", "roel.wijnants@postbus.example"),
        [ask("objection", "fraud-prevention", "account orders")],
        "Ik maak bezwaar tegen het profiel dat jullie van mijn bestellingen maken. Door mijn beroep bestel ik vaak op vreemde uren en word ik telkens geblokkeerd.",
        open_request(),
        step(4, "record-complaint", authority="internal", reference="Klacht van dezelfde dag over de helpdesk, nummer K-118."),
    ),
    request(
        "schepers-beperking", Back(5), "phone", "nl", who("Gerda Schepers", post="Proefhof 7, 3590 Diepenbeek", phone="+32 (0)00 00 00 05"),
        [ask("restriction", "billing", "invoices")],
        "Mevrouw belt: de factuur is voor haar buurvrouw met dezelfde naam. Ze wil dat we stoppen met aanmaningen tot dat duidelijk is.",
        open_request(),
        step(2, "apply-restriction", ground="gdpr/18/1/a", systems=["servers"], provisional=True),
        step(3, "grant", right="restriction"),
    ),
    request(
        "ongelezen-bericht", Back(4), "email", "nl", who("Y. Daems", "y.daems@postbus.example"),
        [],
        "Goedemiddag, in verband met ons telefoontje van vorige week: ik wil niet dat dat zo blijft staan. Kan iemand mij zeggen wat jullie daarmee gaan doen?",
    ),
    request(
        "walsh-portability", Back(3), "email", "en", who("Connor Walsh", "connor.walsh@letters.example"),
        [ask("portability", "services", "contact service-records")],
        "Hi there, my company is moving to another IT supplier at the end of the month. Could you send my contact data and service history in a format they can import?",
        open_request(),
    ),
    request(
        "peremans-reclame", Back(1), "email", "nl", who("Lut Peremans", "lut.peremans@postbus.example"),
        [ask(_DM, "newsletter marketing")],
        "Graag had ik geen nieuwsbrief of folder meer ontvangen. Ik ben al lang geen klant meer.",
        open_request(0), at_once(0, _DM, "Uitgeschreven uit alle mailings en op de lijst gezet van wie niets wil ontvangen."), inform_and_close(0, "answer", _DM),
    ),
    request(
        "hoste-wissen", Back(1), "email", "nl", who("Nico Hoste", "nico.hoste@postbus.example"),
        [ask("erasure", "applications", "contact application")],
        "Dag, ik heb intussen ander werk gevonden. Mogen mijn cv en de testresultaten bij jullie gewist worden?",
        open_request(1),
    ),
    request(
        "formulier-vandaag", Back(0), "web_form", "nl", who("Amélie Vranckx", "amelie.vranckx@postbus.example"),
        [ask("access", "newsletter")],
        "Goedemorgen, kan ik te weten komen sinds wanneer en waarom ik op jullie mailinglijst sta? Een kopie van wat jullie bijhouden is ook welkom.",
    ),
)
