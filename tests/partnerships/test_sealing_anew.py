"""Histories sealed in the former way are sealed anew by a migration: those that are whole, and no others."""

from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import CommandError
from django.db import DatabaseError, connection, transaction

import partnerships.migrations
from partnerships.append_only import TABLE, forbid, lift
from partnerships.models import Chain, Event
from tests.makers import make_letter, make_partnership, make_user

pytestmark = pytest.mark.django_db
(NAME,) = (path.stem for path in Path(partnerships.migrations.__path__[0]).glob("*_seal_contents_apart.py"))
MIGRATION = import_module(f"partnerships.migrations.{NAME}")


@pytest.fixture
def former():
    """Three histories as they were sealed before; what their events say."""
    make_user()
    make_letter(make_partnership("Dorset"))
    make_partnership("Wiltshire")
    lift()
    for chain in Chain.objects.all():
        head = ""
        for event in Event.objects.filter(partnership=chain.partnership).order_by("sequence"):
            event.previous_hash, event.content_hash, event.content_salt = head, "", ""
            event.hash = head = MIGRATION.before(event)
            event.save()
        Chain.objects.filter(pk=chain.pk).update(head=head)
    forbid()
    return says()


def says():
    return list(Event.objects.order_by("pk").values("pk", "sequence", "at", "verb", "subject_name", "changes"))


def seal_anew():
    with transaction.atomic():
        MIGRATION.seal_anew(apps, SimpleNamespace(connection=connection))


def test_whole_histories_are_whole_in_the_new_way_and_say_the_same(former):
    assert Event.objects.broken_at(None) == 1
    seal_anew()
    assert [Event.objects.broken_at(chain.partnership_id) for chain in Chain.objects.all()] == [None, None, None]
    assert says() == former
    assert len(set(Event.objects.values_list("content_salt", flat=True))) == len(former)
    with pytest.raises(DatabaseError, match="history cannot be changed"), transaction.atomic():
        Event.objects.update(verb="x")


@pytest.mark.parametrize(
    ("tampering", "at"),
    [
        (f"UPDATE {TABLE} SET verb = 'x' WHERE sequence = 2", 2),
        (f"DELETE FROM {TABLE} WHERE sequence = 2", 2),
        ("UPDATE partnerships_chain SET length = 9 WHERE length = 2", 3),
        ("DELETE FROM partnerships_chain", 2),
    ],
)
def test_a_broken_history_is_refused_and_nothing_is_changed(former, tampering, at):
    lift()
    with connection.cursor() as cursor:
        cursor.execute(tampering)
    forbid()
    before = list(Event.objects.order_by("pk").values())
    with pytest.raises(CommandError, match=rf"The history of .* is broken at event {at}, .* nothing is changed"):
        seal_anew()
    assert list(Event.objects.order_by("pk").values()) == before
