"""Who led an action when something was said of it: told once of old updates, by a migration."""

from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

import actions.migrations
from actions.models import Update
from tests.makers import make_agency, make_update, make_written

(NAME,) = (path.stem for path in Path(actions.migrations.__path__[0]).glob("*_who_led_when_it_was_said.py"))


@pytest.mark.django_db
def test_it_is_read_from_the_history():
    action = make_written()
    police, partnership = action.lead_agency, action.partnership
    health, probation = make_agency(partnership, "Dorset CCG", "health"), make_agency(partnership, "Probation")
    for leads in (health, probation):
        make_update(action, agency=police)
        make_update(action, agency=health)
        action.refresh_from_db()
        action.change(None, "changed lead", lead_agency=leads)
    for agency in (health, probation):
        make_update(action, agency=agency)
    said = Update.objects.order_by("recorded_at", "pk")
    led = [True, False, False, True, False, True]
    assert list(said.values_list("as_lead", flat=True)) == led
    Update.objects.update(as_lead=False)
    import_module(f"actions.migrations.{NAME}").say_who_led(apps, SimpleNamespace(connection=connection))
    assert list(said.values_list("as_lead", flat=True)) == led
