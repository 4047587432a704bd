"""Actions on which more evidence was asked for before say now what, when and by whom: the history knows it."""

from typing import Any

from django.db import migrations


def say_what_was_asked_for(apps: Any, editor: Any) -> None:
    """The last request of each action that was not settled by assurance or a reopening."""
    alias = editor.connection.alias
    events = apps.get_model("partnerships", "Event").objects.using(alias)
    events = events.filter(subject_type="actions.action", changes__has_key="status").order_by("sequence")
    reasons: dict[int, str] = {}  # an event tells a reason only where it differs from the one before
    requests: dict[int, Any] = {}
    for event in events.iterator():
        key = event.subject_id
        reasons[key] = event.changes.get("reason", [None, reasons.get(key, "")])[1]
        if event.verb == "asked for more evidence":
            requests[key] = (reasons[key], event.at, event.actor_id)
        elif event.verb in ("assured", "reopened"):
            requests.pop(key, None)
    actions = apps.get_model("actions", "Action").objects.using(alias)
    for key, (asked, at, by) in requests.items():
        actions.filter(pk=key).update(asked=asked, asked_at=at, asked_by=by)


class Migration(migrations.Migration):
    dependencies = [("actions", "0009_what_was_asked_for")]

    operations = [migrations.RunPython(say_what_was_asked_for, migrations.RunPython.noop)]
