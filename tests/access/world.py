"""Two partnerships with one of everything each, and a person of every kind."""

import datetime as dt

from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from actions.evidence_files import from_file
from actions.models import AlsoAnswers, Contributor
from partnerships.models import Role, Sector
from partnerships.models.partnerships import AGENCY_ROLES
from reporting.meetings.keeping import keep
from reporting.models import AgreedColour
from reporting.statements.sending import send
from tests.makers import (
    make_administrator,
    make_agency,
    make_challenge,
    make_date_change,
    make_decision,
    make_difference,
    make_file,
    make_finding,
    make_invitation,
    make_letter,
    make_measure,
    make_meeting,
    make_officer,
    make_opinion,
    make_partnership,
    make_place,
    make_reading,
    make_request,
    make_statement,
    make_update,
    make_user,
    make_written,
)

OWN, SECRET = "okapi", "quetzal"  # stand in every text of the one and of the other partnership
ANONYMOUS, OUTSIDER, EXPIRED, ANOTHER_AGENCY, ADMINISTRATOR = (
    *("anonymous", "other partnership's business manager", "expired viewer"),
    *("agency lead of another agency", "administrator"),
)
INSIDE = frozenset({*(role.value for role in Role), ANOTHER_AGENCY})
WHO = (ANONYMOUS, OUTSIDER, EXPIRED, *sorted(INSIDE), ADMINISTRATOR)


def make_everything(area, words=""):
    """The keys of one partnership's records, by the names that the table of addresses uses."""
    partnership = make_partnership(area, calendar_feeds=True, data_api=True)
    police = make_agency(partnership, f"{area} Police {words}")
    make_user(Role.AGENCY_LEAD, partnership, agency=police, name=f"Lead {words}")  # who clears what waits there
    letter = make_letter(partnership, theme=f"neglect {words}")
    finding = make_finding(letter, lead_agency=police, text=f"Leaders should act. {words}")
    officer = make_officer(police, f"Officer of {area} {words}")
    action = make_written(finding, text=f"Train everyone. {words}", target_date=dt.date(2018, 9, 1))
    author = make_user(None, email=f"author@{area}.example.org".lower(), name=f"Author {words}")
    scrutineer = make_user(Role.SCRUTINEER, partnership, name=f"Scrutineer {words}")
    filled = fill_action(action, make_agency(partnership, f"{area} CCG {words}", Sector.HEALTH), None, author, words)
    file = make_file(letter, name=f"letter{words}.txt", data=f"{area} {words}".encode())
    make_place(finding, file, [2])
    viewer = make_user(Role.VIEWER, partnership, f"viewer@{area}.example.org".lower(), name=f"Viewer {words}")
    return {
        "partnership": partnership.pk,
        "person": viewer.pk,
        "agency": police.pk,
        "officer": officer.pk,
        "role": scrutineer.memberships.get().pk,
        "invited": make_invitation(partnership, name=f"Kim {words}").user_id,
        "letter": letter.pk,
        "finding": finding.pk,
        "file": file.pk,
        "reader": make_reader(letter).pk,
        "difference": make_difference(file, finding, then=f"Was. {words}", now=f"Is. {words}").pk,
        "action": action.pk,
        **filled,
        **fill_statement(letter, author, words),
        "update_request": make_request(action, asked_by=author, meeting=f"Executive {words}").pk,
        **fill_finding(finding, words),
        **fill_meeting(action, author, words),
    }


def fill_statement(letter, author, words=""):
    """The letter's statement, sent once; the keys of its parts."""
    statement = make_statement(letter, preparer=f"Council {words}")
    section = statement.sections.get(key="introduction")
    section.change(None, text=f"We will. {words}")
    version = send(statement, author, letter.letter_date, f"Kim {words}", [f"Ofsted {words}"], letter.letter_date, True)
    return {
        "statement": statement.pk,
        "statement_section": section.pk,
        "milestone": statement.milestones.first().pk,
        "signatory": statement.signatories.get(agency__sector="police").pk,
        "statement_version": version.pk,
    }


def fill_meeting(action, author, words=""):
    """Two meetings that were held, the later with its papers kept; both agreed a colour on `action`."""
    partnership, finding = action.partnership, action.finding
    about = {"partnership": partnership, "finding": finding, "action": action, "said_by": author}
    for day, brag in ((dt.date(2018, 9, 25), "red"), (dt.date(2018, 10, 23), "amber")):
        meeting = make_meeting(partnership, on=day, name=f"Board {words}", place=f"Room {words}")
        AgreedColour(meeting=meeting, brag=brag, note=f"Agreed. {words}", **about).enter(author, "agreed colour")
    return {"meeting": meeting.pk, "papers": keep(meeting, author, meeting.on).pk}


def make_reader(letter):
    """Somebody who was named while the letter was not published."""
    letter.name_reader(None, make_user(None, email=f"reader@{letter.partnership.area}.example.org".lower()))
    return letter.readers.get()


def fill_finding(finding, words=""):
    """What is measured and said of a finding; its keys."""
    measure = make_measure(finding, name=f"Visits {words}")
    other = make_written(make_finding(finding.letter, lead_agency=finding.lead_agency), text=f"Also. {words}")
    also = AlsoAnswers(partnership=finding.partnership, action=other, finding=finding).enter(None)
    make_opinion(finding, text=f"Thin. {words}")
    make_decision(finding, text=f"Go on. {words}")
    return {"measure": measure.pk, "reading": make_reading(measure).pk, "also": also.pk}


def fill_action(action, agency, officer=None, author=None, words=""):
    """What can be said of an action and put beside it, each once; their keys."""
    author = author or make_user(None)
    part = f"Nurses. {words}"
    fields = {"agency": agency, "officer": officer, "part": part}
    contributor = Contributor(partnership=action.partnership, action=action, **fields).enter(None)
    return {
        "contributor": contributor.pk,
        "evidence": make_evidence_file(action, f"Audit {words} {action.pk}", author).pk,
        "challenge": make_challenge(action, text=f"How? {words}", said_by=author).pk,
        "update": make_update(action, text=f"Done. {words}", author=author).pk,
        "date_change": make_date_change(action, reason=f"Ill. {words}", asked_by=author).pk,
    }


def make_evidence_file(action, title, author):
    file = SimpleUploadedFile("audit.txt", f"40 cases {title}".encode())
    return from_file(action, title, file, author).enter(author, "added evidence")


def make_person(who, partnership, other):
    """Someone of `partnership`, of `other`, or of none; those of an agency are of the one that leads."""
    if who == ANONYMOUS:
        return AnonymousUser()
    if who == ADMINISTRATOR:
        return make_administrator()
    if who == OUTSIDER:
        return make_user(Role.BUSINESS_MANAGER, other)
    if who == EXPIRED:
        return make_user(Role.VIEWER, partnership, expires_on=timezone.localdate() - dt.timedelta(days=1))
    if who == ANOTHER_AGENCY:
        council = make_agency(partnership, f"{partnership.area} Council", Sector.LOCAL_AUTHORITY)
        return make_user(Role.AGENCY_LEAD, partnership, agency=council)
    if who not in AGENCY_ROLES:
        return make_user(who, partnership)
    return make_user(who, partnership, agency=partnership.agencies.get(name__startswith=f"{partnership.area} Police"))
