"""How a request comes in, and what is asked of who sent it: 17/2020, 11/2023, 107/2024."""

from datetime import date

import pytest

from griffie.domain.request.vocabulary import Identity, Limit, ReminderKind
from griffie.domain.rights_request import RightsRequest
from tests.given.story import SAID
from tests.scenarios.course import Course, about
from tests.scenarios.decisions import decision

KIND = ReminderKind


@pytest.mark.law("gdpr/12/6")
@decision(
    "17/2020",
    wrong="A bank answered two requests for access with a demand for identity cards, and asked"
    " which right was meant.",
    outcome="complaint upheld, no fine",
    moment="the demand for proof, before it is made",
)
def test_17_2020_identity_cards_as_a_matter_of_course(course: Course) -> None:
    course.receives(
        date(2019, 9, 16),
        "Through a lawyer, a client of a bank asks for a copy of all data about them.",
        "access",
        known=True,
        channel="post",
        representative={"capacity": "lawyer", "name": "Mr. X"},
    )

    proof = course.hinted(
        date(2019, 9, 18),
        "The bank wants an identity card.",
        RightsRequest.doubt_identity,
        known=True,
    )
    _, refused = course.stopped(
        date(2019, 9, 18),
        "It is recorded without saying what was doubtful.",
        RightsRequest.doubt_identity,
        asked_on="2019-09-18",
        asked_for="An identity card.",
    )
    which = course.hinted(
        date(2019, 9, 18),
        "The bank asks which right is meant.",
        RightsRequest.ask_clarification,
        known=True,
    )
    _, more = course.stopped(
        date(2019, 9, 18),
        "The bank names a doubt and asks for the card.",
        RightsRequest.doubt_identity,
        known=True,
        grounds="The lawyer is not known here.",
        asked_on="2019-09-18",
        asked_for="An identity card.",
    )
    course.takes(
        date(2019, 9, 18),
        "It asks all the same and says why; the clients do not answer.",
        RightsRequest.doubt_identity,
        grounds="The lawyer is not known here.",
        asked_on="2019-09-18",
        asked_for="An identity card.",
        necessity="We never met the client.",
    )
    said = about(course.passes(date(2019, 10, 16)))

    assert "never as a matter of course" in proof
    assert "say in `necessity` why nothing less will do" in more
    assert refused == "grounds: Field required"
    assert "which right is for you to see" in which
    assert course.request.identity is Identity.DOUBTED
    assert said[KIND.IDENTITY_UNANSWERED] == date(2019, 10, 2)
    assert said[KIND.REFUSAL_NOTICE] == date(2019, 10, 16), "a no is told within the month"


@pytest.mark.law("gdpr/19")
@decision(
    "11/2023",
    wrong="Requests made by word of mouth were ignored, and recipients were not told.",
    outcome="order, Article 19 included",
    moment="fourteen days of silence after a telephone call; closing while recipients do not know",
)
def test_11_2023_what_was_said_on_the_telephone(course: Course) -> None:
    course.receives(
        date(2022, 3, 1),
        "Somebody asks by telephone that their data be erased.",
        "erasure",
        known=True,
        channel="phone",
    )

    silent = course.passes(date(2022, 4, 4), "The request is ignored.", known=True)
    course.takes(
        date(2022, 4, 4),
        "It is erased at last.",
        RightsRequest.fulfil,
        right="erasure",
        measures="Erased.",
    )
    course.takes(
        date(2022, 4, 4),
        "The requester is told.",
        RightsRequest.inform,
        kind="answer",
        rights=["erasure"],
        sent_on="2022-04-04",
        channel="email",
        said=[{"provision": "gdpr/19", "where": "omitted", "because": "Nobody has looked."}],
    )
    cited, why = course.stopped(
        date(2022, 4, 5),
        "The file is closed, and no recipient was told.",
        RightsRequest.close,
        known=True,
    )
    course.takes(
        date(2022, 4, 6),
        "Who had received the data is looked up.",
        RightsRequest.record_recipients,
        recipients=["host-1", "partners"],
        source="log",
    )
    for recipient in course.request.recipients_untold[next(iter(course.request.claims))]:
        course.takes(
            date(2022, 4, 6),
            f"{recipient} is told.",
            RightsRequest.notify_recipient,
            recipient=recipient,
            right="erasure",
            notified_on="2022-04-06",
        )
    course.takes(date(2022, 4, 6), "Now it can be closed.", RightsRequest.close)

    assert about(silent)[KIND.UNTOUCHED] == date(2022, 3, 15)
    assert (date(2022, 4, 2), Limit.ANSWER, date(2022, 4, 1)) in silent
    assert cited == "gdpr/19"
    assert why.startswith("Who received the data of ‘")
    assert course.request.outcome


@pytest.mark.law("gdpr/12/3")
@decision(
    "107/2024",
    wrong="A request for access in a telecom company's chat was not passed on; the answer came"
    " after fourteen months.",
    outcome="€ 100,000, brought down to € 5,000 by the Market Court (2024/AR/1615)",
    moment="the day on which it is entered: the month ran from the chat",
)
def test_107_2024_a_request_in_a_chat(course: Course) -> None:
    course.receives(
        date(2022, 1, 25),
        "Access, asked in the chat on 25 January and not passed on then, is entered with the day"
        " of the chat.",
        "access",
        entered=date(2022, 4, 25),
        known=True,
        channel="chat",
    )

    at_once = course.passes(date(2022, 4, 26), "The first morning.")
    cited, why = course.stopped(
        date(2022, 4, 26),
        "The company takes two further months.",
        RightsRequest.extend_deadline,
        grounds=["complexity"],
        explanation="Several systems.",
        notified_on="2022-04-26",
    )
    course.passes(date(2023, 3, 27))
    course.takes(
        date(2023, 3, 28),
        "The data are handed over.",
        RightsRequest.deliver_copy,
        known=True,
        right="access",
        format="pdf",
        channel="email",
        hands="requester",
        delivered_on="2023-03-28",
    )
    course.takes(
        date(2023, 3, 28),
        "Access is done.",
        RightsRequest.fulfil,
        right="access",
        measures="Copy sent.",
    )
    course.takes(
        date(2023, 3, 28),
        "The answer goes out.",
        RightsRequest.inform,
        known=True,
        kind="answer",
        rights=["access"],
        sent_on="2023-03-28",
        channel="email",
        said=SAID,
    )

    assert (date(2022, 4, 26), Limit.ANSWER, date(2022, 2, 25)) in at_once
    assert cited == "gdpr/12/3"
    assert why.startswith("The first month ended on 25 February 2022")
    assert course.request.deadline.met_strictly is False
