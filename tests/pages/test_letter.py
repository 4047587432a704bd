import datetime as dt

from partnerships.models import Role
from tests.makers import (
    make_addressee,
    make_agency,
    make_difference,
    make_file,
    make_finding,
    make_letter,
    make_officer,
    make_place,
    make_user,
)


def page_of(client, letter, role=Role.BUSINESS_MANAGER):
    client.force_login(make_user(role, letter.partnership))
    answer = client.get(f"/letters/{letter.pk}/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_printed_date_and_its_check(client):
    page = page_of(client, make_letter())
    assert "Printed in the letter." in page
    assert "Counting 70 working days from the letter’s date gives the same day." in page


def test_check_counts_from_the_day_of_receipt(client):
    page = page_of(client, make_letter(received_on=dt.date(2018, 7, 10)))
    assert "The printed date counts. Counting 70 working days from the day of receipt gives 17 October 2018." in page


def test_calculated_date_is_marked(client):
    assert "The letter prints no date. Calculated: 70 working days." in page_of(
        client, make_letter(statement_printed=None)
    )


def test_inferred_fact_is_marked_with_the_reason(client):
    page = page_of(client, make_letter(inferred={"inspected_to": "the letter's year", "area": "the title"}))
    assert page.count("Not printed") == 2
    assert "the letter&#x27;s year" in page


def test_warning_stands_beside_its_finding_or_else_on_top(client):
    letter = make_letter(
        warnings=[{"message": "Two words run together.", "lines": [2]}, {"message": "No theme.", "lines": []}]
    )
    make_place(make_finding(letter), make_file(letter), [2, 3])
    page = page_of(client, letter)
    on_top, findings = page.split('id="findings"')
    assert "No theme." in on_top
    assert "Two words run together." in findings


def test_people_and_what_they_became(client):
    letter = make_letter()
    police = make_agency(letter.partnership)
    make_addressee(letter, agency=police, officer=make_officer(police))
    chair = make_officer(police, "Ann Chair", accountable_executive=False, never_owner=True)
    make_addressee(letter, "Ann Chair", officer=chair)
    page = page_of(client, letter)
    assert "Accountable executive" in page
    assert "Never suggested as an owner" in page


def test_suggested_lead_with_the_words_that_say_so(client):
    letter = make_letter()
    make_finding(letter, because="Police officers")
    page = page_of(client, letter)
    assert "Suggested" in page
    assert "because: “Police officers”" in page
    assert "Confirm<" in page


def test_letters_words_are_never_markup(client):
    letter = make_letter(theme="<script>alert(1)</script>", strengths=["<img src=x>"])
    make_finding(letter, text="<b>bold</b>")
    page = page_of(client, letter)
    for markup in ("<script>alert", "<img src=x>", "<b>bold"):
        assert markup not in page


def test_strengths_are_folded_under_their_own_heading(client):
    page = page_of(client, make_letter(strengths=["Leaders know the area."], case_studies=["A good assessment"]))
    assert "Key strengths (1)" in page
    assert "Practice studies (1)" in page


def test_files_with_who_imported_them_and_their_sha256(client):
    letter = make_letter()
    someone = make_user(Role.BUSINESS_MANAGER, letter.partnership, name="Kim Jones")
    file = make_file(letter, imported_by=someone)
    page = page_of(client, letter)
    assert "by Kim Jones" in page
    assert file.sha256 in page


def test_difference_shows_then_now_and_what_is_held(client):
    letter = make_letter()
    finding = make_finding(letter, text="As people mended it.", as_read={"text": "As it was said."})
    make_difference(make_file(letter), finding)
    page = page_of(client, letter)
    for words in ("Area for improvement 1: text", "As it was said.", "As it is said.", "As people mended it."):
        assert words in page
    assert "Keep what the plan has" in page


def test_what_a_copy_only_lacks_can_be_noted_and_takes_nothing_away(client):
    letter = make_letter()
    make_difference(make_file(letter), subject="addressee", then="Kim Jones", now=None)
    page = page_of(client, letter)
    assert "The person stays" in page
    assert "Use the new copy" not in page


def test_difference_between_lists_shows_only_what_differs(client):
    letter = make_letter()
    make_difference(make_file(letter), subject="strengths", then=["Same.", "Old."], now=["Same.", "New."])
    page = page_of(client, letter)
    assert "Old." in page
    assert "New." in page
    assert "Same." not in page


def test_one_who_may_not_decide_is_told_who_does(client):
    letter = make_letter()
    make_difference(make_file(letter))
    page = page_of(client, letter, Role.VIEWER)
    assert "To be decided by the business manager." in page
    assert "Keep what the plan has" not in page


def test_letter_entered_by_hand_has_no_file(client):
    assert "entered by hand: there is no file" in page_of(client, make_letter())


def test_queries_do_not_grow_with_findings(client, django_assert_max_num_queries):
    letter = make_letter()
    file = make_file(letter)
    for number in range(12):
        finding = make_finding(letter)
        make_place(finding, file, [number])
        make_difference(file, finding)
        make_addressee(letter, f"Person {number}", officer=make_officer(make_agency(letter.partnership)))
    client.force_login(make_user(Role.BUSINESS_MANAGER, letter.partnership))
    with django_assert_max_num_queries(15):
        client.get(f"/letters/{letter.pk}/")


def test_plan_that_is_no_jtai_says_where_it_comes_from(client):
    assert "Local child safeguarding practice review" in page_of(client, make_letter(source="practice review"))
