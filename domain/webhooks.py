"""Events about webhooks: to which other programs the store says that something happened.

They hold ids and kinds. Where a webhook goes is sealed in the sign-in file.
"""

from uuid import uuid5

from griffie.domain.housekeeping import NAMESPACE, HousekeepingEvent
from griffie.domain.model.values import Code

WEBHOOKS = uuid5(NAMESPACE, "webhooks")
"""The stream of these events."""


class WebhookAdded(HousekeepingEvent):
    """Another program is told from now on of what happens, of these kinds."""

    TOPIC = "WebhookAdded"
    webhook: Code
    kinds: tuple[Code, ...]


class WebhookStopped(HousekeepingEvent):
    """Nothing is told there any more until an operator resumes it: every try had failed."""

    TOPIC = "WebhookStopped"
    webhook: Code


class WebhookResumed(HousekeepingEvent):
    """An operator had it told again, from where it had stopped."""

    TOPIC = "WebhookResumed"
    webhook: Code


class WebhookRemoved(HousekeepingEvent):
    """Nothing is told there any more."""

    TOPIC = "WebhookRemoved"
    webhook: Code
