"""Questions to devices that hold passkeys, and their answers (W3C Web Authentication, level 3).

The library checks challenge, origin, host, signature and count. The owner must have shown the
device who they are; no certificate of its maker is asked for, for any device will do.
"""

from collections.abc import Sequence

import webauthn
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from griffie.application.access.passkeys import NewKey, Passkey, Site

_NOT_RIGHT = (WebAuthnException, ValueError, TypeError, KeyError, AttributeError)
"""Whatever a browser may send in the place of an answer."""


class WebAuthnDevices:
    """Puts the library behind the port."""

    def ask_for_new(
        self, site: Site, account_id: str, name: str, known: Sequence[bytes], challenge: bytes
    ) -> str:
        options = webauthn.generate_registration_options(
            rp_id=site.host,
            rp_name="Griffie",
            user_id=account_id.encode(),
            user_name=name,
            challenge=challenge,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
        )
        return webauthn.options_to_json(options)

    def new_key(self, site: Site, challenge: bytes, answer: str) -> NewKey | None:
        try:
            made = webauthn.verify_registration_response(
                credential=answer,
                expected_challenge=challenge,
                expected_rp_id=site.host,
                expected_origin=site.origin,
                require_user_verification=True,
            )
        except _NOT_RIGHT:
            return None
        return NewKey(made.credential_id, made.credential_public_key, made.sign_count)

    def ask_for_any(self, site: Site, challenge: bytes) -> str:
        options = webauthn.generate_authentication_options(
            rp_id=site.host,
            challenge=challenge,
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        return webauthn.options_to_json(options)

    def named(self, answer: str) -> bytes | None:
        try:
            return parse_authentication_credential_json(answer).raw_id
        except _NOT_RIGHT:
            return None

    def count_of(self, site: Site, challenge: bytes, answer: str, kept: Passkey) -> int | None:
        try:
            read = parse_authentication_credential_json(answer)
            if read.response.user_handle not in {None, kept.account_id.encode()}:
                return None
            shown = webauthn.verify_authentication_response(
                credential=read,
                expected_challenge=challenge,
                expected_rp_id=site.host,
                expected_origin=site.origin,
                credential_public_key=kept.key.public_key,
                credential_current_sign_count=kept.key.uses,
                require_user_verification=True,
            )
        except _NOT_RIGHT:
            return None
        return shown.new_sign_count
