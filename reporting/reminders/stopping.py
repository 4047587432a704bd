"""The address under which a person ends their reminders without signing in: it stands in each of the mails.

It says whose reminders they are, signed, and opens nothing else; so it may work for ever (RFC 8058).
"""

from django.core.signing import BadSignature, Signer
from django.db import transaction

from partnerships.models import User
from reporting.models import ReminderChoice

signer = Signer(salt="reporting.reminders.stop", sep=".")  # a colon would be quoted in an address


def token_of(user: User) -> str:
    return signer.sign(str(user.pk))


def user_of(token: str) -> User | None:
    """None where nobody has signed this."""
    try:
        return User.objects.filter(pk=int(signer.unsign(token))).first()
    except (BadSignature, ValueError):
        return None


@transaction.atomic
def stop(user: User) -> bool:
    """No more reminders go to the person; False where that was so before."""
    User.objects.select_for_update().get(pk=user.pk)  # a mailbox may ask twice at once
    choice = ReminderChoice.of(user)
    if not choice.on:
        return False
    choice.on = False
    if choice.pk:
        return choice.write(user, "stopped reminders")
    choice.enter(user, "stopped reminders")
    return True
