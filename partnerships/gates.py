"""The second gate: what a person may do to a record that they can see.

A rule names the roles that may do a thing anywhere in their partnership, and those that may for their own agency's
records: where it leads, and where it only contributes. An administrator may do all of it, except what somebody answers
for in person.
"""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any, Self

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from partnerships.letter_gate import letters_hidden_from
from partnerships.models import Membership, Partnership, Role
from partnerships.models.memberships import current_on

EVERYONE = frozenset(Role)
MANAGER = frozenset({Role.BUSINESS_MANAGER})
RUNS = frozenset({Role.BUSINESS_MANAGER, Role.CHAIR})
LEADS = frozenset({Role.AGENCY_LEAD, Role.DEPUTY})
WORKS = LEADS | {Role.CONTRIBUTOR}
NAMED = ("named_user_ids",)
NAMED_TOO = (*NAMED, "contributing_user_ids")
CHALLENGES = frozenset({Role.BUSINESS_MANAGER, Role.CHAIR, Role.SAFEGUARDING_PARTNER, Role.SCRUTINEER})


class NotAllowed(PermissionDenied):
    """Says in which partnership, so that the page can name whom to ask."""

    def __init__(self, verb: str, record: Any) -> None:
        super().__init__(verb)
        self.partnership_id = record.pk if isinstance(record, Partnership) else record.partnership_id


@dataclass(frozen=True)
class Rule:
    anywhere: frozenset[Role] = frozenset()
    leading: frozenset[Role] = frozenset()
    contributing: frozenset[Role] = frozenset()
    named: tuple[str, ...] = ()  # also the users whom these of the record name, with any role in the partnership
    not_own: bool = False  # never one's own work, whatever the role
    in_person: bool = False  # an administrator has to hold the role too


MAY: dict[str, Rule] = {
    "see": Rule(EVERYONE),
    # the letter and the plan
    "import letter": Rule(MANAGER),
    "accept difference": Rule(MANAGER),
    "correct letter": Rule(MANAGER),
    "confirm lead": Rule(MANAGER),
    "plan": Rule(MANAGER),
    "write action": Rule(MANAGER, leading=LEADS),
    # the work
    "record progress": Rule(MANAGER, leading=WORKS, contributing=WORKS, named=NAMED_TOO),
    "clear update": Rule(leading=frozenset({Role.AGENCY_LEAD}), contributing=frozenset({Role.AGENCY_LEAD})),
    "clear without lead": Rule(MANAGER),  # in place of the lead that an agency has not
    "deliver": Rule(MANAGER, leading=LEADS, named=NAMED),
    "ask for later date": Rule(MANAGER, leading=LEADS, named=NAMED),
    "withdraw date": Rule(named=("asking_user_ids",)),
    "measure": Rule(MANAGER, leading=LEADS),
    # the board
    "answer date": Rule(RUNS, not_own=True),
    "assure": Rule(RUNS, not_own=True),
    "ask for more evidence": Rule(RUNS | {Role.SCRUTINEER}),
    "close action": Rule(RUNS),  # cancel, supersede, reopen
    "rate impact": Rule(RUNS),
    "decide": Rule(RUNS),
    "close finding": Rule(RUNS),
    "challenge": Rule(CHALLENGES),
    "answer challenge": Rule(MANAGER, leading=LEADS | {Role.SAFEGUARDING_PARTNER}),
    "close challenge": Rule(CHALLENGES, not_own=True),
    "give opinion": Rule(frozenset({Role.SCRUTINEER})),
    # what the partnership owes others
    "edit statement": Rule(MANAGER),
    "sign statement": Rule(leading=frozenset({Role.SAFEGUARDING_PARTNER}), named=NAMED, in_person=True),
    "send statement": Rule(RUNS),
    "exchange return": Rule(MANAGER, leading=LEADS),  # an agency's: taken out, and brought in
    "run meetings": Rule(MANAGER),
    "agree colours": Rule(RUNS),
    "ask for updates": Rule(MANAGER),
    "take plan away": Rule(MANAGER),  # the whole of it, as one file
    "make bundle": Rule(RUNS | {Role.SCRUTINEER}),  # of findings, for an inspector
    # people and records
    "manage people": Rule(MANAGER),
    "see history": Rule(CHALLENGES),  # of the whole partnership; that of a thing is on its own page
    "manage agencies": Rule(MANAGER),
    "see looks": Rule(MANAGER),
    "take out": Rule(MANAGER),  # what identifies a child (partnerships.expunging)
    "manage settings": Rule(MANAGER),
}


@dataclass(frozen=True)
class Hats:
    """The roles that one person holds on one day, read once: for asking of many records.

    `partnerships` are those that they see, by key; for an administrator all there are. In those of `not_all` there is a
    letter before publication that does not name them as a reader.
    """

    user: Any
    held: frozenset[tuple[int, str, int | None]] = field(default_factory=frozenset)  # partnership, role, agency
    partnerships: dict[int, Partnership] = field(default_factory=dict, compare=False)
    not_all: frozenset[int] = field(default_factory=frozenset)

    @classmethod
    def of(cls, user: Any, today: dt.date | None = None) -> Self:
        if not user.is_authenticated or not user.is_active:
            return cls(user)
        day = today or timezone.localdate()
        kept = {} if user.hats is None else user.hats
        if day not in kept:
            kept[day] = cls._of_administrator(user, day) if user.is_administrator else cls._read(user, day)
        return kept[day]

    @classmethod
    def _read(cls, user: Any, day: dt.date) -> Self:
        hidden = letters_hidden_from(user).filter(partnership=OuterRef("partnership"))
        roles = Membership.objects.of(user, day).select_related("partnership").annotate(not_all=Exists(hidden))
        rows = list(roles)
        return cls(
            user,
            frozenset((one.partnership_id, one.role, one.agency_id) for one in rows),
            {one.partnership_id: one.partnership for one in rows},
            frozenset(one.partnership_id for one in rows if one.not_all),  # type: ignore[attr-defined]
        )

    @classmethod
    def _of_administrator(cls, user: Any, day: dt.date) -> Self:
        """All partnerships with the roles held in them: one query for both."""
        current = current_on(day, "memberships__") & Q(memberships__user=user)
        mine = FilteredRelation("memberships", condition=current)
        told = Partnership.objects.annotate(mine=mine, role=F("mine__role"), agency=F("mine__agency"))
        rows = list(told)
        held = frozenset((one.pk, one.role, one.agency) for one in rows if one.role)  # type: ignore[attr-defined]
        return cls(user, held, {one.pk: one for one in rows})

    def where(self, roles: Collection[str]) -> set[int]:
        """The partnerships in which one of `roles` is held."""
        return {partnership for partnership, role, _ in self.held if role in roles}

    @property
    def run_all(self) -> bool:
        """Whether they run the plan of every partnership that they see."""
        return self.where(MANAGER) == {*self.partnerships}

    def agencies(self, roles: Collection[str]) -> set[int]:
        """The agencies for which one of `roles` is held."""
        return {agency for _, role, agency in self.held if role in roles and agency}

    def may(self, verb: str, record: Any) -> bool:
        rule = MAY[verb]
        if rule.not_own and self.owns(record):
            return False
        if not self.user.is_authenticated or not self.user.is_active:
            return False
        if self.user.is_administrator and not rule.in_person:
            return True
        partnership_id = record.pk if isinstance(record, Partnership) else record.partnership_id
        named = any(self.user.pk in getattr(record, name, ()) for name in rule.named)
        return any(
            named
            or role in rule.anywhere
            or (role in rule.leading and agency in _agencies(record, "leading_agency_ids"))
            or (role in rule.contributing and agency in _agencies(record, "contributing_agency_ids"))
            for partnership, role, agency in self.held
            if partnership == partnership_id
        )

    def may_somewhere(self, verb: str) -> bool:
        """Whether there is a partnership in which this person may do `verb` to anything."""
        if not self.user.is_authenticated or not self.user.is_active:
            return False
        rule = MAY[verb]
        anywhere = any(role in rule.anywhere for _, role, _ in self.held)
        return anywhere or (self.user.is_administrator and not rule.in_person)

    def owns(self, record: Any) -> bool:
        """Whether the record's work is this person's: named for it, or leading the agency that leads it."""
        if self.user.pk in getattr(record, "owner_user_ids", ()):
            return True
        leads = _agencies(record, "leading_agency_ids")
        return any(role in LEADS and agency in leads for _, role, agency in self.held)


def _agencies(record: Any, name: str) -> Any:
    """The agencies that a record says lead it or contribute to it; none where it says nothing of them."""
    return getattr(record, name, ())


def roles_read_once(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: within one request a person's roles are read once."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            request.user.read_roles_once()
        return get_response(request)

    return answer


def may(user: Any, verb: str, record: Any, today: dt.date | None = None) -> bool:
    """Whether `user` may, on `today`, do `verb` to `record` or in that partnership."""
    return Hats.of(user, today).may(verb, record)


def require(user: Any, verb: str, record: Any) -> None:
    """For a record that `user` can see: PermissionDenied (403) where they may not do `verb` to it."""
    if not may(user, verb, record):
        raise NotAllowed(verb, record)
