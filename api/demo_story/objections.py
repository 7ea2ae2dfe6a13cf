"""Closed objections, withdrawals of consent and questions about automated decisions."""

# ruff: noqa: E501 - letters and reasons are prose: one line each
# fmt: off

from api.demo_story.script import (
    Ago,
    ask,
    at_once,
    case,
    excepted,
    fulfilled,
    inapplicable,
    informed,
    opened,
    step,
    told,
    who,
)

DM = "direct_marketing_objection"
STOPPED = "Uitgeschreven uit alle mailings en op de lijst gezet van wie niets wil ontvangen."
ROUTES = "U kunt klacht indienen bij de Gegevensbeschermingsautoriteit of naar de rechtbank stappen."

CASES = (
    case(
        "rombouts-reclame", Ago(408), "email", "nl", who("Guido Rombouts", "guido.rombouts@postbus.example"),
        [ask(DM, "marketing newsletter")],
        "Stop met mij aanbiedingen te sturen. Ik heb één keer een kabel gekocht en krijg sindsdien elke week reclame.",
        opened(0), at_once(0, DM, STOPPED), told(0, "answer", DM),
    ),
    case(
        "petit-publicite", Ago(383), "phone", "fr", who("Nathalie Petit", "nathalie.petit@courriel.example", phone="+32 (0)00 00 00 04"),
        [ask(DM, "marketing")],
        "Madame appelle : elle ne veut plus recevoir d’appels ni de courriels de prospection, ni à la maison ni au bureau.",
        opened(0), at_once(0, DM, "Numéros et adresses ajoutés à la liste d’opposition, campagne en cours corrigée."), told(0, "answer", DM),
    ),
    case(
        "engel-werbung", Ago(362), "email", "de", who("Birgit Engel", "birgit.engel@mailfach.example"),
        [ask(DM, "newsletter marketing")],
        "Ich widerspreche der Nutzung meiner Daten für Werbung jeder Art, auch für Profile. Bitte bestätigen Sie mir das kurz.",
        opened(0), at_once(0, DM, "Versand und Profilbildung gestoppt, Adresse in die Sperrliste aufgenommen."), told(0, "answer", DM),
    ),
    case(
        "hughes-marketing", Ago(333), "web_form", "en", who("Ellie Hughes", "ellie.hughes@letters.example"),
        [ask(DM, "marketing offers")],
        "Please remove me from all your mailing lists. The unsubscribe link in your last e-mail gave an error page.",
        opened(0), at_once(0, DM, "Removed from every list; the broken link was reported and mended."), told(0, "answer", DM),
    ),
    case(
        "vandenberg-te-laat", Ago(301), "email", "nl", who("Els Van den Berg", "els.vandenberg@postbus.example"),
        [ask(DM, "marketing")],
        "Gelieve mij te schrappen uit uw adressenbestand voor reclame. Dat vroeg ik ook al op uw stand op de beurs.",
        opened(1),
        step(6, "add-note", note="De schrapping was niet doorgekomen bij de mailing van gisteren. Doorgegeven aan de functionaris."),
        at_once(6, DM, STOPPED), told(6, "answer", DM, text="U kreeg gisteren nog één bericht. Onze verontschuldigingen: vanaf nu ontvangt u niets meer."),
    ),
    case(
        "claessens-toestemming", Ago(278), "email", "nl", who("Wendy Claessens", "wendy.claessens@postbus.example"),
        [ask("consent_withdrawal", "newsletter")],
        "Hierbij trek ik mijn toestemming voor de nieuwsbrief in. Mijn account in de webshop wil ik wel houden.",
        opened(0), at_once(0, "consent_withdrawal", "Inschrijving op de nieuwsbrief beëindigd; het account blijft."), told(0, "answer", "consent_withdrawal"),
    ),
    case(
        "noel-cookies", Ago(249), "web_form", "fr", who("Quentin Noël", "quentin.noel@courriel.example"),
        [ask("consent_withdrawal", "optional-cookies statistics")],
        "Je retire mon consentement à tous les cookies non nécessaires. Le bouton « préférences » ne réagit pas sur mon téléphone.",
        opened(0), at_once(1, "consent_withdrawal", "Consentement retiré dans le module de cookies, bouton réparé."), told(1, "answer", "consent_withdrawal"),
    ),
    case(
        "geerts-overeenkomst", Ago(214), "email", "nl", who("Paul Geerts", "paul.geerts@postbus.example"),
        [ask("consent_withdrawal", "services")],
        "Ik trek mijn toestemming in voor alles wat met mijn onderhoudscontract te maken heeft, maar kom a.u.b. wel langs op 12 juni zoals afgesproken.",
        opened(0),
        inapplicable(1, "consent_withdrawal", "gdpr/7/3", "De gegevens worden verwerkt om het onderhoudscontract uit te voeren; er is nooit toestemming voor gevraagd."),
        told(1, "refusal", "consent_withdrawal", text="Voor uw contract steunen we niet op toestemming. U kunt het contract wel opzeggen. " + ROUTES),
    ),
    case(
        "mertens-fraude", Ago(196), "post", "nl", who("Ronny Mertens", post="Teststeenweg 101, 3500 Hasselt"),
        [ask("objection", "fraud-prevention", "account orders")],
        "Ik maak bezwaar tegen het bewaren van mijn geweigerde bestellingen. Dat ik drie keer met een andere kaart probeerde te betalen was een vergissing.",
        opened(2),
        step(8, "perform-balancing", right="objection", prevails="controller", interests="Zijn belang: geen spoor van geweigerde betalingen. Het onze en dat van andere klanten: misbruik met gestolen kaarten herkennen, één jaar lang."),
        excepted(9, "objection", "gdpr/21/1/compelling", "", "Drie pogingen met kaarten op andere namen binnen een uur; het belang om misbruik te voorkomen weegt na afweging zwaarder, en de gegevens gaan na een jaar weg."),
        told(11, "refusal", "objection", text="Na afweging van uw situatie blijft de beperkte controle nodig. " + ROUTES),
    ),
    case(
        "martens-krediet", Ago(177), "email", "nl", who("Sofie Martens", "sofie.martens@postbus.example"),
        [ask("objection", "credit-check", "company credit"), ask("restriction", "credit-check", "credit")],
        "Na mijn faillissement als zelfstandige in 2019 wil ik niet dat jullie mijn kredietwaardigheid nog gebruiken. Ik betaal alles vooraf. Zet het intussen minstens stil.",
        opened(),
        fulfilled(2, "restriction", "Kredietgegevens vergrendeld zolang het bezwaar wordt onderzocht.", "host-1"),
        informed(3, "answer", "restriction"),
        fulfilled(10, "objection", "Kredietcontrole stopgezet voor deze klant: bij betaling vooraf is ze niet nodig."),
        told(12, "answer", "objection"),
    ),
    case(
        "simon-opposition", Ago(158), "email", "fr", who("Valérie Simon", "valerie.simon@courriel.example"),
        [ask("objection", "delivery")],
        "Je m’oppose à ce que vous utilisiez mon adresse pour la livraison de ma commande en cours. Livrez-la quand même avant vendredi.",
        opened(),
        inapplicable(3, "objection", "gdpr/21/1", "L’adresse sert à exécuter le contrat ; l’opposition ne vise que l’intérêt légitime ou une mission d’intérêt public."),
        told(4, "refusal", "objection", text="Ce traitement repose sur votre commande. Vous pouvez saisir l’Autorité de protection des données ou le tribunal."),
    ),
    case(
        "desmul-statistiek", Ago(143), "email", "nl", who("Hilde Desmul", "hilde.desmul@postbus.example"),
        [ask("research_objection", "statistics", "browsing")],
        "Ik las dat u bezoekersstatistieken maakt voor een studie met een hogeschool. Gezien mijn werk bij een concurrent wil ik niet dat mijn bezoeken daarin zitten.",
        opened(),
        fulfilled(6, "research_objection", "Bezoeken van dit account uit de reeks voor de studie gehaald."),
        told(8, "answer", "research_objection"),
    ),
    case(
        "bosmans-automatisch", Ago(129), "email", "nl", who("Filip Bosmans", "filip.bosmans@postbus.example"),
        [ask("automated_decision", "credit-check")],
        "Mijn bestelling op factuur werd binnen de seconde geweigerd. Dat heeft een computer beslist en ik wil dat een mens ernaar kijkt.",
        opened(),
        inapplicable(7, "automated_decision", "gdpr/22/1", "De webshop hield de bestelling alleen tegen; een medewerkster bekeek en weigerde ze dezelfde namiddag, zie haar nota."),
        told(8, "refusal", "automated_decision", text="Een medewerkster heeft beslist, niet de computer alleen. " + ROUTES),
    ),
    case(
        "collins-review", Ago(112), "email", "en", who("Ruth Collins", "ruth.collins@letters.example"),
        [ask("automated_decision", "fraud-prevention")],
        "Your shop blocked my account because of an automatic fraud score. I was ordering from a hotel abroad. I would like a person to look at this and I want to explain.",
        opened(),
        step(4, "add-note", note="Mevrouw gehoord aan de telefoon; hotelrekening gezien. De blokkering was enkel op de score gebaseerd."),
        fulfilled(5, "automated_decision", "Decision reviewed by a person, explanation heard, block lifted and the score set aside."),
        told(7, "answer", "automated_decision"),
    ),
    case(
        "renard-automatise", Ago(91), "web_form", "fr", who("Damien Renard", "damien.renard@courriel.example"),
        [ask("automated_decision", "delivery")],
        "Votre site m’impose le paiement anticipé de façon automatique. Je demande que cette décision ne me soit plus appliquée.",
        opened(2),
        step(8, "perform-human-review", right="automated_decision", outcome="upheld", view="Il paie toujours à temps et trouve la règle injuste.", reasons="Le dossier a été revu par une personne : deux factures impayées en mars justifient le paiement anticipé."),
        excepted(9, "automated_decision", "gdpr/22/2/a", "", "Le contrôle automatique est nécessaire pour conclure la vente à distance ; un collaborateur a revu le cas et entendu le client."),
        told(10, "refusal", "automated_decision", text="La décision est nécessaire au contrat ; une personne l’a revue. Vous pouvez saisir l’Autorité de protection des données ou le tribunal."),
    ),
    case(
        "vanhove-chat", Ago(76), "chat", "nl", who("Dries Vanhove", "dries.vanhove@postbus.example"),
        [ask(DM, "offers newsletter")],
        "ik krijg nog altijd die mails over tweedehands laptops, graag stoppen aub",
        opened(0), at_once(0, DM, STOPPED), told(0, "answer", DM),
    ),
    case(
        "delvaux-publicite", Ago(52), "email", "fr", who("Anne Delvaux", "anne.delvaux@courriel.example"),
        [ask(DM, "newsletter")],
        "Merci de ne plus m’envoyer votre lettre d’information ni d’offres personnalisées. Je reste cliente pour la maintenance.",
        opened(0), at_once(0, DM, "Désinscription et arrêt du profilage, opposition enregistrée."), told(0, "answer", DM),
    ),
    case(
        "beckers-herlezen", Ago(47), "email", "nl", who("Christel Beckers", "christel.beckers@postbus.example"),
        [ask("objection", "marketing")],
        "Ik maak bezwaar tegen het gebruik van mijn gegevens. Het gaat mij om de folders die u in mijn bus steekt met mijn naam erop.",
        opened(0),
        step(0, "reclassify-claim", from_right="objection", to_right=DM, reason="Mevrouw bedoelt reclame op naam: daartegen is het bezwaar absoluut en hoeft ze niets te motiveren."),
        at_once(1, DM, STOPPED), told(1, "answer", DM),
    ),
    case(
        "sociaal-bericht", Ago(33), "other", "nl", who("Kim De Backer", "kim.debacker@postbus.example"),
        [ask(DM, "marketing")],
        "Privébericht op onze pagina: 'Mijn dochter en ik krijgen jullie reclame nu ook via deze weg. Haal ons er alsjeblieft af.'",
        opened(0), at_once(1, DM, STOPPED), told(1, "answer", DM),
    ),
)
