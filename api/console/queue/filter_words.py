"""The filters and the order of the queue: as the fields of its form, and in words."""

from collections.abc import Mapping

from griffie.api.console.queue import tabs
from griffie.api.words.colleagues import Colleague, handlers, name_of
from griffie.api.words.names import CHANNELS, STANDINGS, msg
from griffie.api.words.speech import Speech, first_up
from griffie.domain.law import Right

TABS: Mapping[str, str] = {
    "action": msg("Needs action"),
    "mine": msg("Mine"),
    "unassigned": msg("Unassigned"),
    "hold": msg("On hold"),
    "open": msg("All open"),
    "tasks": msg("Open tasks"),
    "held": msg("Legal hold"),
    "closed": msg("Closed requests"),
}
_ORDERS: Mapping[tabs.Order, str] = {
    "due_on": msg("the first deadline first"),
    "-due_on": msg("the last deadline first"),
    "received_on": msg("the oldest receipt first"),
    "-received_on": msg("the newest receipt first"),
}


def filter_fields(
    wanted: tabs.TabFilter, known: Mapping[str, Colleague], speech: Speech
) -> list[tuple[str, str, list[tuple[str, str]], str]]:
    """The filters and the order as drop-downs: name, title, choices, what is chosen.

    By handler only for who may know the names of colleagues.
    """
    people = [(one.account, one.name or one.account) for one in handlers(known)]
    rights = [(one.value, first_up(speech.right(one))) for one in Right]
    channels = [(one.value, first_up(speech.say(said))) for one, said in CHANNELS.items()]
    orders: list[tuple[str, str]] = [
        (one, first_up(speech.say(said))) for one, said in _ORDERS.items()
    ]
    states = [(one.value, speech.say(said)) for one, said in STANDINGS.items()]
    return [
        ("right", speech.say("Right"), rights, wanted.right or ""),
        ("channel", speech.say("Channel"), channels, wanted.channel or ""),
        ("state", speech.say("Deadline"), states, wanted.state or ""),
        *([("handler", speech.say("Handler"), people, wanted.handler or "")] if people else []),
        ("order", speech.say("Order"), orders, wanted.order or ""),
    ]


def filters_in_words(
    wanted: tabs.TabFilter, known: Mapping[str, Colleague], speech: Speech
) -> list[str]:
    """The filters that hold and the order, where it is not that of the tab, in words."""
    found = []
    if wanted.right:
        found.append(speech.right(wanted.right))
    if wanted.channel:
        found.append(speech.say(CHANNELS[wanted.channel]))
    if wanted.state:
        found.append(speech.say(STANDINGS[wanted.state]))
    if wanted.handler:
        found.append(name_of(wanted.handler, known))
    if wanted.due:
        found.append(speech.say("due on {on}", on=wanted.due))
    if wanted.within:
        found.append(speech.say("due within 7 days"))
    if wanted.order:
        found.append(speech.say(_ORDERS[wanted.order]))
    return found
