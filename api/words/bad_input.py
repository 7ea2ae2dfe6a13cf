"""Why a value of a step cannot be meant, as a form says it beside the field."""

import re

from griffie.api.words.names import msg
from griffie.api.words.speech import Speech

_NUMBER = re.compile(r"\d+")

WHY = {
    "shorter than twelve characters": msg("it has fewer than 12 characters"),
    "longer than 128 characters": msg("it has more than 128 characters"),
    "among those that are guessed first": msg("it is among those that are guessed first"),
    "the second differs from the first": msg("the second differs from the first"),
    "the one who is away": msg("that is the one who is away"),
    "somebody signs in under that name": msg("somebody signs in under that name"),
    "empty": msg("it is empty"),
    "before the first day": msg("it lies before the first day of the period"),
    "only the figures of a whole calendar year are published": msg(
        "only the figures of a whole calendar year are published"
    ),
    "in the future": msg("it lies in the future"),
    "in the past": msg("it lies in the past"),
    "before receipt": msg("it lies before the day of receipt"),
    "before the question": msg("it lies before the question"),
    "before the last question": msg("it lies before the last question"),
    "before the letter was sent": msg("it lies before the day of the letter"),
    "before the proof was asked for": msg("the proof was asked for later"),
    "before the fee was proposed": msg("the fee was proposed later"),
    "before the breach was known": msg("the breach was known later"),
    "before the authority wrote": msg("the authority wrote later"),
    "before it lay ready": msg("it lay ready later"),
    "belongs to another right": msg("it belongs to another right"),
    "not invoked in this request": msg("this request does not invoke that right"),
    "none named": msg("none is named"),
    "no such account": msg("there is no such colleague"),
    "no such request": msg("there is no such request"),
    "nothing chosen": msg("name a period, an outcome, a complaint or a reference"),
    "no such requests": msg("no request is like that"),
    "too many requests for one file": msg("there are too many requests for one file: choose fewer"),
    "this request itself": msg("that is this request itself"),
    "no missed deadline of this kind is recorded for it": msg(
        "no missed deadline of this kind is recorded for that day"
    ),
    "the same as what is recorded": msg("that is what is recorded already"),
    "not in this request": msg("it is no document of this request"),
    "the same right twice": msg("the same right stands there twice"),
    "what is left out needs a reason": msg("what is left out needs a reason"),
    "needed while a doubt is open: when the proof came": msg(
        "say when the proof came in: the clock goes on from that day"
    ),
    "needed where the advice was not followed": msg("say why the advice was not followed"),
    "needed where no channel is given": msg("give the language, the channel, or both"),
    "an address was known: one is needed": msg("an address was known, so one is needed"),
    "either this or why_not": msg("give the day, or the reason why not, and not both"),
    "an annex, and nothing else, names a document": msg(
        "an annex names a document, and nothing else does"
    ),
    "the annex is no document of this request": msg("the annex is no document of this request"),
    "an earlier letter, and nothing else, names a day": msg(
        "an earlier letter names a day, and nothing else does"
    ),
    "no letter of this request was sent on that day": msg(
        "no letter of this request was sent on that day"
    ),
    "needed: the words with which this was asked for": msg("say in which words it was asked for"),
    "in the future, or after it was forwarded": msg(
        "it lies in the future, or after the request was sent on"
    ),
    "before 25 May 2018, when the GDPR began to apply": msg(
        "the GDPR did not apply before 25 May 2018"
    ),
    "after it was entered": msg("it lies after the day on which it was entered"),
    "after something was done about the request": msg(
        "something was done about the request before"
    ),
    "not of the country under whose rules this request came in": msg(
        "it is no ground of the country under whose rules this request came in"
    ),
    "needed: the act reaches a part and never the whole": msg(
        "name the part: this act never reaches the whole"
    ),
    "before the day on which the data were restricted": msg("the data were restricted later"),
    "not asked about in this request": msg("this request does not ask about it"),
    "of one recipient at a time": msg("name one recipient at a time"),
    "needed for a recipient that the profile does not name": msg(
        "give the name: the profile does not know this recipient"
    ),
    "no letter about this right went that way": msg("no letter about this right went that way"),
    "after it was verified": msg("it lies after the day of the verification"),
    "after it was found not to prove": msg(
        "it lies after the day on which it was found not to prove"
    ),
    "in the future, or long ago": msg("it lies in the future, or long ago"),
    "not on the day that is named": msg("it is not on the day that is named"),
    "more than one breach is suspected: name it": msg("more than one breach is suspected: name it"),
    "needed: what is withheld of the information, in words": msg("say in words what is withheld"),
    "only of an automated decision: 22(2)": msg("this concerns automated decisions only"),
    "only of a copy: gdpr/15/4": msg("this concerns a copy only"),
    "no special categories were used": msg("no special categories were used"),
    "not after the day of deferring": msg("it must lie after the day of deferring"),
    "not a purpose of the profile: use its codes, or other": msg("it is no purpose of the profile"),
    "not a category of the profile: use its codes, or other": msg(
        "it is no category of the profile"
    ),
    "not a recipient of the profile: use its codes, or other": msg(
        "it is no recipient of the profile"
    ),
    "not a system of the profile: use its codes, or other": msg("it is no system of the profile"),
    "that day is over": msg("that day is over"),
    "a covered copy of it was made: hand over that one": msg(
        "a covered copy of it was made: hand over that one"
    ),
    "a covered copy of it was made: send that one": msg(
        "a covered copy of it was made: send that one"
    ),
    "only what is filed as a copy to hand over goes with a letter": msg(
        "only what is filed as a copy to hand over goes with a letter"
    ),
    "more than #": msg("there are more than {first}"),
    "more than # MiB": msg("it is more than {first} MiB"),
    "one to # of them": msg("choose one to {first} of them"),
    "together more than # MiB": msg("together they are more than {first} MiB"),
    "outside # to #": msg("the years lie outside {first} to {second}"),
    "more than # years in one period": msg("a period has at most {first} years"),
    "evidence of identity is not handed over": msg("evidence of identity is not handed over"),
    "not one on which something may be covered": msg("nothing may be covered on this ground"),
    "nothing would be covered": msg("nothing would be covered"),
    "that is the same account": msg("that is the same account"),
    "this processor does not speak OpenDSR with us": msg(
        "this processor does not speak OpenDSR with us"
    ),
    "what this processor takes by OpenDSR is not known yet: it is asked again within five"
    " minutes": msg(
        "what this processor takes by OpenDSR is not known yet: it is asked again within five"
        " minutes"
    ),
    "this processor does not say that it takes this right by OpenDSR": msg(
        "this processor does not say that it takes this right by OpenDSR"
    ),
    "nothing is known of the person by which this processor finds somebody": msg(
        "nothing is known of the person by which this processor finds somebody"
    ),
    "this is no e-mail address": msg("it is no e-mail address"),
    "say by what to search: show something of the requester, or write it in words": msg(
        "show something of the requester, or write in words by what to search"
    ),
    "say whose data they are: show something of the requester, or write it in words": msg(
        "show something of the requester, or write in words whose data they are"
    ),
    "say why in words: a reason has a word of three letters at least": msg(
        "say why in words: one word of three letters at least"
    ),
    "no such remark on this request": msg("there is no such remark on this request"),
}
"""By the reason of the domain, `#` for a number in it. A test finds those that are missing."""


def reason_said(reason: str, speech: Speech) -> str | None:
    """A reason in the words of the reader; None for one that no form meets."""
    words = WHY.get(reason) or WHY.get(_NUMBER.sub("#", reason))
    numbers = dict(zip(("first", "second"), _NUMBER.findall(reason), strict=False))
    return speech.say(words, **numbers) if words else None
