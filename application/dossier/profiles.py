"""The controller's profile as it is stored and put into bundles: canonical JSON."""

import rfc8785

from griffie.application.controller.profile import ControllerProfile


def canonical_profile(profile: ControllerProfile) -> bytes:
    """Canonical JSON (RFC 8785) without defaults; its SHA-256 gives the end of the version."""
    return rfc8785.dumps(profile.model_dump(mode="json", exclude_defaults=True))
