"""A new key between its making and "I have copied it": sealed, in the session that made it, and nowhere else.

Shown by the answer to the form itself it would be lost with that answer; counted by looks, a look would change
something.
"""

from cryptography.fernet import InvalidToken
from django.http import HttpRequest

from partnerships.signing_in.box import box
from reporting.models.secret_keys import SecretKey

PURPOSE = b"key to copy "
TO_COPY = "keys_to_copy"  # in the session: history_key → the sealed key


def keep(request: HttpRequest, record: SecretKey, key: str) -> None:
    """Nothing where `key` is empty: after a second click the first key is still shown."""
    if key:
        sealed = box(PURPOSE).encrypt(key.encode()).decode()
        request.session[TO_COPY] = {**request.session.get(TO_COPY, {}), record.history_key: sealed}


def key_of(request: HttpRequest, record: SecretKey) -> str:
    """Empty where it was copied, or is another session's."""
    sealed = request.session.get(TO_COPY, {}).get(record.history_key, "")
    try:
        return box(PURPOSE).decrypt(sealed).decode() if sealed else ""
    except InvalidToken:  # of a SECRET_KEY that is gone
        return ""


def forget(request: HttpRequest, record: SecretKey) -> None:
    kept = {name: sealed for name, sealed in request.session.get(TO_COPY, {}).items() if name != record.history_key}
    request.session[TO_COPY] = kept
