"""Requests that are decided part by part: one datum, one category, one purpose."""

# ruff: noqa: E501 - letters and reasons are prose: one line each
# fmt: off

from griffie.api.demo.story.language import (
    Ago,
    Back,
    YearEnd,
    apply_exception,
    ask,
    inform_and_close,
    open_request,
    record_recipients,
    request,
    step,
    who,
)

REQUESTS = (
    # Item by item: one datum is wrong, another is right.
    request(
        "vermeiren-gegevens", Ago(288), "email", "nl", who("Liesbet Vermeiren", "liesbet.vermeiren@postbus.example"),
        [ask("rectification", "customer-administration", "contact")],
        "In jullie klantenbestand sta ik als 'Vermeire', en volgens de laatste brief ben ik klant sinds 2019. Dat is 2017. Verbeter allebei, en kijk ook mijn telefoonnummer na.",
        open_request(),
        step(4, "rectify-data", right="rectification", system="servers", fields=["name", "phone"]),
        step(4, "fulfil", right="rectification", items=["De familienaam."], measures="Naam verbeterd in klantenbestand en planning."),
        step(6, "find-not-applicable", right="rectification", items=["Het jaar waarin zij klant werd."], ground="fact/data_accurate", explanation="De eerste factuur is van maart 2019; de bestelling van 2017 was van haar werkgever."),
        step(6, "fulfil", right="rectification", measures="Het telefoonnummer had een cijfer te veel en is verbeterd; al het andere is nagekeken en klopt."),
        record_recipients(6, "host-1"),
        step(7, "notify-recipient", recipient="host-1", right="rectification"),
        inform_and_close(8, "answer", "rectification"),
    ),
    # Category by category: something goes, something must stay, and something is still needed.
    request(
        "gielen-webshop", Ago(173), "web_form", "nl", who("Tom Gielen", "tom.gielen@postbus.example"),
        [ask("erasure", "delivery billing newsletter", "preferences orders invoices")],
        "Wis mijn voorkeuren, mijn bestellingen en mijn facturen. De garantie op de laptop van dit voorjaar wil ik natuurlijk wel houden.",
        open_request(),
        step(5, "erase-data", right="erasure", system="newsletter", proof="Geen voorkeuren meer op zijn adres; schermafdruk bij het dossier."),
        step(5, "fulfil", right="erasure", categories=["preferences"], measures="De voorkeuren zijn gewist."),
        step(6, "find-not-applicable", right="erasure", categories=["orders"], ground="gdpr/17/1", explanation="De ene bestelling is nog nodig voor de garantie, die meneer wil behouden: geen enkele grond van artikel 17, lid 1, is vervuld."),
        apply_exception(6, "erasure", "gdpr/17/3/b", "invoices", "Facturen vallen onder de fiscale bewaarplicht.", legal_basis="artikel 60 van het Btw-Wetboek en artikel 315 WIB 92", until=YearEnd(10)),
        record_recipients(6, "host-1"),
        step(7, "notify-recipient", recipient="host-1", right="erasure"),
        inform_and_close(9, "answer", "erasure"),
    ),
    # Purpose by purpose: an objection that is followed, outweighed, and not in play.
    request(
        "lemoine-opposition", Ago(146), "email", "fr", who("Hugues Lemoine", "hugues.lemoine@courriel.example"),
        [ask("objection", "credit-check fraud-prevention delivery")],
        "Je m’oppose à ce que vous évaluiez ma solvabilité, à votre contrôle antifraude et à l’usage de mon adresse pour les livraisons. Une erreur d’homonyme me poursuit depuis deux ans.",
        open_request(),
        step(5, "stop-processing", right="objection", purposes=["credit-check"]),
        step(5, "fulfil", right="objection", purposes=["credit-check"], measures="Plus aucune évaluation de solvabilité : le client paie à la commande."),
        step(7, "perform-balancing", right="objection", prevails="controller", interests="Contrôle antifraude : son intérêt à ne pas être confondu avec un homonyme ; le nôtre et celui des clients à reconnaître les cartes volées. Une date de naissance ajoutée écarte la confusion."),
        step(8, "apply-exception", right="objection", purposes=["fraud-prevention"], ground="gdpr/21/1/compelling", necessity="Le contrôle ne garde que les paiements refusés, un an durant ; après mise en balance, la prévention des abus prévaut."),
        step(8, "find-not-applicable", right="objection", purposes=["delivery"], ground="gdpr/21/1", explanation="L’adresse sert à exécuter ses commandes ; l’opposition ne vise que l’intérêt légitime ou une mission d’intérêt public."),
        inform_and_close(10, "answer", "objection"),
    ),
    # On the desks today: a part is done, and the rest is still looked into.
    request(
        "segers-deels", Back(7), "email", "nl", who("Ann Segers", "ann.segers@postbus.example"),
        [ask("erasure", "newsletter customer-administration", "preferences profile correspondence")],
        "Graag alles weg wat jullie van mij hebben voor de nieuwsbrief, en ook onze mails over de herstelling van vorig jaar.",
        open_request(),
        step(3, "fulfil", right="erasure", categories=["preferences"], measures="De voorkeuren voor de nieuwsbrief zijn gewist."),
        step(4, "grant", right="erasure", categories=["profile"]),
        step(5, "add-note", note="De mails over de herstelling: nakijken of de garantieclaim nog loopt."),
    ),
)
