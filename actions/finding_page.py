"""All of a finding that its page tells, in a settled number of queries."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar

from django.db.models import Case, F, Model, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.utils import timezone

from actions import brag_words, closing, finding_state
from actions.charts import Chart, chart
from actions.deadlines import action_stands
from actions.finding_steps import open_to
from actions.impact import rating_of, with_rating
from actions.last_word import LastWord, last_word, with_last_word
from actions.models import Action, AlsoAnswers, Evidence, Measure, MeasureReading, Status
from actions.said import asked, challenges_of
from findings.deadlines import Deadline
from findings.models import Finding, FindingContributor, FindingPlace
from findings.models.findings import FindingQuerySet
from partnerships.gates import Hats
from partnerships.models import Partnership
from partnerships.story import story

Related = TypeVar("Related", bound=Model)
OF_READING = ("pk", "on", "value")
OF_EVIDENCE = ("pk", "title", "link", "content", "name", "size")


@dataclass(frozen=True)
class Answer:
    """An action that answers the finding; `also` is the key of what says that it does so too."""

    action: Action
    due: Deadline
    brag: str
    why: str  # that colour, where it is not the lead's own word
    evidence: list[Evidence]
    may_write: bool
    also: int | None
    last: LastWord | None


@dataclass(frozen=True)
class Measured:
    measure: Measure
    readings: list[MeasureReading]
    chart: Chart | None

    @property
    def latest(self) -> MeasureReading | None:
        return self.readings[-1] if self.readings else None


def for_step() -> FindingQuerySet:
    """Findings with what a page names that asks something about one of them."""
    return with_rating(Finding.objects.select_related("letter__partnership", "partnership", "lead_agency"))


def state_now(finding: Finding) -> str:
    """Where the finding stands, in words."""
    return finding_state.in_words(
        finding_state.with_state(Finding.objects.all(), timezone.localdate()).get(pk=finding.pk)
    )


def for_page() -> FindingQuerySet:
    """Findings with their state and all that a page on one of them names."""
    places = FindingPlace.objects.select_related("file").defer("file__reading")
    contributors = FindingContributor.objects.select_related("agency")
    stands = finding_state.with_state(Finding.objects.with_owner_named(), timezone.localdate())
    findings = with_rating(stands).select_related(
        *("letter__partnership", "partnership", "lead_agency", "suggested_owner", "missing_from"),
        *("closed_by", "split_from"),
    )
    findings = findings.prefetch_related(Prefetch("places", places)).prefetch_related("parts")
    return findings.prefetch_related(Prefetch("contributors", contributors)).defer("missing_from__reading")


def told(finding: Finding, user: Any) -> dict[str, Any]:
    """For a finding from `for_page`, which the reader may see."""
    hats = Hats.of(user)
    answers = _answers(finding, hats)
    brag: str = finding.brag or ""  # type: ignore[attr-defined]
    return {
        "finding": finding,
        "letter": finding.letter,
        "state": finding_state.in_words(finding),
        "state_tag": finding_state.TAGS[finding.state],  # type: ignore[attr-defined]
        "brag": brag_words.in_words(brag, finding.partnership),
        "brag_tag": brag_words.TAGS.get(brag),  # type: ignore[call-overload]
        **_own_and_also(answers),
        "measures": _measured(finding),
        "rating": rating_of(finding),
        "decisions": finding.decisions.select_related("said_by", "action__finding", "opinion__said_by"),
        "opinions": finding.opinions.visible_to(user).select_related("said_by", "action__finding"),
        **challenges_of(hats, finding, timezone.localdate()),
        "may_see_looks": hats.may("see looks", finding),
        "may_take_out": hats.may("take out", finding),
        "may_confirm": hats.may("confirm lead", finding),
        "may_measure": hats.may("measure", finding),
        "may_bundle": hats.may("make bundle", finding),
        "can": open_to(hats, finding),
        "story": story(finding, *_its_own(finding, user)),
        "section": "findings",
    }


def told_before_closing(finding: Finding, hats: Hats) -> dict[str, Any]:
    """What whoever closes a finding of `for_step` has to see first: its actions, what changed, what is still asked."""
    open_ones = closing.open_challenges(finding).with_names().in_order()
    return {
        **_own_and_also(_answers(finding, hats)),
        "measures": _measured(finding),
        "rating": rating_of(finding),
        "opinions": closing.opinions_to_attach(finding),
        "challenges": asked(open_ones, timezone.localdate()),
        "first": closing.why_not_closed(finding),
    }


def _own_and_also(answers: list[Answer]) -> dict[str, list[Answer]]:
    own, also = ([answer for answer in answers if bool(answer.also) is also] for also in (False, True))
    return {"own": own, "also": also}


def _answers(finding: Finding, hats: Hats) -> list[Answer]:
    also = AlsoAnswers.objects.standing().filter(finding=finding, action=OuterRef("pk"))
    actions = Action.objects.visible_to(hats.user).filter(finding_state.answering(finding.pk))
    actions = with_last_word(actions.with_brag(timezone.localdate()))
    actions = actions.annotate(also_key=Subquery(also.values("pk")[:1]))
    actions = actions.select_related("finding", "letter", "lead_agency", "lead_officer", "deputy")
    ordered = ("letter", F("finding__kind").desc(), "finding__number", "sequence", "evidence__added_at", "evidence__pk")
    counts = Q(evidence__update=None) | Q(evidence__update__cleared_at__isnull=False)
    counting = _with_each(actions, "evidence", OF_EVIDENCE).annotate(of_pk=Case(When(counts, then="evidence__pk")))
    rows = counting.order_by(*ordered)
    found = _grouped(rows, Evidence, OF_EVIDENCE)
    return [_answer(action, evidence, hats, finding.partnership) for action, evidence in found]


def _answer(action: Any, evidence: list[Evidence], hats: Hats, partnership: Partnership) -> Answer:
    may_write = action.status == Status.DRAFT and hats.may("write action", action)
    due = action_stands(action, timezone.localdate())
    why = brag_words.why(action, due, partnership)
    return Answer(action, due, action.brag, why, evidence, may_write, action.also_key, last_word(action))


def _measured(finding: Finding) -> list[Measured]:
    rows = _with_each(finding.measures.all(), "readings", OF_READING).order_by("pk", "readings__on")
    found = _grouped(rows, MeasureReading, OF_READING)
    return [Measured(measure, readings, chart(measure, readings)) for measure, readings in found]


def _with_each(rows: QuerySet[Any], name: str, shown: Sequence[str]) -> QuerySet[Any]:
    """A row for each of its related ones, or one alone: what a prefetch does with a query more."""
    return rows.annotate(**{f"of_{field}": F(f"{name}__{field}") for field in shown})


def _grouped(rows: Iterable[Any], related: type[Related], shown: Sequence[str]) -> Iterator[tuple[Any, list[Related]]]:
    for _, group in groupby(rows, key=lambda row: row.pk):
        same = list(group)
        each = [{field: getattr(row, f"of_{field}") for field in shown} for row in same]
        yield same[0], [related(**values) for values in each if values["pk"]]


def _its_own(finding: Finding, user: Any) -> list[QuerySet[Any]]:
    """Records whose story is the finding's: what is not told elsewhere on its page, or on an action's."""
    readings = MeasureReading.objects.filter(measure__finding=finding)
    also = AlsoAnswers.objects.visible_to(user).filter(finding=finding)
    return [finding.measures.all(), readings, finding.impactratings.all(), also]
