from django.db import migrations

from partnerships.append_only import forbid


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0006_who_looked")]

    operations = [migrations.RunPython(forbid, migrations.RunPython.noop)]
