"""Rows for tests: each maker gives one record that is right as it stands, and takes what the test is about.

Records are entered as the program enters them, so each brings its event.
"""

import datetime as dt
import hashlib
import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.core.files.base import ContentFile

from actions.models import (
    Action,
    Challenge,
    DateChange,
    Decision,
    Evidence,
    Measure,
    MeasureReading,
    Opinion,
    Update,
)
from findings.models import Addressee, Difference, Finding, FindingPlace, Letter, LetterFile
from partnerships.inviting import Given, invite
from partnerships.models import Agency, Membership, Officer, Partnership, Role, Sector, User
from partnerships.models.partnerships import AGENCY_ROLES
from partnerships.signing_in.second_factor import use_app
from reporting.models import CalendarAddress, Meeting, MeetingKind, Statement, Token, UpdateRequest
from reporting.statements.starting import begin
from reporting.updates.asking import ask

PASSWORD = "seven tall lamps by the weir"
TEXT = "Health visitors should use the agreed risk assessment tool in every visit."


def make_partnership(area: str = "Dorset", **values: Any) -> Partnership:
    return Partnership(**{"area": area, "name": f"{area} Safeguarding Children Partnership", **values}).enter(None)


def make_agency(partnership: Partnership, name: str = "Dorset Police", sector: str = Sector.POLICE) -> Agency:
    """The partnership's agency of that name, entered where it has none yet."""
    agency = Agency.objects.filter(partnership=partnership).named(name).first()
    return agency or Agency(partnership=partnership, name=name, sector=sector).enter(None)


def make_successor(agency: Agency, name: str = "Dorset ICB") -> Agency:
    """The agency that took the place of `agency`."""
    successor = make_agency(agency.partnership, name, agency.sector)
    agency.change(None, successor=successor, succeeded_on=dt.date(2022, 7, 1))
    return successor


def make_officer(agency: Agency, name: str = "Debbie Simpson", **values: Any) -> Officer:
    values = {"job_title": "Chief Constable", "accountable_executive": True} | values
    return Officer(partnership=agency.partnership, agency=agency, name=name, **values).enter(None)


def make_user(
    role: str | None = Role.BUSINESS_MANAGER,
    partnership: Partnership | None = None,
    email: str = "",
    agency: Agency | None = None,
    expires_on: dt.date | None = None,
    **values: Any,
) -> User:
    """Someone who signs in with PASSWORD; with `role` in `partnership` where both are given."""
    email = email or f"person{User.objects.count() + 1}@example.org"
    user = User.objects.create_user(email, PASSWORD, **values)
    if role and partnership:
        if role in AGENCY_ROLES:
            agency = agency or make_agency(partnership)
        Membership(partnership=partnership, user=user, role=role, agency=agency, expires_on=expires_on).enter(None)
    return user


def make_invitation(
    partnership: Partnership,
    email: str = "",
    name: str = "Kim Jones",
    role: str = Role.VIEWER,
    by: User | None = None,
) -> Any:
    """Someone new, invited and not come yet; `token` is that of the link in the mail."""
    email = email or f"new{User.objects.count() + 1}@example.org"
    invited = invite(by, partnership, email, name, Given(role))
    invitation = partnership.invitations.get(user=invited.user)
    invitation.token = invited.token  # type: ignore[attr-defined]
    return invitation


def make_administrator(email: str = "administrator@example.org") -> User:
    return User.objects.create_superuser(email, PASSWORD)


def make_letter(partnership: Partnership | None = None, **values: Any) -> Letter:
    """Dorset's: 9 July 2018, statement due on 16 October 2018 as printed, which is 70 working days."""
    values = {
        "letter_date": dt.date(2018, 7, 9),
        "inspected_from": dt.date(2018, 5, 21),
        "inspected_to": dt.date(2018, 5, 25),
        "theme": "child exploitation",
        "inspectorates": ["Ofsted", "Care Quality Commission"],
        "statement_required": True,
        "statement_printed": dt.date(2018, 10, 16),
        "statement_to": "ProtectionOfChildren@ofsted.gov.uk",
        "principal_authority": "Dorset County Council",
    } | values
    letter = Letter(partnership=partnership or make_partnership(), **values).enter(None)
    letter.refresh_from_db()  # the statutory date is the database's own
    return letter


def make_addressee(letter: Letter, name: str = "Debbie Simpson", **values: Any) -> Addressee:
    values = {"role": "Chief Constable", "organisation": "Dorset Police", "sector": Sector.POLICE} | values
    return Addressee(partnership=letter.partnership, letter=letter, name=name, **values).enter(None)


def make_finding(letter: Letter | None = None, **values: Any) -> Finding:
    """Numbered on within its kind; led by the police until a test says otherwise."""
    letter = letter or make_letter()
    kind = values.setdefault("kind", "improvement")
    values.setdefault("number", Finding.objects.filter(letter=letter, kind=kind).count() + 1)
    if "lead_agency" not in values:
        values["lead_agency"] = make_agency(letter.partnership)
    values = {"text": TEXT, "because": "Police officers", "page": 3} | values
    return Finding(partnership=letter.partnership, letter=letter, **values).enter(None)


def make_action(finding: Finding | None = None, **values: Any) -> Action:
    """A draft: nobody has written what will be done."""
    finding = finding or make_finding()
    values.setdefault("sequence", Action.objects.filter(finding=finding).count() + 1)
    values.setdefault("lead_agency", finding.lead_agency or make_agency(finding.partnership))
    return Action(partnership=finding.partnership, letter=finding.letter, finding=finding, **values).enter(None)


def make_file(letter: Letter, lines: list[str] | None = None, name: str = "letter.txt", **values: Any) -> LetterFile:
    """A text file of the letter; `lines` are its source lines, all on page 1."""
    lines = ["Dear colleagues", "Areas for improvement", f"- {TEXT}"] if lines is None else lines
    data = values.pop("data", "\n".join(lines).encode())
    values.setdefault("reading", {"source": [{"text": line, "page": 1} for line in lines]})
    return LetterFile(
        partnership=letter.partnership,
        letter=letter,
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        content=ContentFile(data, name),
        **values,
    ).enter(values.get("imported_by"), "imported")


def make_place(finding: Finding, file: LetterFile, lines: list[int]) -> FindingPlace:
    return FindingPlace.objects.create(partnership=finding.partnership, finding=finding, file=file, page=1, lines=lines)


def make_difference(file: LetterFile, finding: Finding | None = None, **values: Any) -> Difference:
    values = {"subject": "text" if finding else "theme", "then": "As it was said.", "now": "As it is said."} | values
    letter = file.letter
    return Difference(partnership=letter.partnership, letter=letter, file=file, finding=finding, **values).enter(None)


def make_written(finding: Finding | None = None, **values: Any) -> Action:
    """An action that says what will be done."""
    return make_action(finding, **{"text": "Train every officer in the use of the tool."} | values)


def make_evidence(action: Action, **values: Any) -> Evidence:
    values = {"title": "Audit of 40 cases", "link": "https://example.org/audit", "added_by": make_user(None)} | values
    return Evidence(partnership=action.partnership, action=action, **values).enter(values["added_by"])


def make_update(action: Action, draft: bool = False, **values: Any) -> Update:
    """Recorded by somebody of the lead agency, and cleared at once; a `draft` waits for its lead."""
    values = {"kind": "progress", "text": "Twenty officers are trained.", "agency": action.lead_agency} | values
    values.setdefault("author", make_user(None))
    update = Update(partnership=action.partnership, action=action, **values)
    update.record(values["author"], needs_clearing=draft)
    return update


def make_date_change(action: Action, **values: Any) -> DateChange:
    """Asked for by somebody, and not answered yet."""
    values = {"wanted": dt.date(2018, 12, 3), "reason": "The trainer fell ill."} | values
    values.setdefault("asked_by", make_user(None))
    change = DateChange(partnership=action.partnership, action=action, was=action.target_date, **values)
    return change.enter(values["asked_by"], "asked for later date")


def make_challenge(action: Action, **values: Any) -> Challenge:
    """Raised by somebody on the action, and not answered yet."""
    values = {"text": "How do you know?", "answer_due": dt.date(2018, 12, 3), "agency": action.lead_agency} | values
    values.setdefault("said_by", make_user(None))
    challenge = Challenge(partnership=action.partnership, finding=action.finding, action=action, **values)
    return challenge.enter(values["said_by"], "raised challenge")


def make_app_user(**values: Any) -> tuple[User, str]:
    """Someone who gets security codes from an app; the app's secret, for `app_code`."""
    user, secret = make_user(**values), generate_totp_secret()
    use_app(user, secret)
    return user, secret


def app_code(secret: str, ahead: int = 0) -> str:
    """What the app shows now, or so many half minutes ahead."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def make_measure(finding: Finding, **values: Any) -> Measure:
    values = {"name": "Visits with the tool", "unit": "%", "baseline": 25, "target": 95, "source": "audit"} | values
    return Measure(partnership=finding.partnership, finding=finding, **values).enter(None, "added measure")


def make_reading(measure: Measure, on: dt.date = dt.date(2018, 10, 12), value: Any = 61) -> MeasureReading:
    reading = MeasureReading(partnership=measure.partnership, measure=measure, on=on, value=value)
    return reading.enter(None, "added reading")


def make_opinion(finding: Finding, **values: Any) -> Opinion:
    """A scrutineer's."""
    values = {"text": "The audits show it.", "said_by": make_user(None, name="Sue Scrutineer")} | values
    return Opinion(partnership=finding.partnership, finding=finding, **values).enter(values["said_by"], "gave opinion")


def make_decision(finding: Finding, **values: Any) -> Decision:
    values = {"meeting": "Executive", "on": dt.date(2018, 10, 3), "text": "Go on."} | values
    values.setdefault("said_by", make_user(None))
    return Decision(partnership=finding.partnership, finding=finding, **values).enter(values["said_by"], "decided")


def make_assured(finding: Finding | None = None, **values: Any) -> Action:
    """An action that its lead says is delivered, and that somebody else has assured."""
    action = make_written(finding, **values)
    make_evidence(action)
    action.deliver(make_user(None), "Officers use the tool.")
    action.assure(make_user(None))
    return action


def make_statement(letter: Letter | None = None, **values: Any) -> Statement:
    """Begun on 9 July 2018, the day of its letter; `values` are set on it then."""
    statement = begin(letter or make_letter(), None, dt.date(2018, 7, 9))
    if values:
        statement.change(None, **values)
    return Statement.objects.select_related("letter__partnership", "partnership").get(pk=statement.pk)


def make_calendar(user: User, partnership: Partnership, scope: str = "partnership", **values: Any) -> tuple[Any, str]:
    """A calendar address of `user`, and its key; the partnership has its feeds turned on."""
    partnership.change(None, calendar_feeds=True)
    values.setdefault("expires_on", dt.date(2100, 1, 1))
    address = CalendarAddress(user=user, partnership=partnership, scope=scope, **values)
    return address, address.make()


def make_token(user: User, name: str = "Power BI", *partnerships: Partnership, **values: Any) -> tuple[Token, str]:
    """A token of `user`, and its key; `partnerships` let data out."""
    for partnership in partnerships:
        partnership.change(None, data_api=True)
    values.setdefault("expires_on", dt.date(2100, 1, 1))
    token = Token(user=user, name=name, **values)
    return token, token.make()


def make_meeting(partnership: Partnership, on: dt.date = dt.date(2018, 10, 23), **values: Any) -> Meeting:
    """Of the executive, its papers and cut-off counted back from its day."""
    values = {"kind": MeetingKind.EXECUTIVE} | values
    return Meeting(partnership=partnership, on=on, **values).enter(None, "called a meeting")


def make_request(*actions: Action, due: dt.date = dt.date(2018, 10, 1), **values: Any) -> UpdateRequest:
    """An update of each of `actions` is asked for."""
    by = values.pop("asked_by", None) or make_user(None, name="Kim Jones")
    asked, _ = ask(by, actions[0].partnership, [one.pk for one in actions], due, values.pop("meeting", "Executive"))
    if values:
        UpdateRequest.objects.filter(pk=asked.pk).update(**values)  # such as when it was asked
        asked.refresh_from_db()
    return asked
