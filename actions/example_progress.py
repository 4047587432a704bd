"""Example progress for the plans of the letters in seeds/: months of believable work, all of it marked as example."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction
from django.db.models import Q, QuerySet

from actions import example_progress_board as board
from actions.example_progress_clock import Script
from actions.example_progress_fates import FATES, cancelled, moved, not_begun, under_way, unwritten
from actions.example_progress_people import People
from actions.example_progress_stories import MARK, Story, story_for
from actions.example_progress_threads import Thread
from actions.models import (
    Action,
    Challenge,
    DateChange,
    Decision,
    Evidence,
    ImpactRating,
    Measure,
    Opinion,
    Status,
    Update,
)
from actions.planning import confirm_lead
from findings.models import Finding, Letter
from partnerships.models import Agency, Partnership, Sector

PARTS = (  # of agencies beside the lead: what they do, and what they say of it after 40 days
    ("sends its cases to the shared sample and names two readers.", "we sent 12 cases and our two readers are named."),
    (
        "brings its own staff to the course, and tells what they say of it.",
        "31 of our staff came; more time for cases was asked for.",
    ),
)


def plans(folder: Path) -> QuerySet[Partnership]:
    """The partnerships to which the letters in `folder` were written."""
    hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()]
    letters = Letter.objects.filter(files__sha256__in=hashes)
    return Partnership.objects.filter(pk__in=letters.values("partnership"))


def has_examples(partnership: Partnership) -> bool:
    return Action.objects.filter(partnership=partnership, text__startswith=MARK).exists()


def real_work(partnership: Partnership) -> list[str]:
    """What somebody has really done in the plan, such as "updates: 3"; empty where nothing stands in the way."""
    counted = [(name, rows.filter(partnership=partnership).count()) for name, rows in _real()]
    return [f"{name}: {number}" for name, number in counted if number]


def _real() -> Iterator[tuple[str, QuerySet]]:
    """What does not carry the examples' mark."""
    untouched = Q(status=Status.DRAFT, target_date=None, planned_start=None, lead_officer=None, deputy=None)
    draft = Q(text="", measure_of_success="") & untouched
    yield "actions written or planned", Action.objects.exclude(draft).exclude(text__startswith=MARK)
    yield "updates", Update.objects.filter(is_example=False)
    yield "pieces of evidence", Evidence.objects.filter(is_example=False)
    yield "later dates asked for", DateChange.objects.exclude(reason__startswith=MARK)
    yield "measures", Measure.objects.exclude(name__startswith=MARK)
    yield "impact ratings", ImpactRating.objects.exclude(note__startswith=MARK)
    yield "decisions", Decision.objects.exclude(text__startswith=MARK)
    yield "opinions", Opinion.objects.exclude(text__startswith=MARK)
    yield "challenges", Challenge.objects.exclude(text__startswith=MARK)
    yield "closed findings", Finding.objects.exclude(closed_at=None)


@transaction.atomic
def load(people: People, today: dt.date) -> int:
    """Plays the examples' months up to the day before `today`; gives how many actions were written."""
    script = Script(today)
    findings = Finding.objects.filter(partnership=people.partnership).exclude(lead_agency=None).in_order()
    others = list(people.partnership.agencies.exclude(sector__in=(Sector.PARTNERSHIP, Sector.SAFEGUARDING_BOARD)))
    told: Counter[Story] = Counter()
    for number, finding in enumerate(findings.select_related("lead_agency", "partnership", "letter")):
        story = story_for(finding.text, told)
        _finding(script, people, finding, story, number)
        for action in finding.actions.all():
            _action(Thread(script, people, action.pk, story), others, number)
    script.play()
    return Action.objects.filter(partnership=people.partnership, text__startswith=MARK).count()


def _finding(script: Script, people: People, finding: Finding, story: Story, number: int) -> None:
    """Three of four leads are confirmed; the board looks at the first eight findings."""
    if number % 4 != 3 and finding.lead_agency:
        lead = finding.lead_agency
        script.on(-165, lambda: confirm_lead(finding, lead, people.may(people.manager, "confirm lead", finding)))
    if number < 8:
        board.measured(script, people, finding, number)
        board.rated(script, people, finding, number)
    if number in (0, 1, 4):
        board.decided(script, people, finding, story)
        board.opined(script, people, finding)
    if number < 4:
        board.challenged(script, people, finding, far=3 - number)


def _action(thread: Thread, others: list[Agency], number: int) -> None:
    fate = FATES[number % len(FATES)]
    fate(thread)
    if number % 3 == 0 and fate not in (unwritten, cancelled, not_begun):
        part, says = PARTS[number % len(PARTS)]
        beside = [agency for agency in others if agency.pk != thread.action().lead_agency_id]
        if beside:
            thread.part(-145, beside[number % len(beside)], part, says)
    if fate in (under_way, moved) and thread.people.contributor_of(thread.action().lead_agency):
        thread.waits(-2)
