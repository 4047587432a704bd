from django.db import migrations, models

from partnerships.append_only import forbid


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0015_reminders_escalate"),
    ]

    operations = [
        migrations.AddField(
            model_name="event",
            name="sealed_actor",
            field=models.BigIntegerField(
                help_text="The actor's key where the event was sealed, if it is another here: the plan came later.",
                null=True,
            ),
        ),
        migrations.RunPython(forbid, migrations.RunPython.noop),  # the new column is kept as the others are
    ]
