import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from partnerships.append_only import TABLE, forbid, lift
from partnerships.history import StaleEdit
from partnerships.models import Agency, Event, Membership, Role, User
from partnerships.sealing import ACTORS, IMPORTED
from tests.makers import make_agency, make_app_user, make_partnership, make_user

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_demonstration_accounts_are_one_for_each_role_and_their_passwords_work():
    partnership = make_partnership()
    make_agency(partnership)
    printed = run("make_demonstration_accounts")
    accounts = dict(line.split()[:2] for line in printed.splitlines()[1:])
    assert len(accounts) == len(Role) + 1
    (lead,) = [line for line in printed.splitlines() if "agency.lead@" in line]
    assert lead.endswith("Dorset Police")
    assert set(Membership.objects.values_list("role", flat=True)) == set(Role)
    assert set(Membership.objects.values_list("partnership", flat=True)) == {partnership.pk}
    for email, password in accounts.items():
        assert User.objects.get(email=email).check_password(password)
    assert User.objects.get(email="administrator@demonstration.example").is_administrator


def test_demonstration_accounts_are_printed_once():
    make_agency(make_partnership())
    run("make_demonstration_accounts")
    before = list(User.objects.values_list("email", "password"))
    assert run("make_demonstration_accounts") == ""
    assert list(User.objects.values_list("email", "password")) == before


def test_no_demonstration_accounts_on_a_server(settings):
    settings.HTTPS = True
    make_partnership()
    with pytest.raises(CommandError, match="local installation"):
        run("make_demonstration_accounts")
    assert not User.objects.exists()


def test_no_demonstration_accounts_before_a_partnership():
    with pytest.raises(CommandError, match="Import a letter first"):
        run("make_demonstration_accounts")


def check_history() -> tuple[list[str], int]:
    out = StringIO()
    try:
        call_command("check_history", stdout=out)
    except SystemExit as left:
        return out.getvalue().splitlines(), left.code
    return out.getvalue().splitlines(), 0


def past_the_program(*statements: str) -> None:
    lift()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    forbid()


def test_check_history_says_whole_of_each_partnership_and_of_the_installation():
    make_agency(make_partnership())
    make_user().change(None, name="Kim Jones")
    assert check_history() == (
        ["The installation: whole, 2 events.", "Dorset Safeguarding Children Partnership: whole, 2 events."],
        0,
    )


@pytest.mark.parametrize(
    ("tampering", "installation", "dorset"),
    [
        ([f"UPDATE {TABLE} SET verb = 'x' WHERE sequence = 2"], "whole, 1 event", "broken at event 2"),
        (["DELETE FROM partnerships_chain"], "broken at event 2", "broken at event 3"),
        ([f"DELETE FROM {TABLE}"], "broken at event 1", "broken at event 1"),
        (
            [f"DELETE FROM {TABLE}", "DELETE FROM partnerships_chain"],
            "broken, not every change has its event: user KEY",
            "broken, not every change has its event: partnership KEY, agency KEY",
        ),
    ],
)
def test_check_history_says_where_it_breaks(tampering, installation, dorset):
    make_agency(make_partnership())
    make_user()
    past_the_program(*tampering)
    lines, code = check_history()
    told = [re.sub(r"(user|agency|partnership) \d+", r"\1 KEY", line).split(": ", 1)[1] for line in lines]
    assert (told, code) == ([f"{installation}.", f"{dorset}."], 1)


def test_check_history_sees_a_row_that_changed_without_an_event():
    agency = make_agency(make_partnership())
    Agency.objects.update(name="Nobody", version=2)
    assert check_history()[0][1].endswith(f"broken, not every change has its event: agency {agency.pk}.")


@pytest.mark.parametrize("owned_up", [True, False])
def test_an_event_is_another_s_only_where_a_later_one_says_that_their_key_changed(owned_up):
    """As an import says it (reporting.exchange), which keeps who did it as it was sealed."""
    kim, sam = make_user(name="Kim Jones"), make_user(name="Sam Lee")
    agency = make_agency(make_partnership())
    agency.change(kim, name="Dorset Constabulary")
    past_the_program(
        f"UPDATE {TABLE} SET actor_id = {sam.pk}, sealed_actor = {kim.pk} WHERE verb = 'changed'",
    )
    if owned_up:
        moved = {ACTORS: [None, {str(kim.pk): sam.pk}]}
        about = {"subject_type": "partnerships.chain", "subject_id": 1}
        Event.objects.append(agency.partnership_id, kim, [Event(verb=IMPORTED, changes=moved, **about)])
    assert Event.objects.broken_at(agency.partnership_id) == (None if owned_up else 3)
    past_the_program(f"UPDATE {TABLE} SET actor_id = {sam.pk}, sealed_actor = {kim.pk} WHERE sequence = 4")
    assert Event.objects.broken_at(agency.partnership_id) == (4 if owned_up else 3)


def change_password(monkeypatch, email: str, *typed: str) -> str:
    answers = iter(typed)
    monkeypatch.setattr("jtai_tracker.management.commands.changepassword.getpass", lambda _prompt: next(answers))
    return run("changepassword", email)


def test_a_password_set_in_the_shell_is_told_without_its_value(monkeypatch):
    user = make_user(email="kim@example.org")
    new = "nine green herons stand"
    assert "kim@example.org is changed" in change_password(monkeypatch, "Kim@Example.org", new, new)
    user.refresh_from_db()
    assert user.check_password(new)
    event = Event.objects.about(user).first()
    assert (event.verb, event.actor_name, event.changes) == ("set password", "The program", {})


@pytest.mark.parametrize(
    ("email", "typed", "words"),
    [
        ("nobody@example.org", (), "Nobody signs in as nobody@example.org"),
        ("kim@example.org", ("nine green herons stand", "nine grey herons stand"), "two passwords differ"),
        ("kim@example.org", ("short", "short"), "at least 12 characters"),
    ],
)
def test_a_password_that_cannot_be_set_is_told_and_changes_nothing(monkeypatch, email, typed, words):
    user = make_user(email="kim@example.org")
    with pytest.raises(CommandError, match=words):
        change_password(monkeypatch, email, *typed)
    assert User.objects.get().password == user.password
    assert Event.objects.about(user).count() == 1


def test_a_password_given_while_someone_edits_the_person_loses_neither():
    user = make_user(name="Kim Jones")
    stale = User.objects.get()
    user.change(None, name="Kim Lee")
    stale.give_password(None, "nine green herons stand")
    held = User.objects.get()
    assert (held.name, held.version, held.check_password("nine green herons stand")) == ("Kim Lee", 3, True)
    assert (stale.name, stale.version) == ("Kim Lee", 3)
    with pytest.raises(StaleEdit):
        user.change(None, name="Kim Ray")


def test_security_codes_are_taken_off_in_the_shell():
    user, _ = make_app_user(email="kim@example.org")
    assert "No security code is asked of kim@example.org now." in run("remove_second_factor", "Kim@example.org")
    user.refresh_from_db()
    assert user.second_factor == ""
    for email, words in (("kim@example.org", "Nothing is changed"), ("nobody@example.org", "Nobody signs in as")):
        with pytest.raises(CommandError, match=words):
            run("remove_second_factor", email)
