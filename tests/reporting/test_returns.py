"""An agency's return: taken out, filled in, and brought in once, by who may."""

import io
import re

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from actions.models import Action, Contributor, Evidence, Update
from partnerships.models import Event, Role
from tests.makers import (
    make_action,
    make_agency,
    make_finding,
    make_letter,
    make_partnership,
    make_update,
    make_user,
    make_written,
)
from tests.papers.excel import excel_of, with_values
from tests.papers.excel import saved as excel_saved
from tests.papers.word import saved as word_saved

pytestmark = pytest.mark.django_db
FILL_IN = "Fill in: "
HEADS = {
    "kind": "What has changed?",
    "text": "What has happened, and what is different for children?",
    "declared": "Is it on track?",
    "next_step": "Next step",
    "link": "Link to evidence",
    "deliver": "Is it delivered?",
}


@pytest.fixture(autouse=True)
def files(tmp_path):
    with override_settings(MEDIA_ROOT=tmp_path):
        yield tmp_path


@pytest.fixture
def partnership():
    return make_partnership()


@pytest.fixture
def police(partnership):
    return make_agency(partnership)


@pytest.fixture
def actions(partnership, police):
    """A1.1, A2.1 and A3.1 of the police."""
    letter = make_letter(partnership)
    return [make_written(make_finding(letter, lead_agency=police), text=f"Train {n}.") for n in ("one", "two", "three")]


@pytest.fixture
def manager(client, partnership):
    user = make_user(partnership=partnership, name="Kim Jones")
    client.force_login(user)
    return user


def base(agency):
    return f"/partnerships/{agency.partnership_id}/agencies/{agency.pk}/return/"


def taken_out(client, agency, ending="xlsx"):
    answer = client.get(f"{base(agency)}return.{ending}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def sheet_of(data):
    book = openpyxl.load_workbook(io.BytesIO(data))
    return book, book["Return"]


def head_of(sheet):
    return next(row[0].row for row in sheet.iter_rows() if row[0].value == "Number")


def cell(sheet, number, name):
    head = head_of(sheet)
    column = next(one.column for one in sheet[head] if one.value == FILL_IN + HEADS.get(name, "") or one.value == name)
    return next(sheet.cell(row[0].row, column) for row in sheet.iter_rows(head + 1) if row[0].value == number)


def filled_in(client, agency, then=None, **answers):
    """The return in Excel with these cells filled in: A1_1={"kind": "Progress"}."""
    book, sheet = sheet_of(taken_out(client, agency))
    for number, told in answers.items():
        for name, value in told.items():
            cell(sheet, number.replace("_", "."), name).value = value
    if then:
        then(sheet)
    return excel_saved(book)


def upload(client, agency, data, name="return.xlsx"):
    return client.post(base(agency), {"file": SimpleUploadedFile(name, data)})


def words(answer):
    return " ".join(re.sub("<[^>]+>", " ", answer.content.decode()).split())


def bring_in(client, agency, data, name="return.xlsx", rows=None):
    """Uploaded and confirmed as it is ticked, or with these actions' rows."""
    address = upload(client, agency, data, name).url
    page = client.get(address)
    ticked = page.context["ticked"] if rows is None else [one.pk for one in rows]
    return page, client.post(address, {"rows": list(ticked)}, follow=True)


PROGRESS = {"kind": "Progress", "text": "Twenty officers are trained.", "declared": "At risk (amber)"}


def test_the_sheet_says_whose_it_is_and_what_stands(client, manager, police, actions):
    make_update(actions[0], text="Ten are trained.", next_step="Train more.")
    _, sheet = sheet_of(taken_out(client, police))
    told = [str(one.value) for row in sheet.iter_rows(max_row=head_of(sheet)) for one in row if one.value]
    for line in ("Return of Dorset Police", "OFFICIAL-SENSITIVE", "Dorset Safeguarding Children Partnership"):
        assert line in told
    assert any(line.startswith("by Kim Jones, ") for line in told)
    assert cell(sheet, "A1.1", "Action").value == "Train one."
    assert "Ten are trained. Next step: Train more." in cell(sheet, "A1.1", "Last update (only to read)").value
    assert sheet.oddHeader.center.text == sheet.oddFooter.center.text == "OFFICIAL-SENSITIVE"


def test_what_is_filled_in_is_open_and_yellow_and_the_rest_is_locked(client, manager, police, actions):
    book, sheet = sheet_of(taken_out(client, police))
    assert sheet.protection.sheet
    for name in HEADS:
        one = cell(sheet, "A1.1", name)
        assert (one.protection.locked, one.fill.fgColor.rgb, one.value) == (False, "00FFF7BF", None)
    for name in ("Number", "Action", "Status", "Last update (only to read)"):
        assert cell(sheet, "A1.1", name).protection.locked
    assert book["Lists"].sheet_state == "hidden"
    lists = {str(check.sqref)[0]: check.formula1 for check in sheet.data_validations.dataValidation}
    chosen = [one.value for row in book["Lists"].iter_rows() for one in row if one.value]
    assert {"No change", "On track (green)", "Off track or overdue (red)", "Yes"} <= set(chosen)
    assert lists[cell(sheet, "A1.1", "kind").column_letter].startswith("Lists!$")


def test_the_file_s_name_begins_with_the_marking(client, manager, police, actions):
    answer = client.get(f"{base(police)}return.docx")
    assert 'filename="OFFICIAL-SENSITIVE Dorset Police return ' in answer.headers["Content-Disposition"]


def test_text_is_no_formula_when_it_goes_out(client, manager, police, actions):
    actions[0].write_text(None, "=HYPERLINK(A1)")
    one = cell(sheet_of(taken_out(client, police))[1], "A1.1", "Action")
    assert (one.data_type, one.value) == ("s", "=HYPERLINK(A1)")


def test_what_is_not_written_or_not_published_stays_at_home(client, manager, police, actions):
    make_action(make_finding(actions[0].letter, lead_agency=police))
    hidden = make_letter(police.partnership, letter_date=None)
    make_written(make_finding(hidden, lead_agency=police), text="Not yet known.")
    hidden.hold_back(manager)
    _, sheet = sheet_of(taken_out(client, police))
    told = [str(one.value) for row in sheet.iter_rows() for one in row if one.value]
    assert any("nobody has written them yet: A4.1" in line for line in told)
    assert "Not yet known." not in told


def test_a_filled_in_return_is_seen_and_then_recorded(client, manager, police, actions):
    data = filled_in(client, police, A1_1={**PROGRESS, "next_step": "Train more.", "link": "https://example.org/audit"})
    page, answer = bring_in(client, police, data)
    assert "To be recorded (1)" in words(page)
    assert "Nothing filled in (2) A2.1, A3.1" in words(page)
    assert "1 update of Dorset Police is recorded: A1.1." in words(answer)
    update = Update.objects.get()
    told = (update.kind, update.text, update.declared, update.next_step, update.via, update.author, update.agency)
    assert told == (*("progress", PROGRESS["text"], "amber", "Train more.", "return"), manager, police)
    assert Evidence.objects.get().link == "https://example.org/audit"
    action = Action.objects.get(pk=actions[0].pk)
    assert (action.status, action.declared) == ("in progress", "amber")
    timeline = words(client.get(f"/actions/{action.pk}/"))
    assert "Dorset Police recorded progress in its return, uploaded by Kim Jones" in timeline


def test_nothing_is_saved_before_it_is_confirmed(client, manager, police, actions):
    before = (Update.objects.count(), Event.objects.count())
    address = upload(client, police, filled_in(client, police, A1_1=PROGRESS)).url
    client.get(address)
    client.post(f"{address}forget/")
    assert (Update.objects.count(), Event.objects.count()) == before
    assert "no longer waits" in words(client.get(address, follow=True))


def test_the_same_return_twice_is_recorded_once(client, manager, police, actions):
    data = filled_in(client, police, A1_1=PROGRESS, A2_1={"kind": "No change", "declared": "On track"})
    address = upload(client, police, data).url
    rows = {"rows": [one.pk for one in actions[:2]]}
    client.post(address, rows)
    assert "recorded once" in words(client.post(address, rows, follow=True))
    page = client.get(upload(client, police, data).url)
    assert "Recorded before (2) A1.1, A2.1" in words(page)
    assert "nothing to record" in words(page)
    assert Update.objects.count() == 2


def test_what_is_put_right_is_recorded_and_the_rest_once(client, manager, police, actions):
    book, sheet = sheet_of(filled_in(client, police, A1_1=PROGRESS, A2_1={"kind": "Improved"}))
    page, _ = bring_in(client, police, excel_saved(book))
    place = cell(sheet, "A2.1", "kind").coordinate
    assert f"{place}: “Improved” is none of: No change; Progress; Need help." in words(page)
    cell(sheet, "A2.1", "kind").value = "no change"
    cell(sheet, "A2.1", "declared").value = "green"
    page, _ = bring_in(client, police, excel_saved(book))
    assert "Recorded before (1)" in words(page)
    assert [one.action_id for one in Update.objects.order_by("pk")] == [actions[0].pk, actions[1].pk]


@pytest.mark.parametrize(
    ("told", "column", "says"),
    [
        ({"text": "Trained."}, "kind", "Choose no change, progress or need help."),
        ({"kind": "Progress"}, "text", "Say what has happened, or what help is needed."),
        ({"kind": "Progress", "text": "Done."}, "declared", "Choose on track, at risk or off track."),
        ({**PROGRESS, "text": "x" * 1501}, "text", "Ensure this value has at most 1500 characters"),
        ({**PROGRESS, "link": "audit"}, "link", "Give the whole address"),
        ({**PROGRESS, "link": "ftp://example.org/a"}, "link", "https://"),
        ({**PROGRESS, "deliver": "perhaps"}, "deliver", "“perhaps” is none of: Yes; No."),
        ({**PROGRESS, "declared": "#REF!"}, "declared", "the cell shows #REF!"),
        ({**PROGRESS, "text": "=A1"}, "text", "a formula without a value"),
        ({**PROGRESS, "deliver": "Yes"}, "Number", "Add at least one piece of evidence"),
    ],
)
def test_problems_are_told_by_cell(client, manager, police, actions, told, column, says):
    data = filled_in(client, police, A1_1=told)
    page = client.get(upload(client, police, data).url)
    place = cell(sheet_of(data)[1], "A1.1", column).coordinate
    assert re.search(rf"\b{place}: [^.]*{re.escape(says[:25])}", words(page)), words(page)[-900:]
    assert "To be put right" in words(page) or "to be put right (1)" in words(page)
    assert Update.objects.count() == 0


def test_delivered_with_evidence_waits_for_assurance(client, manager, police, actions):
    data = filled_in(client, police, A1_1={**PROGRESS, "link": "https://example.org/audit", "deliver": "Yes"})
    bring_in(client, police, data)
    assert Action.objects.get(pk=actions[0].pk).status == "delivered"


def test_what_a_formula_gave_is_taken_and_told(client, manager, police, actions):
    data = filled_in(client, police, A1_1={**PROGRESS, "text": "=1+1"})
    place = cell(sheet_of(data)[1], "A1.1", "text").coordinate
    page, _ = bring_in(client, police, with_values(data, {place: "2"}))
    assert f"2 (what the formula in {place} gave)" in words(page)
    assert Update.objects.get().text == "2"


def test_no_change_keeps_the_colour_that_stands(client, manager, police, actions):
    make_update(actions[0], declared="red")
    bring_in(client, police, filled_in(client, police, A1_1={"kind": "No change"}))
    assert Update.objects.latest("pk").declared == "red"


def test_an_action_that_changed_meanwhile_is_shown_and_not_ticked(client, manager, police, actions):
    data = filled_in(client, police, A1_1=PROGRESS, A2_1=PROGRESS)
    sam = make_user(None, name="Sam Smith")
    Action.objects.get(pk=actions[0].pk).change(sam, "planned", measure_of_success="Nine of ten.")
    address = upload(client, police, data).url
    page = client.get(address)
    assert "Changed since the return was made (1)" in words(page)
    assert "Sam Smith: Measure of success is now “Nine of ten.”" in words(page)
    assert page.context["ticked"] == {actions[1].pk}
    client.post(address, {"rows": [actions[0].pk, actions[1].pk]})
    assert Update.objects.count() == 2


def test_something_that_changes_after_it_was_shown_is_shown_first(client, manager, police, actions):
    address = upload(client, police, filled_in(client, police, A1_1=PROGRESS, A2_1=PROGRESS)).url
    Action.objects.get(pk=actions[1].pk).cancel(None, "No longer needed.")
    answer = client.post(address, {"rows": [one.pk for one in actions[:2]]}, follow=True)
    assert "nothing is recorded yet" in words(answer)
    assert "A2.1 is closed, so nothing can be recorded on it." in words(answer)
    assert Update.objects.count() == 0


def test_nothing_ticked_is_told(client, manager, police, actions):
    address = upload(client, police, filled_in(client, police, A1_1=PROGRESS)).url
    answer = client.post(address, {})
    assert "Tick at least one row." in words(answer)


def test_rows_of_others_and_of_none_are_refused(client, manager, police, actions):
    council = make_agency(police.partnership, "Dorset Council", "local authority")
    make_written(make_finding(actions[0].letter, lead_agency=council), text="Theirs.")

    def then(sheet):
        head = head_of(sheet)
        for at, number in enumerate(("A4.1", "Z9.1", "A1.1"), start=head + 2):
            sheet.cell(at, 1).value = number
            sheet.cell(at, cell(sheet, "A1.1", "kind").column).value = "No change"

    told = words(client.get(upload(client, police, filled_in(client, police, then, A1_1=PROGRESS)).url))
    assert "A4.1 is an action of Dorset Council, in which Dorset Police has no part." in told
    assert "“Z9.1” is no action of this plan." in told
    assert re.search(r"A1\.1 is in A\d+ too\. Say it once\.", told)


def test_numbers_of_another_partnership_mean_nothing(client, manager, police, actions):
    """The same file, with the same numbers, in the hands of another partnership."""
    torbay = make_agency(make_partnership("Torbay"), "Torbay Police")
    data = filled_in(client, police, A1_1=PROGRESS)
    client.force_login(make_user(partnership=torbay.partnership))
    answer = upload(client, torbay, data)
    assert "This is the return of Dorset Police" in words(answer)
    assert Update.objects.count() == 0


def test_a_return_of_another_agency_is_refused(client, manager, police, actions):
    health = make_agency(police.partnership, "Dorset CCG", "health")
    answer = upload(client, health, filled_in(client, police, A1_1=PROGRESS))
    assert "This is the return of Dorset Police" in words(answer)


def test_a_part_says_its_own_and_not_the_lead_s(client, manager, police, actions):
    health = make_agency(police.partnership, "Dorset CCG", "health")
    Contributor(partnership=police.partnership, action=actions[0], agency=health).enter(None)
    _, sheet = sheet_of(taken_out(client, health))
    assert cell(sheet, "A1.1", "declared").value == "The lead says"
    assert cell(sheet, "A1.1", "Your part").value == "Has a part; Dorset Police leads"
    wrong = words(client.get(upload(client, health, filled_in(client, health, A1_1=PROGRESS)).url))
    assert "Dorset Police leads, and says so. Leave it empty." in wrong
    told = {"kind": "Progress", "text": "Nurses are trained."}
    bring_in(client, health, filled_in(client, health, A1_1=told))
    assert (Update.objects.get().agency, Update.objects.get().declared) == (health, "")


def test_what_a_deputy_brings_in_waits_where_the_agency_clears(client, police, actions):
    police.change(None, clears_updates=True)
    make_user(Role.AGENCY_LEAD, police.partnership, agency=police)
    client.force_login(make_user(Role.DEPUTY, police.partnership, agency=police))
    page, answer = bring_in(client, police, filled_in(client, police, A1_1=PROGRESS))
    assert "It counts once the lead of Dorset Police has cleared it." in words(page)
    assert "They count once the lead of Dorset Police has cleared them." in words(answer)
    assert Update.objects.get().waits


def test_same_numbers_under_two_letters_are_told_apart(client, manager, police, actions):
    other = make_letter(police.partnership, letter_date=None)
    second = make_written(make_finding(other, lead_agency=police), text="Of the other letter.")
    _, sheet = sheet_of(taken_out(client, police))
    assert not sheet.column_dimensions["B"].hidden
    row = next(row for row in sheet.iter_rows(head_of(sheet)) if row[3].value == second.text)

    def then(sheet):
        for name, value in PROGRESS.items():
            sheet.cell(row[0].row, cell(sheet, "A1.1", name).column).value = value

    bring_in(client, police, filled_in(client, police, then))
    assert Update.objects.get().action == second


def test_a_list_without_letter_that_means_two_actions_is_asked_about(client, manager, police, actions):
    make_written(make_finding(make_letter(police.partnership, letter_date=None), lead_agency=police))
    data = excel_of(["Number", "What has changed?"], ["A1.1", "No change"])
    page = client.get(upload(client, police, data).url)
    assert "The return does not say of which." in words(page)
    assert "The file does not say whose return it is." in words(page)


def test_word_out_and_back(client, manager, police, actions):
    actions[0].change(None, measure_of_success="x")
    document = docx.Document(io.BytesIO(taken_out(client, police, "docx")))
    assert document.core_properties.language == "en-GB"
    tables = {table.cell(0, 1).text: table for table in document.tables if table.cell(0, 0).text == "Number"}
    assert list(tables) == ["A1.1", "A2.1", "A3.1"]
    told = {"kind": "Progress", "text": "Twenty are trained.\nTen more will be.", "declared": "On track (green)"}
    for row in tables["A1.1"].rows:
        for name, heading in HEADS.items():
            if row.cells[0].text == FILL_IN + heading and name in told:
                set_text(row.cells[1], told[name])
    page, _ = bring_in(client, police, word_saved(document), "return.docx")
    assert "To be recorded (1)" in words(page)
    assert "Nothing filled in (2)" in words(page)
    assert (Update.objects.get().text, Update.objects.get().declared) == (told["text"], "green")


def set_text(one, text):
    """As Word does: in the list, or in the cell."""
    for choice in one._tc.iter("{*}sdt"):
        next(choice.iter("{*}t")).text = text
        return
    one.text = text


def test_problems_in_word_are_told_by_name(client, manager, police, actions):
    document = docx.Document(io.BytesIO(taken_out(client, police, "docx")))
    table = next(table for table in document.tables if table.cell(0, 1).text == "A2.1")
    row = next(row for row in table.rows if row.cells[0].text == FILL_IN + HEADS["text"])
    row.cells[1].text = "Something."
    told = words(client.get(upload(client, police, word_saved(document), "return.docx").url))
    assert "A2.1, What has changed?: Choose no change, progress or need help." in told


def test_a_file_that_is_no_return_is_refused(client, manager, police, actions):
    assert "No return is in this file" in words(upload(client, police, excel_of(["Action"], ["x"])))
    assert "The file is empty." in words(upload(client, police, b""))
    assert "Choose the file." in words(client.post(base(police), {}))


def test_what_waits_is_the_session_s_and_that_page_s_alone(client, manager, police, actions, files):
    health = make_agency(police.partnership, "Dorset CCG", "health")
    address = upload(client, police, filled_in(client, police, A1_1=PROGRESS)).url
    elsewhere = address.replace(base(police), base(health))
    assert "no longer waits" in words(client.get(elsewhere, follow=True))
    assert client.get(f"/letters/import/{address.split('/')[-2]}/0/").status_code == 302
    client.post("/accounts/sign-out/")
    assert [path for path in (files / "waiting").rglob("*") if path.is_file()] == []


def test_only_who_may_sees_it(client, partnership, police, actions):
    health = make_agency(partnership, "Dorset CCG", "health")
    for role, agency, status in (
        (Role.AGENCY_LEAD, police, 200),
        (Role.DEPUTY, police, 200),
        (Role.CONTRIBUTOR, police, 403),
        (Role.AGENCY_LEAD, health, 403),
        (Role.CHAIR, None, 403),
    ):
        client.force_login(make_user(role, partnership, agency=agency))
        assert client.get(base(police)).status_code == status
        assert client.get(f"{base(police)}return.xlsx").status_code == status
