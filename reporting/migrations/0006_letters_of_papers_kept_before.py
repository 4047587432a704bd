from typing import Any

from django.db import migrations

OF_FINDINGS = ("actions", "challenges", "impact", "measures")


def record(apps: Any, schema_editor: Any) -> None:
    """The letters of the findings that papers tell of."""
    papers, letters = apps.get_model("reporting", "Papers"), apps.get_model("findings", "Letter")
    for one in papers.objects.only("contents").iterator(chunk_size=50):
        findings = {told["key"] for told in one.contents.get("findings", ())}
        findings |= {told["finding"] for name in OF_FINDINGS for told in one.contents.get(name, ())}
        one.letters.set(letters.objects.filter(findings__in=findings).distinct())


class Migration(migrations.Migration):
    dependencies = [("reporting", "0005_papers_and_their_letters")]

    operations = [migrations.RunPython(record, migrations.RunPython.noop)]
