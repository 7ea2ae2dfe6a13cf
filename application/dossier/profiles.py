"""The text of a controller's profile, of which events name the version by its digest."""

import rfc8785

from griffie.application.controller.profile import ControllerProfile


def canonical_profile(profile: ControllerProfile) -> bytes:
    """Canonical JSON without defaults. The first eight digits of its SHA-256 end the version."""
    return rfc8785.dumps(profile.model_dump(mode="json", exclude_defaults=True))
