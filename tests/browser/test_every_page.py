"""Every page of the site, full, empty and in error, at a desk's and a phone's width: nothing that axe finds, nothing
wider than the screen. The table of addresses says which there are; what is no page stands here by name."""

import datetime as dt
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from actions import closing
from actions.finding_state import answering
from actions.models import Action, Challenge, DateChange, Decision, Update
from findings.models import Finding, Letter
from partnerships.models import Agency, Partnership, Role
from tests.access.table import TABLE
from tests.access.test_walk import address
from tests.access.world import ANONYMOUS, make_everything, make_person
from tests.makers import make_action, make_agency, make_decision, make_finding, make_letter, make_partnership, make_user

LONG = "Anunbrokenwordthatiswiderthananyphone"
WHO = (
    ANONYMOUS,
    Role.BUSINESS_MANAGER,
    Role.SCRUTINEER,
    Role.AGENCY_LEAD,
    Role.SAFEGUARDING_PARTNER,
)  # every page opens to one of them
FILES = frozenset(
    {"actions_csv", "actions_excel", "history_csv", "people_csv", "actions_excel_full", "matrix_csv", "matrix_excel"}
    | {"download", "evidence", "import_picture", "recovery_codes_file", "stay"}
    | {"statement_word", "statement_pdf", "version_word", "version_pdf", "return_excel", "return_word"}
    | {"papers_word", "papers_pdf", "kept_papers_word", "kept_papers_pdf"}
)
ELSEWHERE = frozenset(  # looked at where a person comes to them: while importing, and while signing in
    {"change_actions", "import_files", "import_file", "mfa_authenticate", "mail_code", "openid_connect_login"}
    | {"openid_connect_callback", "account_signup", "recovery_codes", "second_factor", "second_factor_app"}
    | {"second_factor_mail", "account_reauthenticate", "mfa_reauthenticate", "account_inactive", "who_are_you"}
    | {"account_logout", "letter_statement", "make_token", "returned", "plan_columns", "plan_rows"}
)
PARTS = 4  # so that each process has some


def deliver(keys, somebody):
    Action.objects.get(pk=keys["action"]).deliver(make_user(None), "Officers use the tool.")


def cancel(keys, somebody):
    Action.objects.get(pk=keys["action"]).cancel(make_user(None), "The law has changed.")


def settle(keys, somebody):
    """Nothing is left to do on the finding."""
    for action in Action.objects.filter(answering(keys["finding"])):
        action.cancel(make_user(None), "The law has changed.")
    answer(keys, somebody)
    Challenge.objects.get(pk=keys["challenge"]).close(make_user(None), "It is plain now.")
    make_decision(Finding.objects.get(pk=keys["finding"]), text="None is needed.", no_action=True)


def close(keys, somebody):
    settle(keys, somebody)
    finding = Finding.objects.get(pk=keys["finding"])
    closing.close(Decision(partnership=finding.partnership, finding=finding, **DECIDED, said_by=make_user(None)), None)


def answer(keys, somebody):
    Challenge.objects.get(pk=keys["challenge"]).give_answer(make_user(None), "The audit shows it.")


def decline(keys, somebody):
    DateChange.objects.get(pk=keys["date_change"]).decline(make_user(None), "Children have waited long enough.")


def hold_back(keys, somebody):
    Letter.objects.get(pk=keys["letter"]).hold_back(somebody)


def succeed(keys, somebody):
    agency = Agency.objects.get(pk=keys["agency"])
    after = make_agency(agency.partnership, "Wessex Police")
    agency.change(None, "named successor", successor=after, succeeded_on=dt.date(2018, 10, 1))


def draft(keys, somebody):
    Update.objects.filter(pk=keys["update"]).update(cleared_at=None, cleared_by=None)


FITS = {  # pages of a state that not every record is in, and what brings it there
    deliver: ("assure", "more-evidence", "take-back-delivery", "add-evidence"),
    cancel: ("reopen",),
    settle: ("finding_close",),
    close: ("finding_reopen",),
    answer: ("close_challenge",),
    decline: ("later_date",),
    hold_back: ("letter_readers", "publish_letter"),
    succeed: ("hand_over",),
    draft: ("send_back",),
}
FITTED = frozenset(name for names in FITS.values() for name in names)
DECIDED = {"meeting": "Executive", "on": dt.date(2018, 10, 3), "text": "It is met."}


def pages():
    return [name for name, row in TABLE.items() if row.get and name not in FILES | ELSEWHERE | FITTED]


@pytest.fixture
def visit(page, sign_in):
    """`visit(keys, names, look)`: somebody who may open each page of `names` has `look(name, path)` look at it."""

    def visit(keys, names, look, who=WHO, bring=lambda keys, somebody: None):
        cache.clear()
        partnership, wrong = Partnership.objects.get(pk=keys["partnership"]), []
        for person in who:
            theirs = [name for name in names if person == next((one for one in who if one in TABLE[name].get), None)]
            somebody = make_person(person, partnership, None) if theirs else None
            if theirs and person != ANONYMOUS:
                sign_in(page, somebody)
                bring(keys, somebody)
            for name in theirs:
                try:
                    look(name, f"{address(name, keys)}?{urlencode(TABLE[name].also)}")
                except AssertionError as found:
                    wrong.append(f"{name}: {str(found).splitlines()[0]}")
        assert wrong == [], "\n".join(wrong)

    return visit


FIELD = "input:not([type=hidden]), select, textarea"
EMPTIED = """form => {
    form.noValidate = true
    for (const field of form.elements) {
        if (field.matches('[type=text], [type=email], [type=password], [type=url], textarea')) field.value = ''
        if (field.matches('[type=checkbox], [type=radio]')) field.checked = false
        if (field.matches('select')) field.selectedIndex = field.options[0]?.value ? -1 : 0
    }
}"""
NEVER_WRONG = frozenset(  # nothing need be filled in, or the link is no good
    {
        "account_logout",
        "hold_back",
        "plan",
        "statement_sent",
        "finding_theme",
        "end_role",
        "assure",
        "lost_phone",
        "last_day",
        "hand_over",
    }
    | {"agree_colours", "answer_statement", "signatory", "stop_reminders", "take_plan"}
    | {"review_people", "contributor", "accept_invitation", "account_reset_password_from_key"}
)


@pytest.fixture
def send_nothing(page, live_server, seen):
    """A form sent with nothing in it says so at the top, with links to the fields."""

    def send_nothing(name, path):
        if not TABLE[name].post or name in NEVER_WRONG:
            return
        page.goto(live_server.url + path)
        form = page.locator("main form[method=post]").filter(has=page.locator(FIELD)).last
        assert form.count() == 1, (path, "no form")
        form.evaluate(EMPTIED)
        form.locator("button:not([type=button])").first.click()
        summary = page.locator(".govuk-error-summary")
        expect(summary).to_have_count(1)
        seen()
        if (link := summary.locator("a").first).count():
            link.click()
            assert page.evaluate("document.activeElement.matches('input, textarea, select')"), path

    return send_nothing


@pytest.mark.parametrize("part", range(PARTS))
def test_full(transactional_db, visit, look, part):
    visit(make_everything("Dorset", LONG), pages()[part::PARTS], lambda name, path: look(path))


@pytest.mark.parametrize("part", range(PARTS))
def test_in_error(transactional_db, visit, send_nothing, part):
    visit(make_everything("Dorset", "x"), pages()[part::PARTS], send_nothing)


@pytest.mark.parametrize("bring", FITS)
def test_in_its_state(transactional_db, visit, look, send_nothing, bring):
    def see(name, path):
        look(path)
        send_nothing(name, path)

    visit(make_everything("Dorset", LONG), FITS[bring], see, bring=bring)


def test_before_there_is_anything(transactional_db, visit, look):
    keys = {"partnership": make_partnership().pk}
    lists = [name for name in pages() if set(TABLE[name].args) <= set(keys)]
    visit(keys, lists, lambda name, path: look(path), (ANONYMOUS, Role.BUSINESS_MANAGER, Role.SCRUTINEER))


def test_things_with_nothing_to_them(transactional_db, visit, look):
    partnership = make_partnership()
    letter = make_letter(partnership, letter_date=None, theme="", inspectorates=[], inspected_from=None)
    finding = make_finding(letter, because="", page=None, lead_agency=None)
    keys = {"letter": letter.pk, "finding": finding.pk, "action": make_action(finding).pk}
    unwritten = {"record_progress", "deliver"}  # these lead to the form in which an action is written
    things = [name for name in pages() if TABLE[name].args and set(TABLE[name].args) <= set(keys)]
    shown = (Role.BUSINESS_MANAGER, Role.SCRUTINEER)
    visit({"partnership": partnership.pk, **keys}, sorted({*things} - unwritten), lambda name, path: look(path), shown)
