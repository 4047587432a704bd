"""Which actions an agency's return asks about, and what it tells of each."""

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.text import Truncator

from actions import brag_words
from actions.last_word import LastWord, last_word, with_last_word
from actions.models import Action, Status
from actions.models.actions import ActionQuerySet
from actions.who import officer_in_words
from partnerships.marking import marking_lines
from partnerships.models import Agency, Partnership

LEADS, HAS_A_PART = "Leads", "Has a part"
SHORT = 200  # characters of a finding
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass(frozen=True)
class Asked:
    number: str
    letter: str
    finding: str
    action: str
    part: str
    officer: str
    target: dt.date | None
    status: str
    last: str
    version: int

    @property
    def leads(self) -> bool:
        return self.part == LEADS


@dataclass(frozen=True)
class Return:
    """`reference` tells two returns apart that were made of the same actions. `drafts` are numbers of actions that
    nobody has written, `held_back` counts those of letters that are not published: neither is asked about."""

    agency: Agency
    partnership: Partnership
    who: str
    at: dt.datetime
    reference: str
    rows: list[Asked]
    drafts: list[str]
    held_back: int

    @property
    def title(self) -> str:
        return f"Return of {self.agency}"

    @property
    def marking(self) -> list[str]:
        return marking_lines([self.partnership])

    @property
    def several_letters(self) -> bool:
        return len({row.letter for row in self.rows}) > 1

    @property
    def made(self) -> str:
        return f"by {self.who}, {self.at:%-d %B %Y at %H:%M}"

    @property
    def marks(self) -> list[tuple[str, str]]:
        told = (str(self.agency), str(self.partnership), self.made, self.reference)
        return list(zip(("Agency", "Partnership", "Made", "Return"), told, strict=True))

    @property
    def left_out(self) -> str:
        return f"Not in here, because nobody has written them yet: {', '.join(self.drafts)}." if self.drafts else ""


def of_agency(agency: Agency, user: Any) -> ActionQuerySet:
    """The open actions that it leads or has a part in, as far as `user` sees them."""
    return Action.objects.visible_to(user).open().of_agencies([agency.pk])


def make_return(agency: Agency, user: Any, now: dt.datetime) -> Return:
    actions = list(_with_all(of_agency(agency, user), now.date()))
    published = [one for one in actions if not one.letter.embargoed]
    written = [one for one in published if one.status != Status.DRAFT]
    return Return(
        agency,
        agency.partnership,
        str(user),
        now,
        "".join(secrets.choice(ALPHABET) for _ in range(8)),
        [_row(one, agency) for one in written],
        [one.number for one in published if one.status == Status.DRAFT],
        len(actions) - len(published),
    )


def _with_all(actions: ActionQuerySet, today: dt.date) -> ActionQuerySet:
    actions = with_last_word(actions.with_brag(today)).in_order()
    return actions.select_related("finding__suggested_owner", "letter__partnership", "lead_agency", "lead_officer")


def _row(action: Any, agency: Agency) -> Asked:
    brag = brag_words.in_words(action.brag, action.letter.partnership)
    said = last_word(action)
    return Asked(
        number=action.number,
        letter=str(action.letter),
        finding=Truncator(action.finding.text).chars(SHORT),
        action=action.text,
        part=LEADS if action.lead_agency_id == agency.pk else f"{HAS_A_PART}; {action.lead_agency} leads",
        officer=officer_in_words(action),
        target=action.target_date,
        status=f"{action.get_status_display()}{f'. {brag}' if brag else ''}",
        last=_last(said) if said else "None yet",
        version=action.version,
    )


def _last(said: LastWord) -> str:
    day = f"{timezone.localtime(said.at):%-d %B %Y}"
    next_step = f" Next step: {said.next_step}" if said.next_step else ""
    return f"{day}, {said.agency}: {said.did.lower()}. {said.text}{next_step}".strip()
