"""What boards and scrutineers say in the examples: measures, impact, decisions, opinions, challenges."""

from decimal import Decimal

from actions.example_progress_clock import Script
from actions.example_progress_people import People
from actions.example_progress_stories import MARK, Story
from actions.models import Challenge, Decision, ImpactRating, Measure, MeasureReading, Opinion
from actions.models.assurance import Impact
from actions.models.measures import SourceOfMeasure
from findings.models import Finding
from partnerships.models import Role

AUDITED, VOICED = (
    ("Cases in the sample that are good enough", "%", 35),
    ("Families who say they were listened to", "%", 52),
)
RATED = (Impact.SOME, Impact.TOO_EARLY, Impact.NONE, Impact.EMBEDDED, Impact.NOT_MEASURED)
ASKED = (  # each with its answer
    (
        "How do you know that this holds at night and at weekends, when other people are on duty?",
        "We drew 20 cases from nights and weekends. In 13 it holds. The night teams have their own course next month.",
    ),
    (
        "The evidence is about what staff did. What do children say about it?",
        "We asked eleven children, with their workers. Seven say that they were listened to. We ask again in spring.",
    ),
)
OUTCOME = "Answered with figures. To be looked at again in six months."


def measured(script: Script, people: People, finding: Finding, number: int) -> None:
    """Two measures: readings of an audit each month, and what families said, asked less often."""
    audit = (-140, 35 + number), (-80, 48 + number), (-21, 61 + 2 * number)
    voice = (-120, 55), (-30, 64 + number)
    _measure(script, people, finding, AUDITED, SourceOfMeasure.AUDIT, audit)
    _measure(script, people, finding, VOICED, SourceOfMeasure.VOICE, voice)


def _measure(
    script: Script,
    people: People,
    finding: Finding,
    what: tuple[str, str, int],
    source: SourceOfMeasure,
    readings: tuple[tuple[int, int], ...],
) -> None:
    name, unit, baseline = what
    fields = {"name": MARK + name, "unit": unit, "baseline": Decimal(baseline), "target": Decimal(85), "source": source}
    measure = Measure(partnership=finding.partnership, finding=finding, **fields)

    def read(days: int, value: int) -> None:
        manager = people.may(Role.BUSINESS_MANAGER, "measure", finding)
        told = {"on": script.day(days), "value": Decimal(value), "entered_by": manager}
        MeasureReading(partnership=finding.partnership, measure=measure, **told).enter(manager)

    script.on(-150, lambda: measure.enter(people.may(Role.BUSINESS_MANAGER, "measure", finding)))
    for days, value in readings:
        script.on(days, lambda days=days, value=value: read(days, value))  # type: ignore[misc]


def rated(script: Script, people: People, finding: Finding, number: int) -> None:
    """By the executive, as its chair records it."""

    def do() -> None:
        chair = people.may(Role.CHAIR, "rate impact", finding)
        told = {"rating": RATED[number % len(RATED)], "on": script.day(-17), "meeting": "Executive", "said_by": chair}
        note = MARK + "rated with the audit and what families said before us."
        ImpactRating(partnership=finding.partnership, finding=finding, note=note, **told).enter(chair, "rated impact")

    script.on(-17, do)


def decided(script: Script, people: People, finding: Finding, story: Story) -> None:
    def do() -> None:
        chair = people.may(Role.CHAIR, "decide", finding)
        told = {"meeting": "Executive", "on": script.day(-16), "said_by": chair}
        text = (
            f"{MARK}this comes to each meeting until it holds. Next: {story.next_step[0].lower()}{story.next_step[1:]}"
        )
        Decision(partnership=finding.partnership, finding=finding, text=text, **told).enter(chair, "recorded decision")

    script.on(-16, do)


def opined(script: Script, people: People, finding: Finding) -> None:
    def do() -> None:
        scrutineer = people.may(Role.SCRUTINEER, "give opinion", finding)
        text = (
            MARK
            + "I read eight cases with two practitioners. What is claimed is there in six. The other two are recent."
        )
        fields = {"finding": finding, "text": text, "said_by": scrutineer}
        Opinion(partnership=finding.partnership, **fields).give(scrutineer)

    script.on(-14, do)


def challenged(script: Script, people: People, finding: Finding, far: int) -> None:
    """`far`: 0 open, 1 open and its answer overdue, 2 answered, 3 closed."""
    asker = (Role.SCRUTINEER, Role.SAFEGUARDING_PARTNER, Role.CHAIR, Role.SCRUTINEER)[far]
    asked, due = ((-4, 17), (-35, -7), (-30, -9), (-70, -49))[far]
    question = Challenge(partnership=finding.partnership, finding=finding, agency=finding.lead_agency)

    def ask() -> None:
        question.said_by = people.may(asker, "challenge", finding)
        question.text, question.answer_due = MARK + ASKED[far % 2][0], script.day(due)
        question.put(question.said_by)

    script.on(asked, ask)
    if far >= 2:
        answers = lambda: people.may(Role.BUSINESS_MANAGER, "answer challenge", question)  # noqa: E731
        script.on(due - 3, lambda: question.give_answer(answers(), MARK + ASKED[far % 2][1]))
    if far == 3:
        closes = lambda: people.may(asker, "close challenge", question)  # noqa: E731
        script.on(due + 8, lambda: question.close(closes(), MARK + OUTCOME))
