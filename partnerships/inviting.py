"""How people come into a partnership: by invitation, and by further roles.

Whoever invites is told the same whether the address had an account or not, and until the person accepts sees only the
address and the name that they typed themselves.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from partnerships.history import NotPossible
from partnerships.models import Agency, Invitation, Membership, Officer, Partnership, Role, User
from partnerships.people import people_of

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
    """What came of it. `about`: what the person is to be told by mail, None where they have been told; `token`: of the
    link for someone new."""

    user: User
    about: Invitation | Membership | None = None
    token: str = ""
    is_new: bool = True  # False: the second click, nothing was done
    waits: bool = True  # False: a person of this partnership already, who has the further role at once


@transaction.atomic
def invite(actor: Any, partnership: Partnership, email: str, name: str, given: Given) -> Invited:
    _one_after_the_other(partnership)
    return give_role(actor, partnership, _with_address(actor, email, name), given, name)


@transaction.atomic
def give_role(actor: Any, partnership: Partnership, user: User, given: Given, name: str) -> Invited:
    """Gives a role that the person has not now; to whom this partnership does not know, with an invitation.

    NotPossible where someone would make themself a judge of their own plan.
    """
    if user == actor and given.role in JUDGES and not user.is_administrator:
        raise NotPossible(NOT_ONESELF)
    _one_after_the_other(partnership)
    known = knows(partnership, user)
    role = _give(actor, partnership, user, given)
    if not role:
        return Invited(user, is_new=False)
    if given.officer:
        given.officer.change(actor, "tied", user=user)
    elif given.new_officer:
        officer = Officer(partnership=partnership, agency=given.agency, name=name, job_title=given.job_title, user=user)
        officer.enter(actor)
    return Invited(user, role, waits=False) if known else _waits(actor, partnership, user, name)


@transaction.atomic
def send_again(actor: Any, partnership: Partnership, user: User, name: str) -> Invited:
    """A new link, or asking anew; `about` None where that was done a moment ago."""
    _one_after_the_other(partnership)
    invitation = Invitation.objects.open().filter(partnership=partnership, user=user).first()
    if invitation and invitation.was_sent_just_now:
        return Invited(user)
    return _send(actor, invitation or Invitation(partnership=partnership, user=user), name)


def knows(partnership: Partnership, user: User) -> bool:
    """Whether the person has or had a role here and was no stranger then: has come, and accepted."""
    known = people_of(partnership, timezone.localdate()).filter(pk=user.pk, unknown=False)
    return not user.is_to_come and known.exists()


def _one_after_the_other(partnership: Partnership) -> None:
    Partnership.objects.select_for_update().get(pk=partnership.pk)


def _give(actor: Any, partnership: Partnership, user: User, given: Given) -> Membership | None:
    """The role; None where they have it. One that expired lives again."""
    rows = Membership.objects.filter(partnership=partnership, user=user, role=given.role, agency=given.agency)
    row = rows.filter(ended_at=None).first()
    if row and row.is_current(timezone.localdate()):
        return None
    if row:
        row.change(actor, "gave role", expires_on=given.expires_on, mail_failed_at=None)
        return row
    values: dict[str, Any] = {"role": given.role, "agency": given.agency, "expires_on": given.expires_on}
    return Membership(partnership=partnership, user=user, **values).enter(actor, "gave role")


def _waits(actor: Any, partnership: Partnership, user: User, name: str) -> Invited:
    """The one invitation that is open; a link that still works goes on working, and brings the further role too."""
    invitation = Invitation.objects.open().filter(partnership=partnership, user=user).first()
    if invitation and not invitation.has_run_out:
        return Invited(user)
    return _send(actor, invitation or Invitation(partnership=partnership, user=user), name)


def _send(actor: Any, invitation: Invitation, name: str) -> Invited:
    invitation.user.let_in(actor)
    token = invitation.new_token()
    invitation.name, invitation.invited_by, invitation.sent_at = name, actor, timezone.now()
    invitation.mail_failed_at = None
    if invitation.pk:
        invitation.write(actor, "invited")
    else:
        invitation.enter(actor, "invited")
    return Invited(invitation.user, invitation, token if invitation.user.is_to_come else "")


def _with_address(actor: Any, email: str, name: str) -> User:
    try:
        with transaction.atomic():
            found = User.objects.filter(email__iexact=email).first()
            return found or User.objects.create_user(email, None, actor, name=name)
    except IntegrityError:  # another partnership invited them in the same moment
        return User.objects.get(email__iexact=email)
