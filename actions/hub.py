"""The pages of a partnership that its own page leads to."""

from dataclasses import dataclass

from django.urls import reverse

from partnerships.gates import Hats
from partnerships.models import Partnership


@dataclass(frozen=True)
class Entry:
    """A page at `name`, whose address takes the partnership's key; shown to those who may do `verb`."""

    name: str
    title: str
    hint: str
    verb: str = "see"


ENTRIES: tuple[Entry, ...] = (
    Entry("statements", "Written statements", "What is owed to Ofsted: what is missing, who agrees, what was sent."),
    Entry("meetings", "Meetings", "When they are, their papers, and the colours that they agreed."),
    Entry("charts", "Charts", "Colours by agency, progress against the plan, deadlines ahead, measures."),
    Entry("update_requests", "Updates asked for", "Before a meeting: who has answered, and who has not."),
    Entry("matrix", "Who is doing what", "Agencies and findings: who leads, who has a part, and the gaps."),
    Entry("plan_check", "Plan check", "What the plan lacks, and where it is put right."),
    Entry("plan_file", "Plan from a file", "Bring in the plan that you already keep in Excel.", "plan"),
    Entry("challenges", "Challenges", "What was asked of an agency, its answer, and what came of it."),
    Entry("decisions", "Decisions", "What meetings decided, and about what."),
    Entry("bundle", "Bundle for an inspector", "Chosen findings with their evidence, as one file.", "make bundle"),
    Entry("agencies", "Agencies and officers", "Who works on the plan, and who has left."),
    Entry("people", "People", "Who may sign in, with which role; invite people, review access.", "manage people"),
    Entry(
        "partnership_settings",
        "Settings",
        "Its name, colours, marking of files, who hears of missed requests.",
        "manage settings",
    ),
    Entry("history", "History", "Who changed what, and when.", "see history"),
    Entry("who_looked", "Who looked", "Who looked at what, and who took files away.", "see looks"),
    Entry("take_plan", "Take the plan away", "All of it as one file: data, documents, history.", "take plan away"),
)


def entries(partnership: Partnership, hats: Hats) -> list[tuple[str, Entry]]:
    """Addresses and what is there, for what the person may open."""
    return [(reverse(e.name, args=[partnership.pk]), e) for e in ENTRIES if hats.may(e.verb, partnership)]
