import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from partnerships.append_only import forbid


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0011_plain_name_of_chain"),
    ]

    operations = [
        migrations.AddField(
            model_name="event",
            name="content_salt",
            field=models.CharField(blank=True, default="", max_length=32),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="event",
            name="content_hash",
            field=models.CharField(default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="event",
            name="expunged_at",
            field=models.DateTimeField(null=True, verbose_name="words taken out"),
        ),
        migrations.AddField(
            model_name="event",
            name="expunged_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(forbid, migrations.RunPython.noop),  # SQLite builds the table anew, without its triggers
    ]
