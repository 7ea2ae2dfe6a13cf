"""The words by which somebody says to act for another, in Dutch, French, German and English."""

import re
from typing import Final

_PARENT: Final = (
    r"(?:ouders?|moeder|vader|mama|papa|mère|père|parents?|vater|mutter|eltern(?:teil)?"
    r"|mother|father)"
)
_GUARDIAN: Final = (
    r"(?:(?:mede)?voogd|bewindvoerder|curator|mantelzorger|zaakvoerder|zorgvolmachthouder"
    r"|budgetbeheerder|schuldbemiddelaar|notaris|médiat(?:eur|rice) de dettes|notaire|notar(?:in)?"
    r"|schuldnerberater(?:in)?|nachlassverwalter(?:in)?|nachlasspfleger(?:in)?"
    r"|tuteur|tutrice|administrat(?:eur|rice)(?: provisoire| des biens)?|curateur|curatrice"
    r"|aidante?"
    r"|(?:gesetzliche[rn]? )?betreuer(?:in)?|vormund|sorgeberechtigte[rn]?|pfleger(?:in)?"
    r"|(?:legal )?guardian|carer|administrator|trustee|executor)"
)
_AGENT: Final = (
    r"(?:raadsman|raadsvrouw|raadslieden|advocate?n?|advocaat|advocaten|gemachtigde|gevolmachtigde"
    r"|lasthebber|(?:wettelijke? )?vertegenwoordig(?:er|ster)|vertrouwenspersoon|erfgena(?:am|men)"
    r"|avocate?|conseil|mandataire|représentante?(?: légale?)?|hériti(?:er|ère)s?"
    r"|rechtsanw[aä]lt(?:e|in)?|anw[aä]lt(?:e|in)?|bevollmächtigte[rn]?|beauftragte[rn]?"
    r"|(?:gesetzliche[rn]? )?vertreter(?:in)?|prozessbevollmächtigte[rn]?|erb(?:e|in)"
    r"|attorney|solicitors?|lawyers?|barrister|(?:legal )?representatives?|counsel|proxy|heir)"
)
_OF: Final = r"(?:van|voor|de|du|d['’]|von|der|of|for|meine[rns]?|unsere[rns]?|(?=meine|unsere))"
_ADJECTIVE: Final = (
    r"(?:(?:minderjarige|meerderjarige|overleden|zieke|bejaarde|oude|jongste|oudste|enige|eigen"
    r"|kleine"
    r"|demente|mineure?s?|majeure?|défunte?|malade|âgée?|jeune|petite?|vieille|propre|aînée?"
    r"|cadette?"
    r"|minderjährige[nrsm]?|verstorbene[nrsm]?|kranke[nrsm]?|alte[nrsm]?|kleine[nrsm]?"
    r"|jüngste[nrsm]?"
    r"|älteste[nrsm]?|demente[nrsm]?|betagte[nrsm]?"
    r"|minor|late|elderly|sick|ill|young|deceased|disabled|eldest|youngest|old|little|ageing|own"
    r"|\d{1,2}-?\s?(?:jarige?|jährige[nrsm]?|year-old)|twee|drie|deux|trois|zwei|drei|two"
    r"|three)\s+){0,2}"
)
KIN: Final = re.compile(
    r"\b(?:mijn|m['’]n|onze?|ons|mon|ma|mes|notre|nos|meine?[nrms]?|unsere?[nrms]?|my|our)\s+"
    + _ADJECTIVE
    + r"(?:(?:schoon|stief|pleeg|groot|over|klein)?(?:moeder|vader|ouders|zoon|dochter"
    r"|kind(?:eren)?)"
    r"|zoontje|dochtertje|kindje|man|vrouw|echtgeno[ou]te?|partner|broer|broertje|zus|zusje|neef"
    r"|nicht"
    r"|oma|opa|mama|mam|papa|tante|oom|vriendin"
    r"|(?:belle-|grand-|arrière-grand-)?mère|(?:beau-|grand-)?père|(?:grands-|beaux-)?parents"
    r"|(?:petit-|beau-)?fils|(?:petite-|belle-)?fille|(?:petits-)?enfants?|bébé|maman|mari|femme"
    r"|épou(?:x|se)|conjointe?|compagne|compagnon|(?:demi-)?frère|(?:demi-)?s(?:œ|oe)ur|neveu|nièce"
    r"|(?:groß|schwieger|stief|pflege)?(?:mutter|vaters?|eltern)|oma|opa|mama|papa"
    r"|(?:enkel|stief|schwieger)?(?:sohn(?:es)?|tochter)|enkel(?:in|kind)?|kind(?:er|ern|es)?"
    r"|mann(?:es)?|frau|ehemann(?:es)?|ehefrau|lebensgefährt(?:e|en|in)|brud(?:er|ers)|schwester"
    r"|neffen?"
    r"|nichte"
    r"|(?:grand|step)?(?:mother|father|parents|son|daughter|child(?:ren)?)(?:-in-law)?|kids?"
    r"|toddler"
    r"|mum|mom|dad|baby|husband|wife|spouse|brother|sister|nephew|niece|grandma|grandpa|aunt"
    r"|uncle"
    r"|(?:over)?buurvrouw|(?:over)?buurman|voisine?|nachbar(?:n|in)?|neighbou?r)\b",
    re.IGNORECASE,
)
ROLE: Final = re.compile(
    r"(?:\b(?:en|und|et|and)?\s?(?:in\s)?(?:opdracht|vollmacht|auftrag)\s+(?:van\s+|von\s+)?)?"
    r"\b(?:mijn|onze?|ons|een|mon|ma|notre|nos|de mon|meine?[rnms]?|unsere?[rnms]?|my|our"
    r"|one of our|her|his|an?|its|zijn|haar|seine?[rnms]?|ihre?[rnms]?|son|sa|leur|une?)\s+"
    r"(?:cli[eë]nt(?:en?)?|lid|leden|aangeslotene?|pati[eë]nte?|bewoonster|bewoner|leerling"
    r"|beschermde persoon"
    r"|cliente?s?|affiliée?s?|adhérente?s?|membres?|patiente?|résidente?|mandante?|pupille"
    r"|mandant(?:in|en|schaft)?s?|klient(?:in|en)?|mitglied(?:s|er|es)?|patient(?:in|en)?"
    r"|bewohner(?:in|s)?"
    r"|mündel|clients?|members?|patients?|wards?|pupils?|tenant|constituent|principal"
    r"|assisted person)\b"
    r"|\b(?:the|de|die|der|den) (?:above-?\s?named|boven(?:ge|ver)noemde|vorgenannte[nrm]?)\b",
    re.IGNORECASE,
)
_CLIENT: Final = r"(?:cli[eë]nte?|client|cliente|mandant(?:in|en)?)"
_ASKED: Final = (
    r"(?:verzoek|aanvraag|inzageverzoek|inzage|demande|accès|antrag|auskunft|auskunftsersuchen"
    r"|request|access)"
)
SAYS_FOR: Final = re.compile(
    r"\b(?:"
    r"(?:de |der )?nalatenschap van|succession d(?:e|u)|nachlass(?:es)? (?:von|der|des)|estate of"
    r"|ouders van|(?:sein|ihr) mitglied"
    # in somebody's name
    r"|"
    r"namens|(?<!eigen )in naam van|uit naam van|voor rekening van|in opdracht van|op verzoek van"
    r"|handelend voor|optredend voor|tre(?:den|edt?) (?:ik |wij )?(?:hierbij )?op voor"
    r"|(?:tre(?:den|ed|edt)|treedt) (?:hierbij )?op als " + f"(?:{_AGENT}|{_GUARDIAN}) (?:van|voor)"
    r"|(?:agis(?:sons|sant)?|agit|agissent|interv(?:iens|ient|enons|enant)) (?:ici )?pour"
    r"|(?:we|i|and|who|union|organisation|firm) act for|acting for|acts for"
    r"|(?:wir|ich|die) (?:handeln|handle|handelt) für|handelnd für"
    r"|au nom (?:et pour (?:le )?compte )?d(?:e|u|['’])|pour (?:le )?compte d(?:e|u|['’])"
    r"|à la demande d(?:e|u|['’])|défense des intérêts d(?:e|u|['’])"
    r"|im (?:namen|auftrag)(?: und (?:in vollmacht|im auftrag|namens))?(?: von| der"
    r"| des mandanten)?"
    r"|in vertretung (?:von|der|des)|vertretung (?:von|der|des)|in vollmacht (?:von|der|des)?"
    r"|on behalf of|in the name of|at the request of"
    # by what office
    rf"|als (?:de |het |alleen|wettelijke? |langstlevende )*(?:{_PARENT}|{_GUARDIAN}"
    rf"|{_AGENT}) (?:van|voor)"
    rf"|als (?:der |die |gesetzliche[rn]? |alleinige[rn]? )*(?:{_PARENT}|{_GUARDIAN}|{_AGENT})"
    r" (?:von|der|des|für|(?=meine|unsere))"
    rf"|en (?:tant qu(?:e |['’])|(?:ma |sa )?qualité d(?:e |['’]))\s?(?:la |le |l['’])?(?:{_PARENT}"
    rf"|{_GUARDIAN}|{_AGENT})"
    r"(?: légale?)? d(?:e|u|['’])"
    rf"|as (?:the |a )?(?:single |sole )?(?:{_PARENT}|{_GUARDIAN}|{_AGENT}) (?:of|for|to)"
    rf"|\b(?:ben|zijn|is|bin|sind|ist|suis|sommes|am|are|is) (?:de |het |la |le |l['’]|der |die "
    rf"|the )?"
    r"(?:wettelijke? |gesetzliche[rn]? |legal )?"
    rf"(?:{_PARENT}|{_GUARDIAN}|{_AGENT})(?: en [a-z]+)?(?: légale?)? "
    r"(?:van|voor|d(?:e|u|['’])|von|der|des|of|for|to|(?=meine|unsere))"
    r"|conseil d(?:e|u)|raads(?:man|vrouw) van"
    # who represents, and by what paper
    r"|(?:(?:ik|wij|we|die|dat|vakbond|vereniging|kantoor|organisatie) vertegenwoordig(?:en|t)?"
    r"|vertegenwoordig(?:en)? (?:ik|wij))(?: hierbij| in deze zaak)?"
    r"|(?:je|nous|qui|syndicat|association|cabinet|asbl) représent(?:e|ons|ent)"
    r"|(?:ich|wir|die|verein|kanzlei|gewerkschaft) (?:rechtlich |anwaltlich )?vert(?:rete|reten"
    r"|ritt)"
    r"(?: gemäß [^,.\n]{3,30}? dsgvo| anwaltlich| rechtlich| hier)?|dass (?:ich"
    r"|wir)(?= [^.\n]{3,60}? vertrete)"
    r"|\b\w{2,30} represents|(?:we|i|and|who) (?:legally |also |hereby )?represents?"
    r"|(?:is|zijn|ben|werd|werden|word) door(?= [^.\n]{3,60}? (?:ge(?:mandateerd|machtigd"
    r"|volmachtigd|raadpleegd)|aangesteld))|(?:ge(?:mandateerd|machtigd|volmachtigd|raadpleegd"
    r"|consulteerd)"
    r"|aangesteld) (?:\w+ ){0,3}?door"
    r"|(?:mandatée?s?|consultée?s?|chargée?s?|désignée?s?) (?:[^.,\n]{1,40} )?par"
    r"|(?:beauftragt|bevollmächtigt|mandatiert) (?:worden )?(?:von|durch)|(?:wurde|wurden|bin"
    r"|sind) von"
    r"(?= [^.\n]{3,60}? (?:beauftragt|bevollmächtigt|mandatiert))"
    r"|(?:mandated|instructed|authorised|authorized|appointed|retained) (?:[^.,\n]{1,40} )?by"
    r"|volmacht (?:van|voor|namens)|mandaat van|(?:procuration|mandat) (?:de|du|pour)"
    r"|vollmacht (?:von|für|der|des|(?=meine|unsere))|power of attorney (?:for|from|of)"
    r"|mandate (?:from|of)"
    rf"|(?:(?<=[.\n]\s)|(?<=\n)|(?<!.))(?:{_AGENT}|{_GUARDIAN}) (?:van|de|von|of)"
    r" (?=de heer|mevr|dhr|m\.|mme|monsieur|madame|herrn?|frau|mrs?\b|ms\b)"
    r"|mijn cli[eë]nte?|mon client|ma cliente|mein(?:e[rnms]?)? mandant(?:in|en)?"
    r"|my client"
    rf"|(?:in (?:de |mijn |onze |zijn |haar )?hoedanigheid van|als) {_GUARDIAN} over (?:de )?"
    r"(?:persoon en (?:de )?)?(?:goederen|persoon|vermogen) van"
    rf"|in (?:de |mijn |onze |zijn |haar )?hoedanigheid van (?:{_PARENT}|{_GUARDIAN}|{_AGENT}) van"
    rf"|in (?:meiner|unserer|seiner|ihrer) eigenschaft als (?:{_PARENT}|{_GUARDIAN}|{_AGENT})"
    r" (?:von|der|des|(?=meine|unsere))"
    r"|\b\w{3,40} (?:vertritt(?= (?:herrn|frau)\b)|vertegenwoordigt(?= (?:de heer|mevr|dhr))"
    r"|représente(?= (?:m\.|mme|monsieur|madame)))"
    r"|curator in het faillissement van|curateur (?:de|à) la faillite d(?:e|u|['’])"
    r"|insolvenzverwalter (?:von|des|der)"
    rf"|in (?:my|our|his|her) capacity as (?:the )?(?:{_PARENT}|{_GUARDIAN}|{_AGENT}) (?:of|for|to)"
    r"|dass (?:uns|mich)(?= [^.\n]{3,90}? (?:beauftragt|bevollmächtigt|mandatiert) hat)"
    rf"|(?:onze|unsere?[rnms]?|notre|our) {_CLIENT}"
    r"(?=\s?:|,? (?:de heer|mevr\w*|dhr|herrn?|frau|mrs?|ms|m\.|mme|monsieur|madame)\b"
    r"|,? (?-i:[A-ZÀ-Þ][a-zà-ÿ]))"
    rf"|{_ASKED}\b[^.!?\n]{{0,40}}? (?:voor|pour|für|for)(?= (?:de heer|mevr\.?|mevrouw|dhr\.?"
    r"|herrn|frau|mrs?\.?|ms\.?|m\.|mme|monsieur|madame) (?-i:[A-ZÀ-Þ]))"
    r")(?:,? (?:under|pursuant to|op grond van|krachtens|overeenkomstig|en vertu d(?:e|u)"
    r"|conformément à|sur base d(?:e|u)|gemäß|based on|in accordance with) [^,\n]{3,60},\s)?"
    r"(?:(?<=[\s'’])|\b)",
    re.IGNORECASE,
)
BETWEEN: Final = re.compile(
    r"[\s,:]*(?:(?:de heer|van|von|de|la|le|het|of|mijn|onze?|ons|mon|notre|ma|meine[rmns]?|meines"
    r"|unsere[rmns]?|unseres|my|our|one of|einer|eines|cli[eë]nte?|cliente?|mandant(?:in|en|s)?"
    r"|mr\.?|mevr\.?|mevrouw"
    r"|dhr\.?|m\.|mme\.?|mlle\.?|maître|me\.?|madame|monsieur|herrn?|frau|mrs?\.?|ms\.?|miss"
    r"|mister|dr\.?"
    r"|lid|leden|affiliée?|adhérente?|membre|mitglied(?:s|es)?|member|pati[eë]nte?|bewoner|zekere"
    r"|genaamde|wijlen|feue?|the late|late|the|verstorbene[nr]?|complainant|data subject|betrokkene"
    r"|de ouders van|les parents d(?:e|u)|den eltern von|the parents of|(?:the )?estate of"
    r"|la succession d(?:e|u)|de nalatenschap van|dem nachlass von"
    r"|\(?\d{1,3}(?: (?:jaar|ans|jahre|years))?\)?)[\s,:]+)*",
    re.IGNORECASE,
)
_ONE_NAME: Final = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.-]{1,40}"
_SMALL: Final = r"(?:(?:van|de|der|den|le|la|von|du|ten|ter)[ \t]+){0,3}"
_NAMED: Final = rf"(?!Ihr|Uw|Votre|Your){_ONE_NAME}(?:[ \t]+{_SMALL}{_ONE_NAME}){{0,3}}"
NAME: Final = re.compile(_NAMED)
TITLED: Final = re.compile(
    r"\b(?:[dD]e heer|[mM]evrouw|[mM]evr\.|[dD]hr\.|[mM]onsieur|[mM]adame|M\.|Mme|Mlle|Herrn?"
    r"|Frau|Mrs?\.?|Ms\.?"
    r"|[cC]li[eë]nte?|[mM]andant(?:in)?|[lL]id|[aA]ffiliée?|[mM]itglied|[mM]ember|[cC]lient)[ \t]+"
    rf"(?P<who>{_NAMED})"
)
ASKS_FOR: Final = re.compile(
    r"\b(?:schrijf|vraag|vragen|verzoek|mail|contacteer|treed op|handel|wens|wil|willen|dien|stel"
    r"|écris"
    r"|demand(?:e|ons)|contacte|souhait(?:e|ons)|agis|voudrais|sollicite|introduis|schreibe"
    r"|bitten?|beantrage"
    r"|handle|macht|machen|möchte|verlange|ersuche|stelle|write|ask|request|act|writing|asking"
    r"|making"
    r"|contact(?:ing)?"
    r"|would like|need|submit(?:ting)?)\b[^.!?\n]{0,80}?\s(?:voor|namens|pour|für|for)\s+$",
    re.IGNORECASE,
)
_HIS_DATA: Final = (
    r"(?:haar|zijn|hun|ses?|son|sa|leurs?|seine?[rnms]?|(?-i:ihre?[rnms]?)|his|her|their)\s"
    r"(?:(?:eigen|persoonlijke|medische|personenbezogenen|persönlichen|propres|personal|medical"
    r"|own)\s)?"
    r"(?:gegevens|persoonsgegevens|dossier|account|données|compte|daten|akte|konto|data|file"
    r"|records?|details)"
)
WISHES: Final = re.compile(
    r"[^.!?\n]{0,60}?\b(?:wil|wenst|vraagt?|verzoekt?|willen|veut|souhaite|demande|désire|voudrait"
    r"|möchte|will|bitt(?:et|en?)"
    rf"|verlangt|wünscht|wants?|wishes|asks?|requests?"
    rf"|would like)\b[^.!?\n]{{0,80}}?\b{_HIS_DATA}\b",
    re.IGNORECASE,
)
EMPOWERS: Final = re.compile(
    r"\b(?:(?:gaf|geeft|heeft|verleende|gaven) (?:mij|ons)(?: \w+){0,3}? (?:volmacht|mandaat"
    r"|opdracht"
    r"|ge(?:machtigd|mandateerd|volmachtigd))"
    r"|(?:mij|ons)(?: \w+){0,2}? (?:volmacht|mandaat|opdracht) (?:gaf|geeft|verleende"
    r"|heeft gegeven|heeft verleend)"
    r"|(?:uns|mich) (?:\w+ ){0,2}?(?:beauftragt|bevollmächtigt|mandatiert) hat"
    r"|m['’]a (?:donné|mandaté|chargé|confié)\w*|nous (?:a|ont) (?:donné|mandaté|chargé|confié"
    r"|désigné)\w*"
    r"|hat (?:mich|uns|mir) (?:\w+ ){0,3}?(?:beauftragt|bevollmächtigt|mandatiert|vollmacht|mandat)"
    r"|(?:has|have) (?:authori[sz]ed|instructed|mandated|appointed|asked) (?:me|us)"
    r"|who instructs? (?:me|us)"
    r"|(?:has|have) given (?:me|us)\b[^.\n]{0,30}?\b(?:power|authority|mandate"
    r"|authori[sz]ation))\b",
    re.IGNORECASE,
)
_ASKING: Final = (
    r"(?:vraag|vragen|verzoek(?:en)?|wens|schrijf|demand(?:e|ons)|sollicite|écris|exerce|bitten?"
    r"|verlangen?|beantragen?"
    r"|mache|machen|fordern?|ask|request|write|exercise|writing|requesting|exercising|submit)"
)
_HIS_NAME: Final = (
    r"(?:(?:in|uit) (?:zijn|haar|hun) naam|namens (?:hem|haar|hen)|en (?:son|leur) nom"
    r"|pour son compte|voor (?:haar|hem|hen)|pour (?:elle|lui)|für ihn|for (?:him|them)"
    r"|in (?:seinem|ihrem|deren|dessen) (?:namen|auftrag)|on (?:his|her"
    r"|their) behalf"
    r"|in (?:his|her|their) name)"
)
IN_HIS_NAME: Final = re.compile(
    rf"\b{_HIS_NAME}\b(?=[^.!?\n]{{0,40}}?\b{_ASKING}\b)"
    rf"|(?<=\s)(?:(?<=vraag )|(?<=vraag dit )|(?<=schrijf )|(?<=schrijf dit )|(?<=écris )"
    rf"|(?<=schreibe )|(?<=verzoek )|(?<=bitte )|(?<=request )|(?<=ask )|(?<=writing )"
    rf"|(?<=write )"
    rf"|(?<=machen )|(?<=mache )|(?<=made )|(?<=demande )|(?<=data )|(?<=rights ))\b{_HIS_NAME}\b",
    re.IGNORECASE,
)
HEADER: Final = re.compile(r"^[>\s*]*(?:van|de|von|from)[\s*]*:.*$", re.IGNORECASE | re.MULTILINE)
"""A line of a mail that is quoted: there a program says who sent it for whom."""
SAID_BY_YOU: Final = re.compile(
    r"(?:^|[.!?\n]\s*)(?:u|jullie|iemand|vous|quelqu['’]un|sie|jemand|you|somebody|someone)\s"
    r"[^.!?\n]{0,60}$",
    re.IGNORECASE,
)
"""Before "on behalf of": you or somebody did that, not the author."""
PAPER: Final = re.compile(r"volmacht|mandaat|procuration|mandat|vollmacht|attorney", re.IGNORECASE)
"""What somebody holds to act: "you find enclosed" may well stand before it."""
_DEED: Final = (
    r"(?:verwijder\w*|wis(?:sen|t)?|schrap\w*|kopie|afschrift|inzage|supprim\w+|effac\w+|copie"
    r"|accès"
    r"|lösch\w*|kopie|auskunft|delet\w+|eras\w+|remov\w+|copy|access)"
)
_THINGS: Final = (
    r"(?:gegevens|persoonsgegevens|dossier|account|foto(?:['’]?s)?|données|compte|photos?|daten|akte"
    r"|konto|bild(?:er)?|data|file|records?|pictures?)"
)
THINGS_OF: Final = re.compile(
    rf"\b(?:{_DEED}|effaciez|verbeter\w*|rectifi\w+|corri\w+|berichtig\w+|correct|stuur|bezorg\w*"
    r"|zend|geef|communiqu\w+|envoy\w+|transm\w+|schick\w*|sende\w*|übermitt\w+|send|provide"
    rf"|welke|quelles|welche|which|what)\b[^.!?\n]{{0,60}}?\b{_THINGS}"
    r"(?:\s(?:en|et|und|and) (?:die|celles|ceux|those))?"
    r"(?:\s[^.!?\n]{0,30}?\b(?:over|sur|über|about|on))?\s(?:(?:van|de|von|of)\s)?$",
    re.IGNORECASE,
)
"""Before a relative or a client: what is asked about them, or is to be done to what is theirs."""
THINGS_OF_ONE: Final = re.compile(rf"\b{_THINGS}\s(?:van|de|von|of)\s", re.IGNORECASE)
"""Before the name of somebody: what is theirs."""
_BY_NAME: Final = rf"(?-i:(?!(?:Zo(?:on|nen)|Fils|Söhne|Sons?|Partners?|Co|Cie)\b){_NAMED})"
WE_TWO: Final = re.compile(
    r"\b(?:wij|nous|wir|we),? (?:(?:de )?ondergetekenden|(?:les )?soussignés|(?:die )?unterzeichner"
    rf"|the undersigned)?,? ?{_BY_NAME} (?:en|et|und|and) {_BY_NAME},?\s[^.!?\n]{{0,60}}?"
    r"\b(?:vragen|verzoeken|willen|wensen|eisen|demandons|souhaitons|voulons|sollicitons|bitten"
    r"|möchten|verlangen|beantragen|ask|request|want|would like|wish)\b",
    re.IGNORECASE,
)
"""Two persons who ask at once, both by their names; a firm of father and sons is one."""
OF_KIN: Final = re.compile(
    r"\b(?:ik ben|je suis|ich bin|i am|i['’]m|als|as|comme) (?:de |het |la |le |die |der |the )?"
    r"(?:dochter|zoon|kind|kleindochter|kleinzoon|man|vrouw|echtgeno[ou]te?|partner|broer|zus"
    r"|fille|fils|mari|femme|épou(?:x|se)|conjointe?|frère|sœur|tochter|sohn|ehemann|ehefrau"
    r"|bruder|schwester|daughter|son|husband|wife|spouse|brother|sister)"
    rf" (?:van|de|d['’]|von|of)\s?(?:(?i:de heer|mevrouw|monsieur|madame|m\.|mme|herrn?|frau"
    rf"|mrs?\.?)\s)?"
    rf"(?-i:(?P<who>{_NAMED}))",
    re.IGNORECASE,
)
"""Whose relative somebody is; it tells for whom they ask only beside what is asked of them."""
DONE_TO_HIS: Final = re.compile(
    rf"\b{_DEED}\b[^.!?\n]{{0,40}}?\s{_HIS_DATA}\b|\b{_HIS_DATA}\s[^.!?\n]{{0,30}}?{_DEED}\b"
    rf"|\bals (?:haar|zijn|hun) ouders?\b",
    re.IGNORECASE,
)
"""To delete or to copy what is another's: of whom the text spoke before."""
