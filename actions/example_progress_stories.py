"""What an example action says: stories told for findings of any letter, chosen by the finding's own words."""

import re
from collections import Counter
from dataclasses import dataclass

MARK = "Example: "  # each text and title that the examples bring begins so


@dataclass(frozen=True)
class Story:
    """`told` is what its updates say, the oldest first; `different` what delivering it changed for children."""

    words: str  # a pattern of what such a finding speaks of
    action: str
    success: str
    told: tuple[str, str, str]
    stuck: str
    evidence: str
    different: str
    next_step: str


STORIES = (
    Story(
        r"train|skills|knowledge|understand",
        "Train every practitioner and first-line manager who meets these children, in half a day with people of the "
        "other agencies, and ask each of them after three months what they now do otherwise.",
        "Nine of ten are trained by the target date; in a sample of 30 cases the learning shows in at least 24.",
        (
            "The course is agreed with the learning group. 24 of 130 people are booked for the first two dates.",
            "71 of 130 people are trained. Their teams now bring one case a month to the group that reflects on it.",
            "118 of 130 people are trained. Those on long leave have a date. The sample of 30 cases is drawn.",
        ),
        "Two dates were cancelled because staff were called to cover. We need the rotas to keep one half day free.",
        "Attendance by team, and what people say after three months",
        "Practitioners name the signs in their own words, and children are referred at the first sign.",
        "Book those who still wait, and read the sample of cases.",
    ),
    Story(
        r"strategy (?:discussion|meeting)|minutes|invit|represented",
        "Invite health, probation and the school to every strategy discussion through one shared address, and send "
        "the minutes within one working day.",
        "All who should be there are invited to 95% of discussions; minutes arrive within one working day in 90%.",
        (
            "The shared address works. Team managers have the list of whom to invite for which concern.",
            "Probation came to 31 of 44 discussions this month, 12 more than before. Minutes still take three days.",
            "Minutes now go out from the meeting itself. 52 of 58 arrived within one working day.",
        ),
        "Out of hours nobody reads the shared address, so discussions at weekends are still without health.",
        "Weekly count of who was invited, who came, and when the minutes arrived",
        "Those who know the child are in the room when it is decided how to keep them safe.",
        "Agree who reads the shared address at weekends.",
    ),
    Story(
        r"missing|return home|exploit|county lines|gang",
        "Offer every child who comes back a talk with someone they trust within 72 hours, and bring what they say to "
        "the weekly meeting on exploitation.",
        "85% of talks are held within 72 hours; what they say changes the plan in every case that is sampled.",
        (
            "Three workers now hold the talks. Children may choose whom they talk to.",
            "61% of talks are within 72 hours, from 38%. Where they are late, the worker did not hear of it in time.",
            "79% are within 72 hours. The weekly meeting has the list the evening before.",
        ),
        "We hear of a child's return a day late where another force brings them back. We ask for help with that.",
        "Monthly figures of return home talks, and six that were looked at in depth",
        "Children who went missing tell us where they were, and fewer of them go missing again.",
        "Ask the neighbouring forces to tell us the same day.",
    ),
    Story(
        r"DASH|domestic abuse|IDVA|MARAC",
        "Use one assessment of domestic abuse in all agencies, with the child's own day written in it, and check ten "
        "of each agency every month together.",
        "In eight of ten assessments the child's experience is written down and leads to something that is done.",
        (
            "The assessment is agreed by all agencies, with a page on what the child sees and hears.",
            "Four agencies use it. The first check: in 21 of 40 the child's day is described.",
            "All agencies use it. The third check: 31 of 40. Managers speak about the nine with their authors.",
        ),
        "The form is not yet in the health record system, so it is filled in twice. The supplier gives no date.",
        "Checks of ten assessments an agency, with what was learned",
        "What a child lives through at home is seen, and the plan says what will keep them safe.",
        "Put the form into the health record system.",
    ),
    Story(
        r"supervis|manage(?:r|ment) oversight|decision.making|quality assur|challenge",
        "Supervise each practitioner on these cases every month with a short record of what was decided and why, and "
        "have a second manager read five records of each team.",
        "Supervision is monthly for 90%; in eight of ten records the reason for the decision can be read.",
        (
            "The record of supervision is one page now. Two teams try it.",
            "All teams use it. 68% were supervised this month. Two managers' posts are filled from next month.",
            "88% were supervised this month. Of 40 records read, 33 say why it was decided so.",
        ),
        "Two managers' posts are vacant and one more person is ill, so a third of supervision was put off.",
        "Records of supervision: what two managers found in five of each team",
        "Decisions about children are made in time, and someone else has looked at them.",
        "Read the records again in two months, by managers of another team.",
    ),
    Story(
        r"data|performance (?:information|measure)|IT system|recording|flag|reports",
        "Bring the figures of all agencies on these children to one page a month, with a flag on each child's record, "
        "and let the partnership's data group ask about each figure that moves.",
        "All flags are set within 24 hours; the page comes every month and each figure has someone who answers for it.",
        (
            "The agencies agreed on nine figures. Seven can be drawn from their systems today.",
            "The first page went to the board. 61% of flags were set within 24 hours, from 25%.",
            "84% of flags are set within 24 hours. The data group asked about two figures and was answered.",
        ),
        "The new system cannot yet draw two of the nine figures. They are counted by hand, and come late.",
        "The page of figures for three months",
        "A child at risk is known as such by whoever opens the record, at night too.",
        "Have the last two figures drawn by the system.",
    ),
    Story(
        r"assess|plan|step(?:ped)? down|consent|threshold|referral",
        "Rewrite the guide to assessing and planning with those who use it, with three good examples, and check 20 "
        "plans every quarter: is it clear what must change, for whom, and by when?",
        "17 of 20 plans say what must change and by when; parents and children say that they know their plan.",
        (
            "The guide is written with eight practitioners and two parents. It has four pages.",
            "The guide is in use. First check: 11 of 20 plans say what must change and by when.",
            "Second check: 15 of 20. Families were asked for the first time; nine of twelve know their plan.",
        ),
        "The check takes four people a day each, and two agencies had nobody to send this quarter.",
        "Check of 20 plans, with what parents and children said",
        "Plans say what must change for the child, and families know what is in them.",
        "Ask two more agencies for readers, and check again.",
    ),
    Story(
        r"",
        "Name one senior person in each agency for this, meet every month until it is done, and tell the partnership "
        "in each meeting what changed for children.",
        "In a sample of 20 cases, three quarters show the change; practitioners say the same in a short survey.",
        (
            "Each agency has named its person. They have met twice and agreed what to do first.",
            "Two of three parts are in use. What practitioners say in the first survey is on the agenda.",
            "All three parts are in use. In 14 of 20 cases that were looked at, the change can be seen.",
        ),
        "One agency has had nobody at the last two meetings. We ask its executive to name someone.",
        "Look at 20 cases by three agencies together",
        "Children and families have one conversation where there used to be three.",
        "Look at 20 further cases, chosen by the scrutineer.",
    ),
)


def story_for(text: str, told: Counter[Story] | None = None) -> Story:
    """The story whose words the finding uses most; the last one fits any. One that was `told` often stands back."""
    told = Counter() if told is None else told
    story = max(STORIES, key=lambda one: _fits(one, text) / (1 + told[one]))
    told[story] += 1
    return story


def _fits(story: Story, text: str) -> float:
    return len(re.findall(story.words, text, re.IGNORECASE)) if story.words else 0.5
