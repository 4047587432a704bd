"""The table of actions as files: what the page shows, or all that a report to a board tells of each action."""

import datetime as dt
from collections import defaultdict
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone

from actions import brag_words
from actions.deadlines import action_stands
from actions.exports import Row, Told, csv_file, excel_file
from actions.last_word import last_word, with_last_word
from actions.models import Action, Contributor, Evidence
from actions.models.actions import ActionQuerySet
from actions.who import lead_in_words, officer_in_words

HEADINGS = (
    *("Number", "Letter", "Finding", "Action", "Lead agency", "Lead officer"),
    *("Deadline", "How it stands", "Status", "BRAG", "Help", "Last update"),
)
WIDTHS = (10, 24, 60, 60, 28, 24, 18, 16, 22, 26, 12, 18)
MORE_HEADINGS = (
    *("Kind", "Contributing agencies", "Measure of success", "Latest update", "Next step", "Pieces of evidence"),
    *("First target date", "Slippage in days"),
)
MORE_WIDTHS = (22, 40, 40, 60, 40, 12, 18, 12)


def as_csv(actions: QuerySet[Action], told: Told) -> StreamingHttpResponse:
    return csv_file(told, HEADINGS, WIDTHS, (_row(one, told) for one in actions.iterator(chunk_size=500)))


def as_excel(actions: QuerySet[Action], told: Told) -> FileResponse:
    return excel_file(told, HEADINGS, WIDTHS, (_row(one, told) for one in actions.iterator(chunk_size=500)))


def as_full_excel(actions: ActionQuerySet, told: Told) -> FileResponse:
    parts = _parts(actions)
    found = with_details(actions).iterator(chunk_size=500)
    rows = ([*_row(one, told), *_more(one, parts[one.pk])] for one in found)
    return excel_file(told, (*HEADINGS, *MORE_HEADINGS), (*WIDTHS, *MORE_WIDTHS), rows)


def with_details(actions: ActionQuerySet) -> ActionQuerySet:
    """Adds the last word, and the number of pieces of evidence."""
    evidence = Evidence.objects.counting().filter(action=OuterRef("pk")).order_by().values("action")
    proofs = Subquery(evidence.annotate(number=Count("pk")).values("number"))
    return with_last_word(actions).annotate(proofs=Coalesce(proofs, 0, output_field=IntegerField()))


def _parts(actions: ActionQuerySet) -> dict[int, list[str]]:
    """The agencies beside the lead, by action: one query, however many there are."""
    here = Contributor.objects.current().filter(action__in=actions.order_by().values("pk"))
    names: dict[int, list[str]] = defaultdict(list)
    for action, name in here.exclude(agency=F("action__lead_agency")).values_list("action", "agency__name"):
        names[action].append(name)
    return names


def _row(action: Any, told: Told) -> Row:
    due = action_stands(action, told.at.date())
    return [
        action.number,
        str(action.letter),
        action.finding.text,
        action.text or "None yet",
        lead_in_words(action),
        officer_in_words(action),
        due.date,
        due.words,
        action.get_status_display(),
        brag_words.in_words(action.brag, action.letter.partnership),
        "Asked for" if action.help_asked else "",
        _day(action.last_update_at),
    ]


def _more(action: Any, parts: list[str]) -> Row:
    said = last_word(action)
    return [
        action.finding.get_kind_display(),
        "; ".join(parts),
        action.measure_of_success,
        f"{_day(said.at):%-d %B %Y}, {said.agency}: {said.did.lower()}. {said.text}".strip() if said else "",
        said.next_step if said else "",
        action.proofs,
        action.original_target_date,
        action.slipped or None,
    ]


def _day(at: dt.datetime | None) -> dt.date | None:
    return timezone.localdate(at) if at else None
