"""How people come into a partnership: by invitation, and by further roles.

Whoever invites is told the same whether the address had an account or not, and until the person signs in sees only the
address and the name that they typed themselves.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from partnerships.history import NotPossible
from partnerships.models import Agency, Invitation, Membership, Officer, Partnership, Role, User

JUDGES = (Role.CHAIR, Role.SAFEGUARDING_PARTNER, Role.SCRUTINEER)  # of the plan that a business manager runs
NOT_ONESELF = "You cannot give yourself this role. Ask another business manager, or the administrator."


@dataclass(frozen=True)
class Given:
    """A role as somebody gives it. `officer`: whom of the agency's officers this person is."""

    role: str
    agency: Agency | None = None
    expires_on: dt.date | None = None
    officer: Officer | None = None
    new_officer: bool = False
    job_title: str = ""


@dataclass(frozen=True)
class Invited:
    """What came of it. `token`: of the link for someone new; `is_new` False: the second click, nothing was done."""

    user: User
    token: str = ""
    is_new: bool = True
    waits: bool = True  # False: a person of this partnership already, who was given a further role


@transaction.atomic
def invite(actor: Any, partnership: Partnership, email: str, name: str, given: Given) -> Invited:
    """Gives the role, and says how the mail has to go: with a link for someone new, without for who has an account."""
    Partnership.objects.select_for_update().get(pk=partnership.pk)  # one invitation after the other
    user = _with_address(actor, email, name)
    here = is_here(partnership, user)
    if not give_role(actor, partnership, user, given, name):
        return Invited(user, is_new=False)
    if here:
        return Invited(user, waits=False)
    return Invited(user, send_invitation(actor, partnership, user, name))


@transaction.atomic
def give_role(actor: Any, partnership: Partnership, user: User, given: Given, name: str) -> bool:
    """Gives a role that the person has not now; False where they have it. A role that expired lives again.

    NotPossible where someone would make themself a judge of their own plan.
    """
    if user == actor and given.role in JUDGES and not user.is_administrator:
        raise NotPossible(NOT_ONESELF)
    rows = Membership.objects.filter(partnership=partnership, user=user, role=given.role, agency=given.agency)
    row = rows.filter(ended_at=None).first()
    if row and row.is_current(timezone.localdate()):
        return False
    if row:
        row.change(actor, "gave role", expires_on=given.expires_on)
    else:
        values: dict[str, Any] = {"role": given.role, "agency": given.agency, "expires_on": given.expires_on}
        Membership(partnership=partnership, user=user, **values).enter(actor, "gave role")
    if given.officer:
        given.officer.change(actor, "tied", user=user)
    elif given.new_officer:
        officer = Officer(partnership=partnership, agency=given.agency, name=name, job_title=given.job_title, user=user)
        officer.enter(actor)
    return True


def send_invitation(actor: Any, partnership: Partnership, user: User, name: str) -> str:
    """The one invitation that is open for a person here; the token of its link, empty where they have an account."""
    open_one = Invitation.objects.open().filter(partnership=partnership, user=user).first()
    invitation = open_one or Invitation(partnership=partnership, user=user, name=name, invited_by=actor)
    token = invitation.new_token()
    if open_one:
        open_one.change(actor, "invited", name=name, invited_by=actor, sent_at=timezone.now())
    else:
        invitation.enter(actor, "invited")
    return token if user.is_to_come else ""


def is_here(partnership: Partnership, user: User) -> bool:
    """Whether the person holds a role, and has come: is neither new to the program nor still waited for."""
    holds = Membership.objects.filter(partnership=partnership, user=user).current(timezone.localdate()).exists()
    waited_for = Invitation.objects.open().filter(partnership=partnership, user=user).exists()
    return holds and not waited_for and not user.is_to_come


def has_come(sender: Any, user: User, **_: Any) -> None:
    """On signing in: the invitations that waited for this person are answered, where they still hold a role."""
    for invitation in Invitation.objects.open().filter(user=user).select_related("user"):
        if invitation.roles().exists():
            invitation.answer()


def _with_address(actor: Any, email: str, name: str) -> User:
    try:
        with transaction.atomic():
            found = User.objects.filter(email__iexact=email).first()
            return found or User.objects.create_user(email, None, actor, name=name)
    except IntegrityError:  # another partnership invited them in the same moment
        return User.objects.get(email__iexact=email)
