from django.db import migrations

from partnerships.append_only import forbid, lift


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0001_initial")]

    operations = [migrations.RunPython(forbid, lift)]
