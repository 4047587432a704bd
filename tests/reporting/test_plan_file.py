"""The plan that was kept in Excel: matched, looked at, brought in once, by who may."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from actions.models import Action, Evidence, Status, Update
from partnerships.models import Agency, Event, Officer, Role
from reporting.plans import bringing
from reporting.plans.names import People
from tests.makers import (
    make_action,
    make_agency,
    make_assured,
    make_finding,
    make_letter,
    make_officer,
    make_partnership,
    make_user,
    make_written,
)
from tests.papers.excel import excel_of, with_macros, with_values

pytestmark = pytest.mark.django_db

HEADINGS = (
    *("Ref", "Area for improvement", "Action required", "Lead agency", "Owner", "By when", "Success criteria"),
    *("Progress update", "BRAG", "Status", "Evidence"),
)
FIRST = "Health visitors should use the agreed risk assessment tool in every visit to a home."
SECOND = "The police do not always record the voice of the child when they attend incidents of domestic abuse."


@pytest.fixture(autouse=True)
def files(tmp_path):
    with override_settings(MEDIA_ROOT=tmp_path):
        yield tmp_path


@pytest.fixture
def letter():
    """A1 and A2 with their drafts, and P1."""
    letter = make_letter()
    police = make_agency(letter.partnership)
    for text, kind in ((FIRST, "improvement"), (SECOND, "improvement"), ("Act on exploitation.", "priority action")):
        make_action(make_finding(letter, text=text, kind=kind, lead_agency=police))
    return letter


@pytest.fixture
def manager(client, letter):
    user = make_user(partnership=letter.partnership, name="Kim Jones")
    client.force_login(user)
    return user


def base(letter):
    return f"/partnerships/{letter.partnership_id}/plan-file/"


def row(ref="A1", action="Train every nurse.", **told):
    """A row of the file; `told` by headings in small letters, such as by_when."""
    cells = {"ref": ref, "action_required": action} | told
    return [cells.get(heading.lower().replace(" ", "_")) for heading in HEADINGS]


def upload(client, letter, data, name="plan.xlsx"):
    return client.post(base(letter), {"file": SimpleUploadedFile(name, data)})


def words(answer):
    return " ".join(re.sub("<[^>]+>", " ", answer.content.decode()).split())


def columns_of(page):
    """What the page of columns would send as it stands."""
    form, place = page.context["form"], page.context["place"]
    values = {name: form[name].value() or "" for name in form.fields}
    return {**values, "sheet": place.sheet, "head": place.head}


def rows_page(client, letter, *rows, data=None, name="plan.xlsx"):
    """The page of rows, with the columns as they are guessed."""
    answer = upload(client, letter, data or excel_of(list(HEADINGS), *rows), name)
    page = client.get(answer.url)
    return client.get(client.post(answer.url, columns_of(page)).url)


def form_of(page, **told):
    form = page.context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    return {**values, **told}


def send(client, page, **told):
    return client.post(page.request["PATH_INFO"], form_of(page, **told), follow=True)


def bring_in(client, letter, *rows, data=None, **told):
    return send(client, rows_page(client, letter, *rows, data=data), confirm="yes", **told)


def test_a_draft_is_written_and_a_further_action_added(client, manager, letter):
    nurse = {
        "lead_agency": "Dorset Police",
        "owner": "Debbie Simpson, Chief Constable",
        "by_when": dt.date(2018, 12, 3),
    }
    told = {**nurse, "success_criteria": "Nine visits of ten.", "progress_update": "Ten are trained.", "brag": "Amber"}
    make_officer(letter.partnership.agencies.get())
    page = rows_page(client, letter, row(**told), row(action="Audit forty cases."))
    assert "2 actions written" not in words(page)
    assert "1 action written, 1 added; 1 update recorded." in words(page)
    assert Action.objects.exclude(text="").count() == 0
    answer = send(client, page, confirm="yes")
    assert "The plan is brought in: 1 action written, 1 added; 1 update recorded." in words(answer)
    first, second = Action.objects.filter(finding__number=1, finding__kind="improvement").order_by("sequence")
    assert (first.text, first.target_date, first.measure_of_success) == (
        "Train every nurse.",
        dt.date(2018, 12, 3),
        "Nine visits of ten.",
    )
    assert (first.lead_officer.name, first.declared, first.status) == ("Debbie Simpson", "amber", Status.IN_PROGRESS)
    assert (second.number, second.text) == ("A1.2", "Audit forty cases.")
    update = Update.objects.get()
    assert (update.text, update.declared, update.via, update.author) == ("Ten are trained.", "amber", "plan", manager)


def test_nothing_is_kept_before_it_is_confirmed(client, manager, letter):
    events = Event.objects.count()
    rows_page(client, letter, row(lead_agency="Dorset CCG", owner="Nora Nurse", progress_update="Begun."))
    assert (Event.objects.count(), Agency.objects.count(), Officer.objects.count()) == (events, 1, 0)


def test_the_same_file_changes_nothing_again(client, manager, letter):
    told = {"lead_agency": "Dorset CCG", "owner": "Nora Nurse (Nurse)", "by_when": "3 December 2018"}
    rows = (
        row(**told, progress_update="Begun.", evidence="https://example.org/audit"),
        row(action="Audit forty cases.", status="In progress"),
        row("A2", "Write a guide.", brag="Green", evidence="Guide on the shared drive"),
    )
    bring_in(client, letter, *rows)
    events = Event.objects.count()
    page = rows_page(client, letter, *rows)
    assert "Nothing new is in this file: of 3 rows nothing would be kept." in words(page)
    send(client, page, confirm="yes")
    assert Event.objects.count() == events


def test_a_second_click_keeps_nothing_twice(client, manager, letter):
    page = rows_page(client, letter, row(progress_update="Begun."))
    send(client, page, confirm="yes")
    events = Event.objects.count()
    answer = send(client, page, confirm="yes")
    assert "This file is brought in. Nothing is kept twice." in words(answer)
    assert Event.objects.count() == events


def test_the_same_words_stay_known_when_they_change_here(client, manager, letter):
    bring_in(client, letter, row())
    Action.objects.get(text="Train every nurse.").write_text(manager, "Coach all health visitors.")
    page = rows_page(client, letter, row())
    assert "A1.1 is there in words that it had before, and keeps its own." in words(page)
    assert "1 action" not in words(page)


def test_what_stands_is_filled_and_not_written_over(client, manager, letter):
    action = make_written(letter.findings.get(number=2), text="Write a guide.", target_date=dt.date(2018, 11, 1))
    told = {"by_when": "1/12/2018", "success_criteria": "It is used."}
    page = rows_page(client, letter, row("A2", "Write a guide.", **told))
    assert "“1 November 2018” stands and stays; the file says “1 December 2018”." in words(page)
    assert "1 action changed." in words(page)
    send(client, page, confirm="yes")
    action.refresh_from_db()
    assert (action.target_date, action.measure_of_success) == (dt.date(2018, 11, 1), "It is used.")


@pytest.mark.parametrize(
    ("ref", "finding", "code", "how"),
    [
        ("A2", None, "A2", "by its number"),
        ("A2.1", None, "A2", "by its number"),
        ("AFI 2", None, "A2", "by its number"),
        (2, None, "A2", "by its number"),
        ("Area for improvement 2", None, "A2", "by its number"),
        ("Priority action 1", None, "P1", "by its number"),
        ("PA1", None, "P1", "by its number"),
        (None, f"2. {SECOND}", "A2", "by its number"),
        (None, SECOND.replace("do not always", "don't"), "A2", "by its words (9"),
        (None, "police do not always record the voice of the child", "A2", "by its words (100 of 100)"),
        (1, SECOND, "A2", "by its words (100 of 100)"),
        ("A1", SECOND, "A2", "by its words (100 of 100), though its number says A1"),
    ],
)
def test_rows_find_their_finding(client, manager, letter, ref, finding, code, how):
    page = rows_page(client, letter, row(ref, area_for_improvement=finding))
    [line] = page.context["form"].lines
    assert (line.finding, line.how[: len(how)]) == (code, how)


@pytest.mark.parametrize(
    ("ref", "finding", "why"),
    [
        (1, None, "its number can be P1 or A1"),
        ("A9", None, "neither its number nor its words are of a finding of this letter"),
        (None, "2 year olds are not seen", "neither its number nor its words"),
        (None, "Buy more chairs for the office", "neither its number nor its words"),
        (None, "Record the voice of every single young person and child", "the nearest by its words is A2 ("),
    ],
)
def test_rows_that_find_none_are_matched_by_hand(client, manager, letter, ref, finding, why):
    page = rows_page(client, letter, row(ref, area_for_improvement=finding, action="Do it."))
    assert "To be matched by hand (1)" in words(page)
    assert f"Not matched: {why}" in words(page)
    page = send(client, page, **{"row-2": "a2"})
    assert "1 action written." in words(page)
    assert "Answers A2, as you said." in words(page)
    send(client, page, confirm="yes")
    assert Action.objects.get(text="Do it.").number == "A2.1"


def test_a_number_that_the_letter_has_not_is_told(client, manager, letter):
    page = rows_page(client, letter, row("x"))
    answer = send(client, page, **{"row-2": "A77"})
    assert "Row 2: the letter has no finding A77. Write one such as A5, or leave it empty." in words(answer)


def test_a_row_can_be_left_out(client, manager, letter):
    page = send(client, rows_page(client, letter, row(), row("A2", "Write a guide.")), **{"row-2": ""})
    assert "Left out (1)" in words(page)
    send(client, page, confirm="yes")
    assert list(Action.objects.exclude(text="").values_list("text", flat=True)) == ["Write a guide."]


def test_what_was_changed_is_looked_at_before_it_is_kept(client, manager, letter):
    page = rows_page(client, letter, row())
    answer = send(client, page, confirm="yes", **{"row-2": "A2"})
    assert "You changed something. Look at what it does now, then bring the plan in." in words(answer)
    assert not Action.objects.exclude(text="").exists()
    send(client, answer, confirm="yes")
    assert Action.objects.exclude(text="").get().number == "A2.1"


def test_what_somebody_did_meanwhile_is_shown_first(client, manager, letter):
    page = rows_page(client, letter, row())
    Action.objects.get(finding__number=1, finding__kind="improvement").write_text(None, "Something else.")
    answer = send(client, page, confirm="yes")
    assert "Something changed since you opened this page, so nothing is kept yet." in words(answer)
    assert "1 action added." in words(answer)
    assert not Action.objects.filter(text="Train every nurse.").exists()


def test_rows_go_on_with_the_finding_above_them(client, manager, letter):
    rows = (row("A2", None, area_for_improvement=SECOND), row(None, "One."), row(None, "Two."))
    page = rows_page(client, letter, *rows)
    assert "Answers A2, by its number, from row 2." in words(page)
    send(client, page, confirm="yes")
    assert list(Action.objects.exclude(text="").values_list("text", flat=True)) == ["One.", "Two."]


def test_merged_cells_hidden_things_and_titles_above_the_table(client, manager, letter):
    def then(book):
        page = book.active
        page.merge_cells("A4:A5")
        page.row_dimensions[5].hidden = True
        page.column_dimensions["J"].hidden = True
        book.create_sheet("Old").append(["secret"])
        book["Old"].sheet_state = "hidden"

    data = excel_of(["JTAI action plan"], [], list(HEADINGS), row("A2", "One."), row(None, "Two."), then=then)
    page = client.get(upload(client, letter, data).url)
    assert page.context["place"].head == 3
    for told in ("The sheet “Old” is hidden", "columns J.", "Merged cells count for each of their rows: A4:A5."):
        assert told in words(page)
    page = client.get(client.post(page.request["PATH_INFO"], columns_of(page)).url)
    assert [line.finding for line in page.context["form"].lines] == ["A2", "A2"]
    assert "Row 5 is hidden in the file." in words(page)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"by_when": "31/02/2018"}, "F2: 31/02/2018 is no day"),
        ({"by_when": "ongoing"}, "F2: “ongoing” is no day. Write one such as 16 October 2018."),
        ({"by_when": "1/1/2099"}, "F2: 1/1/2099 is in a year that no plan has"),
        ({"by_when": "=A99"}, "F2: it holds a formula without a value"),
        ({"owner": "#REF!"}, "E2: the cell shows #REF!"),
        ({"brag": "Purple"}, "I2: “Purple” is no colour. Write green, amber or red."),
        ({"progress_update": "x" * 1501}, "H2: it has 1,501 characters, and 1,500 can be kept. Shorten it."),
    ],
)
def test_a_wrong_cell_is_told_and_left_out_and_its_row_comes_in(client, manager, letter, told, says):
    page = rows_page(client, letter, row(**told))
    assert "Left out, cell by cell (1)" in words(page)
    assert says in words(page)
    assert "1 action written." in words(page)
    send(client, page, confirm="yes")
    assert Action.objects.get(text="Train every nurse.").target_date is None


@pytest.mark.parametrize(
    ("action", "says"),
    [
        (None, "C2: no action is written"),
        ("x" * 4001, "C2: it has 4,001 characters, and 4,000 can be kept"),
        ("#N/A", "C2: the cell shows #N/A"),
    ],
)
def test_a_row_without_an_action_that_can_be_kept(client, manager, letter, action, says):
    page = rows_page(client, letter, row(action=action, owner="Sam"))
    assert "Rows that cannot be kept (1)" in words(page)
    assert says.replace("C2: no", "row 2: no") in words(page)
    assert "Bring the plan in" not in words(page)


@pytest.mark.parametrize(
    ("told", "day", "says"),
    [
        ("16th October 2018", dt.date(2018, 10, 16), ""),
        ("16.10.18", dt.date(2018, 10, 16), ""),
        ("16-Oct-18", dt.date(2018, 10, 16), ""),
        ("end of Oct 2018", dt.date(2018, 10, 31), "“end of Oct 2018” is taken as 31 October 2018"),
        (43389, dt.date(2018, 10, 16), "43389 is taken as 16 October 2018"),
    ],
)
def test_days_as_plans_write_them(client, manager, letter, told, day, says):
    page = rows_page(client, letter, row(by_when=told))
    assert says in words(page)
    send(client, page, confirm="yes")
    assert Action.objects.get(text="Train every nurse.").target_date == day


def test_formulas_count_with_the_value_that_they_had(client, manager, letter):
    data = with_values(excel_of(list(HEADINGS), row(by_when="=F9+1")), {"F2": "43389"})
    page = rows_page(client, letter, data=data)
    assert "F2: “43389” is what a formula gave." in words(page)
    send(client, page, confirm="yes")
    assert Action.objects.get(text="Train every nurse.").target_date == dt.date(2018, 10, 16)


def test_agencies_and_officers_are_known_by_name_and_new_ones_added(client, manager, letter):
    ccg = make_agency(letter.partnership, "Dorset Clinical Commissioning Group", "health")
    make_officer(ccg, "Nora Nurse", job_title="Designated nurse", accountable_executive=False)
    rows = (
        row("A1", "One.", lead_agency="Police", owner="Designated Nurse"),
        row("A2", "Two.", lead_agency="Dorset Clinical Commissioning Group / Police", owner="Nora Nurse"),
        row("A2", "Three.", lead_agency="Bournemouth Council", owner="Bob Brown, Head of service"),
    )
    bring_in(client, letter, *rows)
    one, two, three = Action.objects.exclude(text="").order_by("finding__number", "sequence")
    assert (one.lead_agency.name, one.lead_officer.name) == ("Dorset Police", "Nora Nurse")
    assert (two.lead_agency, two.lead_officer.name) == (ccg, "Nora Nurse")
    assert (three.lead_agency.name, three.lead_agency.sector) == ("Bournemouth Council", "local authority")
    officer = three.lead_officer
    assert (officer.name, officer.job_title, officer.agency) == ("Bob Brown", "Head of service", three.lead_agency)
    assert Officer.objects.count() == 2


def test_whom_a_name_means_can_be_said(client, manager, letter):
    ccg = make_agency(letter.partnership, "Dorset CCG", "health")
    page = rows_page(client, letter, row(lead_agency="Our colleagues", owner="Sam"))
    assert page.context["agencies"][0].value() == ""
    page = send(client, page, **{"agencies-0": str(ccg.pk), "officers-0": ""})
    send(client, page, confirm="yes")
    action = Action.objects.get(text="Train every nurse.")
    assert (action.lead_agency, action.lead_officer, Officer.objects.count()) == (ccg, None, 0)


@pytest.mark.parametrize(
    ("kind", "text", "meant"),
    [
        ("agencies", "CCG", "Dorset CCG"),
        ("agencies", "police", "Dorset Police"),
        ("agencies", "Dorset Police Force", "Dorset Police"),
        ("agencies", "Police / CCG", "Dorset Police"),
        ("agencies", "Health", ""),
        ("agencies", "Poole Hospital", "new"),
        ("agencies", "Our colleagues", ""),
        ("officers", "TBC", ""),
        ("officers", "Sam Wells", "new"),
        ("officers", "Debbie Simpson, Dorset Police", "Debbie Simpson"),
        ("officers", "Chief Constable", "Debbie Simpson"),
    ],
)
def test_whom_a_name_means_at_first(letter, kind, text, meant):
    make_officer(letter.partnership.agencies.get())
    make_agency(letter.partnership, "Dorset CCG", "health")
    make_agency(letter.partnership, "Yeovil Hospital", "health")
    people = People(letter.partnership, dt.date(2018, 10, 1), make_user(partnership=letter.partnership))
    names = {str(one.pk): one.name for one in [*people.agencies, *people.officers] if one in getattr(people, kind)}
    guess = people.guess(kind, text)
    assert names.get(guess, guess) == meant


def test_evidence_a_link_is_kept_and_words_stay_words(client, manager, letter):
    rows = (row(evidence="https://example.org/audit"), row("A2", "Two.", progress_update="Done.", evidence="Minutes"))
    bring_in(client, letter, *rows)
    assert Evidence.objects.get().link == "https://example.org/audit"
    assert Update.objects.get(action__text="Two.").text == "Done.\nEvidence: Minutes"


def test_complete_is_not_taken_for_delivered(client, manager, letter):
    page = rows_page(client, letter, row(status="Complete", brag="Blue"))
    assert "“Complete” is not taken over: say that it is delivered on its page, with evidence." in words(page)
    send(client, page, confirm="yes")
    assert Action.objects.get(text="Train every nurse.").status == Status.IN_PROGRESS


def test_what_is_closed_stays_as_it_is(client, manager, letter):
    make_assured(letter.findings.get(number=2), text="Write a guide.")
    page = rows_page(client, letter, row("A2", "Write a guide.", progress_update="More."))
    assert "A2.2 is assured, so it stays as it is." in words(page)


def test_words_twice_in_a_file_are_one_action(client, manager, letter):
    page = rows_page(client, letter, row(), row())
    assert "C3: An action with these words is there already." in words(page)
    send(client, page, confirm="yes")
    assert Action.objects.filter(text="Train every nurse.").count() == 1


def test_other_headings_are_chosen_by_hand(client, manager, letter):
    data = excel_of(["Foo", "Bar"], ["A1", "Train every nurse."])
    page = client.get(upload(client, letter, data).url)
    assert "Not in this file" in words(page)
    address = page.request["PATH_INFO"]
    wrong = client.post(address, {"sheet": 0, "head": 1, "number": "0"})
    assert "Action: choose its column." in words(wrong)
    twice = client.post(address, {"sheet": 0, "head": 1, "number": "1", "action": "1"})
    assert "has this column already. Choose another." in words(twice)
    page = client.get(client.post(address, {"sheet": 0, "head": 1, "number": "0", "action": "1"}).url)
    assert "1 action written." in words(page)


def test_another_sheet_can_be_chosen(client, manager, letter):
    def then(book):
        book.create_sheet("Second").append(["Nr", "Task"])
        book["Second"].append(["A2", "Two."])

    address = upload(client, letter, excel_of(list(HEADINGS), row(), then=then)).url
    page = client.get(address, {"sheet": 1, "head": 1})
    assert columns_of(page)["action"] == "1"
    assert "Second" in words(page)
    page = client.get(client.post(address, columns_of(page)).url)
    assert [line.about for line in page.context["form"].lines] == ["Two."]
    assert client.get(address, {"sheet": 7, "head": "x"}).status_code == 200


def test_which_letter_the_plan_answers_is_asked_where_there_are_several(client, manager, letter):
    other = make_letter(letter.partnership, letter_date=dt.date(2019, 7, 9), statement_printed=None)
    make_finding(other, text="Another finding of the later letter.")
    address = upload(client, letter, excel_of(list(HEADINGS), row())).url
    page = client.get(address)
    assert columns_of(page)["letter"] == str(other.pk)
    client.post(address, {**columns_of(page), "letter": str(letter.pk)})
    page = client.get(f"{address}rows/")
    assert page.context["letter"] == letter


def test_without_a_letter_the_letter_comes_first(client):
    partnership = make_partnership()
    client.force_login(make_user(partnership=partnership))
    assert "import the letter" in words(client.get(f"/partnerships/{partnership.pk}/plan-file/"))


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (with_macros(excel_of(["x"])), "plan.xlsx", "macros"),
        (excel_of(), "plan.xlsx", "Nothing is in this file"),
        (b"%PDF-1.7", "plan.pdf", "not read"),
        (excel_of(*[["x"]] * 501), "plan.xlsx", "more than 500 filled rows"),
    ],
)
def test_what_is_no_plan_is_refused_in_words(client, manager, letter, data, name, says):
    assert says in words(upload(client, letter, data, name))


def test_csv_with_semicolons(client, manager, letter):
    data = "Ref;Action;By when\r\nA1;Train every nurse.;3/12/2018\r\n".encode("cp1252")
    page = rows_page(client, letter, data=data, name="plan.csv")
    send(client, page, confirm="yes")
    assert Action.objects.get(text="Train every nurse.").target_date == dt.date(2018, 12, 3)


def test_what_waits_is_the_session_s_alone_and_can_be_given_up(client, manager, letter):
    address = upload(client, letter, excel_of(list(HEADINGS), row())).url
    elsewhere = make_letter(make_partnership("Torbay"))
    other = make_user(partnership=elsewhere.partnership)
    assert client.post(f"{address}forget/", follow=True).status_code == 200
    assert "no longer waits" in words(client.get(address, follow=True))
    address = upload(client, letter, excel_of(list(HEADINGS), row())).url
    client.force_login(other)
    assert client.get(address).status_code == 404
    assert "no longer waits" in words(client.get(address.replace(base(letter), base(elsewhere)), follow=True))


def test_only_who_runs_the_plan_may(client, letter):
    for role, status in ((Role.BUSINESS_MANAGER, 200), (Role.CHAIR, 403), (Role.AGENCY_LEAD, 403)):
        client.force_login(make_user(role, letter.partnership))
        assert client.get(base(letter)).status_code == status


def test_no_query_count_grows_with_the_rows(client, manager, letter, django_assert_max_num_queries):
    rows = [row("A1", f"Action number {n} of many.", owner=f"Person {n}") for n in range(60)]
    page = rows_page(client, letter, *rows)
    with django_assert_max_num_queries(15):
        client.get(page.request["PATH_INFO"])


def test_what_is_more_than_is_kept_at_once_comes_the_next_time(client, manager, letter, monkeypatch):
    monkeypatch.setattr(bringing, "MOST_AT_ONCE", 2)
    rows = [row("A1", words) for words in ("One.", "Two.", "Three.")]
    page = rows_page(client, letter, *rows)
    assert "For the next time (1)" in words(page)
    send(client, page, confirm="yes")
    assert Action.objects.exclude(text="").count() == 2
    bring_in(client, letter, *rows)
    assert Action.objects.exclude(text="").count() == 3
