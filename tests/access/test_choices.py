"""No form offers a record of another partnership, and none takes one: each is sent as it is right, but for one key."""

import datetime as dt

import pytest
from django.forms import ModelChoiceField
from django.utils import timezone

from partnerships.models import Event, Partnership, Role
from tests.access.filling import filled
from tests.access.table import TABLE
from tests.access.test_walk import address, send, undone
from tests.access.world import OWN, SECRET, make_everything, make_person
from tests.makers import make_agency, make_finding, make_officer, make_written
from tests.rows_once import rows_once

pytestmark = [pytest.mark.django_db, pytest.mark.once]
world = rows_once(lambda: (make_everything("Dorset", OWN), make_everything("Torbay", SECRET)))
PAIRED = {("add_contributor", "officer"), ("invite", "agency")}  # right with a second choice: held by their own tests
KEYS = {"user": "person"}  # where the world calls a record otherwise than by its model


def foreign_key(control, other):
    kind = control.queryset.model._meta.model_name
    return other[KEYS.get(kind, kind)]


def takes(client, url, data):
    """Whether something happened; afterwards nothing has."""
    before = Event.objects.count()
    with undone():
        client.post(url, data)
        return Event.objects.count() > before


def as_it_stands(form, day, everything):
    """What a browser sends of the form as it opened, with what has to be filled in, or all that can be."""
    typed = filled(form, "Words", day, "7")
    stands = {form.add_prefix(key): form[key].value() for key in form.fields}
    empty = {form.add_prefix(key) for key, field in form.fields.items() if field.required or everything}
    told = {key: typed.get(key) if value in (None, "") and key in empty else value for key, value in stands.items()}
    return {key: getattr(value, "pk", value) for key, value in told.items() if value not in (None, "", False)}


def sendings(form, field, control):
    """The form with each record that it offers, on a day that is past and on one that is ahead."""
    for day in ("16/10/2018", f"{timezone.localdate() + dt.timedelta(days=30):%d/%m/%Y}"):
        for everything in (False, True):
            for record in reversed(control.queryset):
                yield {**as_it_stands(form, day, everything), form.add_prefix(field): record.pk}


def first_taken(client, url, also, tries):
    return next((data for data in tries if takes(client, url, {**also, **data})), None)


def fill_more(partnership):
    """Records that are still free to be chosen."""
    make_officer(make_agency(partnership, "Dorset Fire", "other"), "Sam")
    for health in partnership.agencies.filter(name__startswith="Dorset CCG"):
        make_officer(health, "Noor")
    make_written(make_finding(partnership.letters.first(), lead_agency=partnership.agencies.first()))


@pytest.mark.parametrize("who", [Role.BUSINESS_MANAGER, Role.AGENCY_LEAD, Role.SCRUTINEER])
def test_no_form_takes_a_foreign_record(client, world, who):
    own, other = world
    partnership = Partnership.objects.get(pk=own["partnership"])
    fill_more(partnership)
    client.force_login(make_person(who, partnership, None))
    unproven = set()
    for name, row in TABLE.items():
        if row.post is None or who not in (row.get or ()):
            continue
        url = address(name, own)
        form = (send(client, "get", url, row.also)[0].context or {}).get("form")
        for field, control in getattr(form, "fields", {}).items():
            if not isinstance(control, ModelChoiceField):
                continue
            offered = [str(one) for one in control.queryset]
            assert [one for one in offered if SECRET in one or "Torbay" in one] == [], (name, field)
            right = first_taken(client, url, row.also, sendings(form, field, control))
            if right is None:
                unproven.add((name, field))
                continue
            wrong = {**row.also, **right, form.add_prefix(field): foreign_key(control, other)}
            assert not takes(client, url, wrong), (name, field)
    assert unproven <= PAIRED
