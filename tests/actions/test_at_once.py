"""Two people at the same time, each in a transaction of their own: nothing is there twice, nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from actions.closing import close
from actions.models import Action, AlsoAnswers, Decision, NotPossible, Status
from actions.planning import confirm_leads, import_letter
from findings.models import Finding, Letter, LetterFile
from partnerships.history import StaleEdit
from partnerships.models import Agency, Event, Officer, Partnership, User
from tests.makers import make_agency, make_assured, make_finding, make_officer, make_partnership, make_user
from tests.readings import a_letter

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """What each call gives, or the exception it raises; all begin together."""
    together = Barrier(len(calls))

    def run(call):
        try:
            together.wait()
            return call()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def bring(data, read=None):
    return lambda: import_letter("letter.txt", data, read or a_letter(), None).status


@pytest.mark.parametrize("known_area", [False, True])
@pytest.mark.parametrize(("other", "becomes"), [(b"first", "unchanged"), (b"second", "updated")])
def test_one_letter_imported_twice_at_once_is_one_letter(other, becomes, known_area):
    if known_area:
        make_partnership("Dorset")
    assert sorted(at_once(bring(b"first"), bring(other))) == ["created", becomes]
    assert (Partnership.objects.count(), Letter.objects.count(), Action.objects.count()) == (1, 1, 3)
    assert LetterFile.objects.count() == len({b"first", other})
    assert Event.objects.broken_at(Partnership.objects.get().pk) is None


def test_letters_of_two_areas_imported_at_once_are_both_there():
    wiltshire = replace(a_letter(), area="Wiltshire")
    assert at_once(bring(b"first"), bring(b"second", wiltshire)) == ["created", "created"]
    assert {Event.objects.broken_at(partnership.pk) for partnership in Partnership.objects.all()} == {None}
    assert Letter.objects.count() == 2


def test_of_two_who_change_one_record_at_once_one_is_refused():
    agency = make_agency(make_partnership())
    mine, theirs = (Agency.objects.get() for _ in range(2))
    told = at_once(lambda: mine.change(None, name="The police"), lambda: theirs.change(None, name="The force"))
    assert sorted(type(one) for one in told if one is not True) == [StaleEdit]
    assert Agency.objects.get().version == Event.objects.about(agency).count() == 2


def test_many_changes_at_once_are_all_told_in_one_whole_chain():
    agency = make_agency(make_partnership())
    officers = [make_officer(agency, f"Officer {number}") for number in range(4)]
    told = at_once(*(lambda one=one: one.change(None, job_title="Superintendent") for one in officers))
    assert told == [True] * 4
    assert Officer.objects.filter(job_title="Superintendent").count() == 4
    assert Event.objects.broken_at(agency.partnership_id) is None


def test_two_passwords_given_at_once_are_two_events():
    make_user()
    people = [User.objects.get() for _ in range(2)]
    assert at_once(*(lambda one=one: one.give_password(None, "nine green herons") for one in people)) == [None, None]
    user = User.objects.get()
    assert user.version == Event.objects.about(user).count() == 3


@pytest.mark.parametrize("also", [False, True])
def test_no_finding_closes_under_an_action_that_opens(also):
    """Either the finding is closed first, and the action stays; or the action opens, and the finding stays open."""
    action = make_assured()
    finding = make_finding(action.letter) if also else action.finding
    if also:
        AlsoAnswers(partnership=finding.partnership, action=action, finding=finding).enter(None)
    said = {"meeting": "Executive", "on": action.letter.letter_date, "text": "Shown.", "said_by": make_user(None)}
    decision = Decision(partnership=finding.partnership, finding=Finding.objects.get(pk=finding.pk), **said)
    opened = Action.objects.get(pk=action.pk)
    told = at_once(lambda: close(decision, None), lambda: opened.reopen(None, "More to do."))
    assert sorted(type(one) for one in told if one is not True) == [NotPossible]
    stands = Finding.objects.get(pk=finding.pk).closed_at is None, Action.objects.get(pk=action.pk).status
    assert stands in ((True, Status.IN_PROGRESS), (False, Status.ASSURED))


def test_leads_confirmed_twice_at_once_are_confirmed_once():
    first = make_finding()
    make_finding(first.letter)
    seen = [list(Finding.objects.select_related("lead_agency")) for _ in range(2)]
    assert sorted(at_once(*(lambda one=one: confirm_leads(one, None) for one in seen))) == [0, 2]
    assert {Event.objects.about(finding).count() for finding in Finding.objects.all()} == {2}


@pytest.mark.parametrize(
    ("page", "form"),
    [
        ("add_officer", {"name": "Kim Jones", "version": 1}),
        ("add_agency", {"name": "Dorset ICB", "sector": "health", "version": 1}),
        ("change_agency", {"name": "Dorset Force", "sector": "police", "version": 1}),
    ],
)
def test_a_form_sent_twice_at_once_is_saved_once(page, form):
    police = make_agency(make_partnership())
    clients = [Client(), Client()]
    manager = make_user(partnership=police.partnership)
    for client in clients:
        client.force_login(manager)
    keys = [police.partnership_id] if page == "add_agency" else [police.partnership_id, police.pk]
    address, form = reverse(page, args=keys), {"agency": police.pk, **form}
    before = Event.objects.count()
    answers = at_once(*(lambda one=one: one.post(address, form).status_code for one in clients))
    assert set(answers) <= {200, 302}
    assert Event.objects.count() == before + 1
