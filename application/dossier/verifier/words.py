"""What a reader is told, by code, in English, Dutch, French and German; `{}` stands for the place.

`griffie verify` and `verify.html` tell it in the same words.
"""

LANGUAGES = ("en", "nl", "fr", "de")
WORDS = {
    "checkpoint": (
        "the checkpoint is not one that the log's key signed for this log and size",
        "het controlepunt is er geen dat de sleutel van dit logboek voor deze grootte ondertekende",
        "le point de contrôle n'est pas signé par la clé du journal pour cette taille",
        (
            "der Prüfpunkt ist keiner, den der Schlüssel dieses Protokolls für diese Größe"
            " signiert hat"
        ),
    ),
    "continued": (
        "it is not rightly shown which log {} continues, and from where",
        "er wordt niet juist getoond welk logboek {} voortzet, en vanaf waar",
        "il n'est pas montré correctement quel journal {} prolonge, et à partir d'où",
        "es wird nicht richtig gezeigt, welches Protokoll {} fortsetzt, und ab wo",
    ),
    "dated-ahead": (
        "event {}: dated after now, by the clock of this machine",
        "gebeurtenis {}: gedateerd na nu, volgens de klok van deze machine",
        "événement {} : daté après maintenant, d'après l'horloge de cette machine",
        "Ereignis {}: nach der Uhr dieses Geräts in der Zukunft datiert",
    ),
    "disclosure": (
        "{}: it is no disclosure, or another than its name says",
        "{}: geen geopende waarde, of een andere dan de naam zegt",
        "{} : ce n'est pas une valeur ouverte, ou c'en est une autre que ne dit son nom",
        "{}: kein geöffneter Wert, oder ein anderer, als der Name sagt",
    ),
    "disclosure-foreign": (
        "{}: no event here commits to this value",
        "{}: geen gebeurtenis hier legt deze waarde vast",
        "{} : aucun événement d'ici n'engage cette valeur",
        "{}: kein Ereignis hier legt diesen Wert fest",
    ),
    "entries-root": (
        "entries.bin does not make the signed root: the log was another",
        "entries.bin geeft niet de ondertekende wortel: het logboek was een ander",
        "entries.bin ne donne pas la racine signée : le journal était autre",
        "entries.bin ergibt nicht die signierte Wurzel: das Protokoll war ein anderes",
    ),
    "entries-size": (
        "entries.bin does not hold as many entries as were signed",
        "entries.bin bevat niet zoveel regels als er ondertekend zijn",
        "entries.bin ne contient pas autant d'entrées que ce qui a été signé",
        "entries.bin enthält nicht so viele Einträge, wie signiert wurden",
    ),
    "entry": (
        "event {}: the log has another entry in its place",
        "gebeurtenis {}: het logboek heeft op die plaats een andere regel",
        "événement {} : le journal a une autre entrée à cette place",
        "Ereignis {}: das Protokoll hat an dieser Stelle einen anderen Eintrag",
    ),
    "erased-length": (
        "history {}: an erasure names more events than the log held before it",
        (
            "geschiedenis {}: een wissing noemt meer gebeurtenissen dan er voordien in het"
            " logboek stonden"
        ),
        "historique {} : un effacement nomme plus d'événements que le journal n'en contenait avant",
        "Verlauf {}: eine Löschung nennt mehr Ereignisse, als das Protokoll davor enthielt",
    ),
    "erased-stands": (
        "history {}: an erasure names it, and it stands",
        "geschiedenis {}: een wissing noemt ze, en ze staat er nog",
        "historique {} : un effacement le nomme, et il est encore là",
        "Verlauf {}: eine Löschung nennt ihn, und er steht noch da",
    ),
    "event-bytes": (
        "event {}: not canonical JSON, or without what every event says",
        "gebeurtenis {}: geen canonieke JSON, of zonder wat elke gebeurtenis zegt",
        "événement {} : pas du JSON canonique, ou sans ce que dit tout événement",
        "Ereignis {}: kein kanonisches JSON, oder ohne das, was jedes Ereignis sagt",
    ),
    "event-count": (
        "events.jsonl and index.jsonl do not go together",
        "events.jsonl en index.jsonl horen niet bij elkaar",
        "events.jsonl et index.jsonl ne vont pas ensemble",
        "events.jsonl und index.jsonl gehören nicht zusammen",
    ),
    "file-changed": (
        "{}: changed since the manifest was made",
        "{}: veranderd sinds het manifest gemaakt is",
        "{} : modifié depuis que le manifeste a été fait",
        "{}: geändert, seit das Manifest erstellt wurde",
    ),
    "file-extra": (
        "{}: the manifest does not know it",
        "{}: het manifest kent het niet",
        "{} : le manifeste ne le connaît pas",
        "{}: das Manifest kennt es nicht",
    ),
    "file-missing": ("{}: missing", "{}: ontbreekt", "{} : manque", "{}: fehlt"),
    "foreign": (
        "event {}: it is not of this request",
        "gebeurtenis {}: niet van dit verzoek",
        "événement {} : il n'est pas de cette demande",
        "Ereignis {}: es gehört nicht zu diesem Antrag",
    ),
    "held-contradicted": (
        "the log does not lead on from the checkpoint that you hold: another past",
        "het logboek bouwt niet voort op het controlepunt dat u hebt: een ander verleden",
        "le journal ne prolonge pas le point de contrôle que vous détenez : un autre passé",
        "das Protokoll setzt Ihren Prüfpunkt nicht fort: eine andere Vergangenheit",
    ),
    "held-later": (
        "you hold a later checkpoint: what came after was cut off, or is not shown",
        "u hebt een later controlepunt: wat daarna kwam is afgesneden, of wordt niet getoond",
        "vous détenez un point de contrôle plus récent : la suite est coupée, ou pas montrée",
        (
            "Sie haben einen späteren Prüfpunkt: was danach kam, ist abgeschnitten oder wird"
            " nicht gezeigt"
        ),
    ),
    "held-not-shown": (
        "nothing here leads on from the checkpoint that you hold: ask for it by size",
        "niets hier bouwt voort op het controlepunt dat u hebt: vraag ernaar met zijn grootte",
        "rien ici ne prolonge le point de contrôle que vous détenez : demandez-le par sa taille",
        "nichts hier setzt Ihren Prüfpunkt fort: fragen Sie mit seiner Größe danach",
    ),
    "held-unreadable": (
        "the checkpoint that you hold is not signed by the key of this log",
        "het controlepunt dat u hebt is niet met de sleutel van dit logboek ondertekend",
        "le point de contrôle que vous détenez n'est pas signé par la clé de ce journal",
        "Ihr Prüfpunkt ist nicht mit dem Schlüssel dieses Protokolls signiert",
    ),
    "inclusion": (
        "event {}: its proof does not lead to the signed root",
        "gebeurtenis {}: het bewijs leidt niet naar de ondertekende wortel",
        "événement {} : sa preuve ne mène pas à la racine signée",
        "Ereignis {}: sein Beweis führt nicht zur signierten Wurzel",
    ),
    "index-line": (
        "line {} of index.jsonl names no event below the checkpoint",
        "regel {} van index.jsonl noemt geen gebeurtenis van vóór het controlepunt",
        "la ligne {} de index.jsonl ne nomme aucun événement d'avant le point de contrôle",
        "Zeile {} von index.jsonl nennt kein Ereignis vor dem Prüfpunkt",
    ),
    "key-of-another-log": (
        "the key belongs to another log",
        "de sleutel is die van een ander logboek",
        "la clé est celle d'un autre journal",
        "der Schlüssel gehört zu einem anderen Protokoll",
    ),
    "key-other": (
        "the key that came along is not the one that you trust",
        "de meegeleverde sleutel is niet die welke u vertrouwt",
        "la clé jointe n'est pas celle à laquelle vous vous fiez",
        "der beigelegte Schlüssel ist nicht der, dem Sie vertrauen",
    ),
    "key-unreadable": (
        "there is no key that can be read",
        "er is geen leesbare sleutel",
        "il n'y a pas de clé lisible",
        "es gibt keinen lesbaren Schlüssel",
    ),
    "left-out": (
        "left out: the log holds an event that is not shown ({})",
        "weggelaten: het logboek bevat een gebeurtenis die niet getoond wordt ({})",
        "omis : le journal contient un événement qui n'est pas montré ({})",
        "weggelassen: das Protokoll enthält ein Ereignis, das nicht gezeigt wird ({})",
    ),
    "log-other": (
        "the log that you hold does not begin with the one signed here: another log, or past",
        "uw logboek begint niet met dat wat hier ondertekend is: een ander logboek, of verleden",
        "votre journal ne commence pas par celui signé ici : un autre journal, ou un autre passé",
        "Ihr Protokoll beginnt nicht mit dem hier signierten: ein anderes",
    ),
    "log-shorter": (
        "the log that you hold ends before this checkpoint: take a later one",
        "het logboek dat u hebt houdt op vóór dit controlepunt: neem een later",
        "le journal que vous détenez finit avant ce point de contrôle : prenez-en un plus récent",
        "Ihr Protokoll endet vor diesem Prüfpunkt: nehmen Sie ein späteres",
    ),
    "manifest-note": (
        "the manifest is not as the log's key signed it",
        "het manifest is niet zoals de sleutel van het logboek het ondertekende",
        "le manifeste n'est pas tel que la clé du journal l'a signé",
        "das Manifest ist nicht so, wie der Schlüssel des Protokolls es signiert hat",
    ),
    "no-events": (
        "no event of the request is shown",
        "er wordt geen gebeurtenis van het verzoek getoond",
        "aucun événement de la demande n'est montré",
        "es wird kein Ereignis des Antrags gezeigt",
    ),
    "not-consistent": (
        "the log does not lead on from the older checkpoint: another past",
        "het logboek bouwt niet voort op het oudere controlepunt: een ander verleden",
        "le journal ne prolonge pas l'ancien point de contrôle : un autre passé",
        "das Protokoll setzt den älteren Prüfpunkt nicht fort: eine andere Vergangenheit",
    ),
    "old-checkpoint": (
        "the older checkpoint is not one that the log's key signed for that size",
        (
            "het oudere controlepunt is er geen dat de sleutel van het logboek voor die grootte"
            " ondertekende"
        ),
        "l'ancien point de contrôle n'est pas signé par la clé du journal pour cette taille",
        (
            "der ältere Prüfpunkt ist keiner, den der Schlüssel des Protokolls für diese"
            " Größe signiert hat"
        ),
    ),
    "older": (
        "nothing here was recorded as late as you demand",
        "niets hier is zo laat vastgelegd als u eist",
        "rien ici n'a été enregistré aussi tard que vous l'exigez",
        "nichts hier wurde so spät festgehalten, wie Sie es verlangen",
    ),
    "order": (
        "event {}: it stands before the one that precedes it",
        "gebeurtenis {}: ze staat vóór die welke eraan voorafgaat",
        "événement {} : il se trouve avant celui qui le précède",
        "Ereignis {}: es steht vor dem, das ihm vorausgeht",
    ),
    "profile": (
        "{}: not the profile that the request's first event names",
        "{}: niet het profiel dat de eerste gebeurtenis van het verzoek noemt",
        "{} : pas le profil que nomme le premier événement de la demande",
        "{}: nicht das Profil, das das erste Ereignis des Antrags nennt",
    ),
    "second-entry": (
        "entry {}: a version that stands elsewhere in the log stands here once more",
        "regel {}: een versie die elders in het logboek staat, staat hier nog eens",
        "entrée {} : une version qui figure ailleurs dans le journal figure ici encore une fois",
        "Eintrag {}: eine Version, die anderswo im Protokoll steht, steht hier noch einmal",
    ),
    "statement": (
        "{}: not a statement that the log's key signed of these requests and this checkpoint",
        (
            "{}: geen verklaring, door de sleutel van het logboek ondertekend, over deze verzoeken"
            " en dit controlepunt"
        ),
        (
            "{} : ce n'est pas une déclaration signée par la clé du journal sur ces demandes et ce"
            " point de contrôle"
        ),
        (
            "{}: keine Erklärung, die der Schlüssel des Protokolls zu diesen Anträgen und diesem"
            " Prüfpunkt signiert hat"
        ),
    ),
    "statement-false": (
        (
            "the signed statement is false: entry {} of the log is not as it says. Keep this file"
            " and that log: together they prove it"
        ),
        (
            "de ondertekende verklaring is vals: regel {} van het logboek is niet zoals ze zegt."
            " Bewaar dit bestand en dat logboek: samen bewijzen ze het"
        ),
        (
            "la déclaration signée est fausse : l'entrée {} du journal n'est pas telle qu'elle le"
            " dit. Gardez ce fichier et ce journal : ensemble, ils le prouvent"
        ),
        (
            "die signierte Erklärung ist falsch: Eintrag {} des Protokolls ist nicht so, wie"
            " sie sagt. Bewahren Sie diese Datei und das Protokoll auf: zusammen beweisen sie es"
        ),
    ),
    "statement-shown": (
        "stream {}: the signed statement lists other entries than are shown",
        "reeks {}: de ondertekende verklaring noemt andere regels dan getoond worden",
        "suite {} : la déclaration signée nomme d'autres entrées que celles qui sont montrées",
        "Reihe {}: die signierte Erklärung nennt andere Einträge, als gezeigt werden",
    ),
    "time": (
        "event {}: recorded before the one that precedes it in the log",
        "gebeurtenis {}: vastgelegd vóór die welke in het logboek voorafgaat",
        "événement {} : enregistré avant celui qui le précède dans le journal",
        "Ereignis {}: vor dem festgehalten, das ihm im Protokoll vorausgeht",
    ),
    "unexplained": (
        "entry {}: its event is not shown, and no erasure names it",
        "regel {}: de gebeurtenis wordt niet getoond, en geen wissing noemt ze",
        "entrée {} : son événement n'est pas montré, et aucun effacement ne le nomme",
        "Eintrag {}: sein Ereignis wird nicht gezeigt, und keine Löschung nennt es",
    ),
    "version": (
        "event {}: not the next version of its stream",
        "gebeurtenis {}: niet de volgende versie van haar reeks",
        "événement {} : pas la version suivante de sa suite",
        "Ereignis {}: nicht die nächste Version seiner Reihe",
    ),
}


def words(code: str, where: str, language: str = "en") -> str:
    """A finding in words: what is wrong, and where."""
    return WORDS[code][LANGUAGES.index(language)].format(where)
