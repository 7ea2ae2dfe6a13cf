"""Who is called back by the protocol in which a request came, by whoever hands webhooks over."""

from griffie.application.drp.exercise import Drp, DrpCallbacks
from griffie.application.engine import Engine
from griffie.application.opendsr.callbacks import Callbacks
from griffie.application.opendsr.processing import OpenDsr
from griffie.application.webhooks.webhook import Kind


def call_back(engine: Engine, opendsr: OpenDsr | None, drp: Drp | None) -> None:
    """From now on this process says what such callbacks say; without a file theirs wait."""
    if drp:
        engine.webhooks.callbacks[Kind.DRP_STATUS] = DrpCallbacks(engine, drp.agents)
    if opendsr:
        engine.webhooks.callbacks[Kind.OPENDSR_STATUS] = Callbacks(engine, opendsr)
