"""What this engine does not express of the law, and why: the last part of docs/law.md."""

NOT_EXPRESSED = {
    "What an open norm demands: `necessary`, `compelling`, `manifestly`, `disproportionate`": (
        "It is not computed. A person judges, says why, and who must prove it is asked for proof."
    ),
    "Whether what is recorded is true": (
        "The history shows who recorded what and when, and that nothing was changed afterwards."
    ),
    "Article 12(1): whether a letter is concise and intelligible": "No measure of it is law.",
    "Article 22(4): special categories in automated decisions": (
        "Whether it used them is asked and needs its ground; a profile names none, so nobody looks."
    ),
    "Article 14 § 5 of the Act of 30 July 2018: what passing a request on does to the month": (
        "The act does not say that the month stands still, so it runs."
    ),
    "Acts outside the GDPR whose present text was not seen": (
        "Public documents of the Walloon and Brussels authorities, the Patient Rights Act since"
        " 2024, the acts of the sixteen Länder: a profile can name a term of them; no ground rests"
        " on a text that nobody read."
    ),
    "Articles 13 and 14: what is told without being asked": "No request starts them.",
    "Articles 33 and 34: what a notice of a breach says": (
        "The hours, the risk and who was told are followed; the form is the authority's."
    ),
    "Articles 82 and 83: damages and fines": "They are decided elsewhere.",
    "Recital 27: the data of the deceased": "The Regulation does not apply; an answer says so.",
    "Act of 8 August 1983: the national register number": (
        "It has no field; to ask for it is named as more than needed."
    ),
    "Article 21(5): objecting by automated means": (
        "A signal of a browser is no message; whoever receives one stops, and may record it."
    ),
    "What is kept or erased meanwhile in the controller's own systems": (
        "An open request for access does not stop their periods: nothing here reaches into them."
    ),
    "How much work an officer can bear: Article 38(2)": (
        "What is late, promised and assigned is shown; whether that is too much is not computed."
    ),
    "Whether data are personal at all, and for whom (C-413/23 P)": (
        "It is judged before a request is; the finding is recorded with its explanation."
    ),
    "A trade secret that an authority or a court weighs (C-203/22)": (
        "That it was put before them is recorded with the item; the weighing is in another file."
    ),
    "An order of the authority that no request preceded (C-46/23)": (
        "Orders are recorded with a request. One without has no file here."
    ),
    "How long a request's own file is kept": (
        "No article says. The periods are our policy, and `application/retention/schedule.py` calls"
        " them so."
    ),
}
"""What this engine does not express, and why."""
