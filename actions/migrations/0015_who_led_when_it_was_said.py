"""Updates say whether their agency led the action at the time: of those that are there, the history knows it."""

from typing import Any

from django.db import migrations, models
from django.db.models import F


def say_who_led(apps: Any, editor: Any) -> None:
    """The agency that leads now, unless another was in its place until a change that came after the update."""
    alias = editor.connection.alias
    updates = apps.get_model("actions", "Update").objects.using(alias)
    updates.filter(agency=F("action__lead_agency")).update(as_lead=True)
    events = apps.get_model("partnerships", "Event").objects.using(alias)
    events = events.filter(subject_type="actions.action", changes__has_key="lead_agency").order_by("-sequence")
    for event in events.iterator():  # from the latest back: the earliest change after an update has the last word
        if former := event.changes["lead_agency"][0]:
            earlier = updates.filter(action=event.subject_id, recorded_at__lt=event.at)
            earlier.update(as_lead=False)
            earlier.filter(agency=former["id"]).update(as_lead=True)


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0014_how_updates_came_in"),
    ]

    operations = [
        migrations.AddField(
            model_name="update",
            name="as_lead",
            field=models.BooleanField(default=False, editable=False, verbose_name="said as the lead"),
        ),
        migrations.RunPython(say_who_led, migrations.RunPython.noop),
    ]
