"""The authenticator app: how its secrets are kept, its recovery codes, and that no code serves twice."""

import base64
import hashlib
import secrets

from allauth.mfa import app_settings
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.fernet import InvalidToken
from django.core.cache import cache
from django.db import transaction

from partnerships.models import SecondFactor, User
from partnerships.signing_in.box import box

PURPOSE = b"second factor "


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets lie encrypted in the database: a copy of it alone gives nobody's codes."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code does not fit. Type the one that your app shows now, or a recovery code."
    }

    def encrypt(self, text: str) -> str:
        return box(PURPOSE).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Sealed with a SECRET_KEY that is gone, it becomes a random secret: no code fits, and a new start is made."""
        try:
            return box(PURPOSE).decrypt(encrypted_text).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()


@transaction.atomic
def use_app(user: User, secret: str) -> None:
    """`secret` is the one that the app has just proved to know."""
    user.set_up_second_factor(user, SecondFactor.APP)
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)


@transaction.atomic
def renew_recovery_codes(user: User) -> None:
    """Those that were there before no longer work."""
    user.note(user, "made new recovery codes")
    Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(user)


def recovery_codes(user: User) -> RecoveryCodes | None:
    found = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return found.wrap() if found else None


def first_use(user: User, code: str) -> bool:
    """False for a code that this person has used while it still counts; allauth forgets after half a minute."""
    lasts = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
    digest = hashlib.sha256("".join(filter(str.isalnum, code)).encode()).hexdigest()
    return cache.add(f"used-code-{user.pk}-{digest}", True, timeout=lasts)
