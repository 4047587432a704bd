"""Events written before they said which letter they hang on say it now. Their seals do not cover it."""

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery

from partnerships.append_only import forbid, lift

LETTER_OF = {
    **{("findings", name): "letter_id" for name in ("addressee", "finding", "letterfile", "difference")},
    ("findings", "letter"): "pk",
    ("findings", "findingcontributor"): "finding__letter_id",
    ("actions", "action"): "letter_id",
    **{
        ("actions", name): "action__letter_id"
        for name in ("contributor", "alsoanswers", "update", "evidence", "datechange")
    },
    **{
        ("actions", name): "finding__letter_id"
        for name in ("measure", "impactrating", "challenge", "decision", "opinion")
    },
    ("actions", "measurereading"): "measure__finding__letter_id",
}


def say_letter(apps: Any, editor: Any) -> None:
    events = apps.get_model("partnerships", "Event").objects.using(editor.connection.alias)
    lift()
    for (app, name), path in LETTER_OF.items():
        letters = apps.get_model(app, name).objects.filter(pk=OuterRef("subject_id")).values(path)[:1]
        events.filter(subject_type=f"{app}.{name}", about_letter=None).update(about_letter=Subquery(letters))
    forbid()


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0005_contributors_end"),
        ("findings", "0004_before_publication"),
        ("partnerships", "0008_events_say_their_letter"),
    ]

    operations = [migrations.RunPython(say_letter, migrations.RunPython.noop)]
