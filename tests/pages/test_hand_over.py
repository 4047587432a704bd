"""An agency's place is taken by another: what is left to do goes over, what is done stays."""

import datetime as dt

import pytest
from django.urls import reverse

from actions.models import Action, Contributor
from partnerships.history import StaleEdit
from partnerships.models import Event, Role
from tests.makers import (
    make_agency,
    make_assured,
    make_challenge,
    make_finding,
    make_letter,
    make_officer,
    make_user,
    make_written,
)


@pytest.fixture
def ccg(client, db):
    """With an integrated care board in its place since July 2022."""
    letter = make_letter()
    ccg = make_agency(letter.partnership, "Dorset CCG", "health")
    icb = make_agency(letter.partnership, "NHS Dorset ICB", "health")
    ccg.change(None, successor=icb, succeeded_on=dt.date(2022, 7, 1))
    client.force_login(make_user(partnership=letter.partnership, name="Kim Jones"))
    return ccg


@pytest.fixture
def finding(ccg):
    return make_finding(ccg.partnership.letters.get(), lead_agency=ccg)


def words(answer):
    return " ".join(answer.content.decode().split())


def address(ccg):
    return reverse("hand_over", args=[ccg.partnership_id, ccg.pk])


def hand(client, ccg):
    return words(client.post(address(ccg), follow=True))


def part_in(action, agency, **values):
    return Contributor(partnership=agency.partnership, action=action, agency=agency, **values).enter(None)


def test_with_two_letters_each_number_says_its_letter(client, ccg, finding):
    make_written(finding)
    assert ">A1.1</a>" in words(client.get(address(ccg)))
    other = make_letter(ccg.partnership, letter_date=dt.date(2020, 3, 4))
    led = make_written(make_finding(other, lead_agency=ccg))
    part_in(make_written(make_finding(other)), ccg, part="Nurses use the tool.")
    page = words(client.get(address(ccg)))
    for named in ("Dorset, 9 July 2018 › A1.1", str(led), str(led.finding), "Dorset, 4 March 2020 › A2.1"):
        assert f">{named}</a>" in page
    assert ">A1.1</a>" not in page


def test_all_that_is_left_goes_over_and_the_page_says_what(client, ccg, finding):
    icb, police = ccg.successor, make_agency(ccg.partnership)
    led = make_written(finding)
    other = make_written(make_finding(finding.letter, lead_agency=police))
    part_in(other, ccg, part="Nurses use the tool.", officer=make_officer(ccg, "Nora Nurse"))
    challenge = make_challenge(other, agency=ccg)
    here = words(client.get(reverse("agency", args=[ccg.partnership_id, ccg.pk])))
    assert "1 open action, 1 finding, 1 part in an action, 1 challenge to answer." in here
    assert address(ccg) in here
    page = words(client.get(address(ccg)))
    for told in ("Hand over to NHS Dorset ICB", "A1.1", "A2.1", "How do you know?", "Lead officers and deputies stay"):
        assert told in page
    assert "NHS Dorset ICB has taken over from Dorset CCG: 1 open action, 1 finding" in hand(client, ccg)
    for record in (led, finding, challenge):
        record.refresh_from_db()
        event = Event.objects.about(record).first()
        assert (event.verb, event.actor_name) == ("handed over", "Kim Jones")
    assert led.lead_agency == finding.lead_agency == challenge.agency == icb
    assert finding.lead_is_suggestion  # still: nobody has confirmed it
    told = other.contributors.current().values_list("agency__name", "part", "officer")
    assert list(told) == [("NHS Dorset ICB", "Nurses use the tool.", None)]
    assert other.contributors.exclude(ended_at=None).get().agency == ccg


def test_second_click_hands_over_nothing_more(client, ccg, finding):
    make_written(finding)
    hand(client, ccg)
    events = Event.objects.count()
    assert "Nothing of Dorset CCG was left to hand over." in hand(client, ccg)
    assert Event.objects.count() == events
    assert "What is left to do" not in words(client.get(reverse("agency", args=[ccg.partnership_id, ccg.pk])))
    assert "is left to hand over" in words(client.get(address(ccg)))


def test_what_is_closed_or_answered_stays(client, ccg, finding):
    assured = make_assured(finding)
    answered = make_challenge(assured, agency=ccg)
    answered.give_answer(make_user(None), "Forty cases.")
    ended = part_in(make_written(make_finding(finding.letter)), ccg)
    ended.end(None)
    finding.change(None, closed_at=dt.datetime(2018, 12, 1, tzinfo=dt.UTC))
    assert "Nothing of Dorset CCG was left" in hand(client, ccg)
    for record in (assured, answered, ended, finding):
        record.refresh_from_db()
    assert assured.lead_agency == answered.agency == ended.agency == finding.lead_agency == ccg


def test_a_successor_that_leads_or_has_a_part_gets_no_second_one(client, ccg, finding):
    icb = ccg.successor
    leads = make_written(make_finding(finding.letter, lead_agency=icb))
    has = make_written(make_finding(finding.letter))
    own = make_officer(icb, "Ian Cob")
    part_in(leads, ccg)
    part_in(has, ccg, part="Nurses.")
    part_in(has, icb, part="Midwives.")
    began_again = make_written(make_finding(finding.letter))
    part_in(began_again, icb, part="Long ago.").end(None)
    part_in(began_again, ccg, part="Nurses.", officer=own)
    hand(client, ccg)
    assert not leads.contributors.current().exists()
    assert list(has.contributors.current().values_list("agency", "part")) == [(icb.pk, "Midwives.")]
    assert list(began_again.contributors.current().values_list("part", "officer")) == [("Nurses.", own.pk)]


def test_without_a_successor_it_says_so(client, ccg):
    icb = ccg.successor
    for answer in (client.get(address(icb), follow=True), client.post(address(icb), follow=True)):
        assert "No agency took the place of NHS Dorset ICB." in words(answer)


def test_somebody_faster_leaves_all_as_it_is(client, ccg, finding, monkeypatch):
    first, second = make_written(finding), make_written(finding)

    def overtaken(self, actor, verb="changed", **values):
        raise StaleEdit("Someone else changed A1 while you had it open.")

    monkeypatch.setattr(type(finding), "change", overtaken)
    assert "Nothing is handed over yet. Try again." in hand(client, ccg)
    assert set(Action.objects.filter(pk__in=[first.pk, second.pk]).values_list("lead_agency__name")) == {
        ("Dorset CCG",)
    }


def test_only_who_plans_hands_over(client, ccg, finding):
    make_written(finding)
    client.force_login(make_user(Role.CHAIR, ccg.partnership))
    assert {client.get(address(ccg)).status_code, client.post(address(ccg)).status_code} == {403}
    assert "What is left to do" not in words(client.get(reverse("agency", args=[ccg.partnership_id, ccg.pk])))


def test_pages_cost_the_same_however_much_is_left(client, ccg, finding, django_assert_max_num_queries):
    for number in range(6):
        action = make_written(make_finding(finding.letter, lead_agency=ccg))
        make_officer(ccg, f"Nurse {number}")
        part_in(make_written(make_finding(finding.letter)), ccg)
        make_challenge(action, agency=ccg)
    for name in ("hand_over", "agency"):
        with django_assert_max_num_queries(15):
            assert client.get(reverse(name, args=[ccg.partnership_id, ccg.pk])).status_code == 200
