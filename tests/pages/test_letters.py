import datetime as dt

from django.utils import timezone

from tests.makers import make_action, make_difference, make_file, make_finding, make_letter, make_partnership, make_user


def page_of(client, partnership, path="/letters/"):
    client.force_login(make_user(partnership=partnership))
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_letter_with_its_facts(client):
    letter = make_letter()
    make_finding(letter)
    make_finding(letter, kind="priority action")
    page = page_of(client, letter.partnership)
    assert "9 July 2018" in page
    assert "Child exploitation" in page
    assert "2, of them 1 for priority action" in page
    assert "16 October 2018" in page
    assert "years late" in page


def test_statement_says_how_it_stands(client):
    partnership = make_partnership()
    today = timezone.localdate()
    make_letter(partnership, statement_printed=today + dt.timedelta(days=3))
    make_letter(partnership, statement_sent_on=dt.date(2018, 10, 12))
    make_letter(partnership, statement_printed=None)
    make_letter(partnership, statement_required=False, statement_printed=None)
    page = page_of(client, partnership)
    assert "in 3 days" in page
    assert "Sent on 12 October 2018" in page
    assert "calculated: 70 working days" in page
    assert "No statement asked for" in page


def test_differences_that_wait_for_a_decision_are_counted(client):
    letter = make_letter()
    make_finding(letter)
    file = make_file(letter)
    for _ in range(2):
        make_difference(file)
    make_difference(file).decide(None, "kept")
    page = page_of(client, letter.partnership)
    assert "2 differences between copies to decide" in page


def test_nothing_yet_is_said_in_words(client):
    assert "There are no letters yet" in page_of(client, make_partnership())


def test_letters_are_sorted(client):
    partnership = make_partnership()
    make_letter(partnership, theme="older", letter_date=dt.date(2017, 1, 1))
    make_letter(partnership, theme="newer", letter_date=dt.date(2019, 1, 1))
    page = page_of(client, partnership, "/letters/?sort=letter_date")
    assert page.index("Older") < page.index("Newer")
    page = client.get("/letters/?sort=-letter_date").content.decode()
    assert page.index("Newer") < page.index("Older")
    assert 'aria-sort="descending"' in page


def test_queries_do_not_grow_with_letters(client, django_assert_num_queries):
    partnership = make_partnership()
    client.force_login(make_user(partnership=partnership))
    make_action(make_finding(make_letter(partnership)))
    with django_assert_num_queries(6):
        client.get("/letters/")
    for year in range(2000, 2010):
        make_finding(make_letter(partnership, letter_date=dt.date(year, 1, 1)))
    with django_assert_num_queries(6):
        client.get("/letters/")


def test_person_without_a_partnership_is_told(client):
    client.force_login(make_user(role=None))
    assert "You are in no partnership yet" in client.get("/letters/").content.decode()
