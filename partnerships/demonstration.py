"""People to try the program out with: one for each role of a partnership, and nobody real."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.text import slugify

from partnerships.models import Agency, Membership, Partnership, Role, Sector, User
from partnerships.models.partnerships import AGENCY_ROLES

DOMAIN = "demonstration.example"  # a domain that cannot exist: no mail goes anywhere
AGENCIES = {Role.SAFEGUARDING_PARTNER: Sector.HEALTH}  # the others are the police's


@dataclass(frozen=True)
class Account:
    """`password` is empty where the account was there before; `agency` is whom the role is for."""

    user: User
    password: str = ""
    agency: str = ""


def is_local() -> bool:
    """Whether this is an installation on one's own machine: no https, and no host name of the outer world."""
    names = {host for host in settings.ALLOWED_HOSTS if host == "*" or "." in host}
    return not settings.HTTPS and names <= {"127.0.0.1"}


def accounts(partnership: Partnership) -> dict[Role, Account]:
    """One account for each role, made where there is none."""
    return {role: _account(role, partnership) for role in Role}


def administrator() -> Account:
    email, password = f"administrator@{DOMAIN}", secrets.token_urlsafe(12)
    found = User.objects.filter(email=email).first()
    if found:
        return Account(found)
    return Account(User.objects.create_superuser(email, password, name="Administrator"), password)


def told(accounts: Iterable[Account]) -> list[str]:
    """A line for each account that was made now: address, password, agency."""
    return [f"  {one.user.email:<58} {one.password}   {one.agency}".rstrip() for one in accounts if one.password]


def _account(role: Role, partnership: Partnership) -> Account:
    email = _address(role, partnership)
    found = User.objects.filter(email=email).first()
    if found:
        return Account(found)
    password = secrets.token_urlsafe(12)
    user = User.objects.create_user(email, password, name=role.label)
    return Account(user, password, _join(user, partnership, role))


def _address(role: Role, partnership: Partnership) -> str:
    """The first partnership's people have the plain addresses; another's say its area."""
    name = role.label.lower().replace(" ", ".")
    elsewhere = Membership.objects.filter(user__email=f"{name}@{DOMAIN}").exclude(partnership=partnership)
    return f"{name}.{slugify(partnership.area)}@{DOMAIN}" if elsewhere.exists() else f"{name}@{DOMAIN}"


def _join(user: User, partnership: Partnership, role: Role) -> str:
    """Gives the role, and says for which agency."""
    agency = _agency(partnership, role) if role in AGENCY_ROLES else None
    if role not in AGENCY_ROLES or agency:
        Membership(partnership=partnership, user=user, role=role, agency=agency).enter(None)
    return str(agency or "")


def _agency(partnership: Partnership, role: Role) -> Agency | None:
    agencies = partnership.agencies.exclude(sector=Sector.PARTNERSHIP)
    return agencies.filter(sector=AGENCIES.get(role, Sector.POLICE)).first() or agencies.first()
