"""What number a finding had before its kind or number was changed, told by the history so far."""

from typing import Any

from django.db import migrations, models

AT_IMPORT = "corrected when imported"


def tell_former(apps: Any, editor: Any) -> None:
    alias = editor.connection.alias
    events = apps.get_model("partnerships", "Event").objects.using(alias)
    findings = apps.get_model("findings", "Finding").objects.using(alias)
    codes: dict[int, list[str]] = {}
    stands: dict[int, dict[str, Any]] = {}
    told = events.filter(subject_type="findings.finding").order_by("subject_id", "sequence")
    for key, verb, changes in told.values_list("subject_id", "verb", "changes").iterator():
        before = dict(stands.get(key, {}))
        stands.setdefault(key, {}).update({n: changes[n][1] for n in ("kind", "number") if n in changes})
        if before and before != stands[key] and verb != AT_IMPORT:
            codes.setdefault(key, []).append(f"{'P' if before['kind'] == 'priority action' else 'A'}{before['number']}")
    for key, former in codes.items():
        findings.filter(pk=key).update(former_codes=f" {' '.join(dict.fromkeys(former))} ")


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0005_split_and_closed"),
        ("partnerships", "0009_people_and_roles"),
    ]

    operations = [
        migrations.AddField(
            model_name="finding",
            name="former_codes",
            field=models.TextField(default="", editable=False, help_text="Such as “ A2 P7 ”: numbers it gave up."),
        ),
        migrations.RunPython(tell_former, migrations.RunPython.noop),
    ]
