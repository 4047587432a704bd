"""What number a finding had before it was kept is told by the history, once, by a migration."""

from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

import findings.migrations
from findings.models import Finding
from findings.models.findings import AT_IMPORT
from tests.makers import make_finding, make_letter

pytestmark = pytest.mark.django_db
(NAME,) = (path.stem for path in Path(findings.migrations.__path__[0]).glob("*_numbers_that_were_given_up.py"))


def test_former_numbers_are_read_from_the_history():
    letter = make_letter()
    moved, corrected, still = (make_finding(letter) for _ in range(3))
    corrected.change(None, AT_IMPORT, kind="priority action", number=1)
    moved.change(None, "accepted from a further copy", kind="priority action", number=2)
    moved.change(None, "corrected", number=7)
    still.change(None, text="Other words.")
    Finding.objects.update(former_codes="")
    editor = SimpleNamespace(connection=connection)
    import_module(f"findings.migrations.{NAME}").tell_former(apps, editor)
    assert {finding.pk: finding.was for finding in Finding.objects.all()} == {
        moved.pk: ["A1", "P2"],
        corrected.pk: [],
        still.pk: [],
    }
