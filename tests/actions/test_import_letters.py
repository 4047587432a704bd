"""The command, as the person who types it meets it; the seeds as they are."""

import datetime as dt
import json
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.management import call_command

from actions.models import Action, Status
from findings.models import Difference, Finding, Letter, LetterFile
from partnerships.models import Event

pytestmark = pytest.mark.django_db
SEEDS = settings.BASE_DIR / "seeds"
WILTSHIRE = SEEDS / "004_ccc19f5a55b9d5b3.txt"


def run(*arguments: object) -> SimpleNamespace:
    out, err, code = StringIO(), StringIO(), 0
    try:
        call_command("import_letters", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as left:
        code = left.code
    return SimpleNamespace(out=out.getvalue(), err=err.getvalue(), code=code)


def everything():
    """Row counts, texts, edits and events."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Letter, LetterFile, Finding, Action, Difference, Event)
    ]


def test_the_seeds_give_the_plans_that_their_letters_call_for():
    done = run(SEEDS)
    assert done.code == 0
    assert done.out.endswith("4 created, 1 updated, 0 unchanged, 0 failed.\n")
    told = {
        letter.partnership.area: (letter.findings.count(), letter.statutory_due, letter.statement_due_is)
        for letter in Letter.objects.all()
    }
    assert told == {
        "Hampshire": (11, dt.date(2017, 5, 5), "printed"),
        "Dorset": (31, dt.date(2018, 10, 16), "printed"),
        "Lincolnshire": (26, dt.date(2017, 3, 7), "printed"),
        "Wiltshire": (9, dt.date(2017, 3, 27), "printed"),
    }
    assert (
        list(Finding.objects.filter(kind="priority action").values_list("letter__partnership__area", flat=True))
        == ["Dorset"] * 3
    )
    assert Action.objects.filter(status=Status.DRAFT, text="").count() == Action.objects.count() == 77
    assert {(a.deadline, a.letter.statutory_due) for a in Action.objects.with_deadline().select_related("letter")} == {
        (due, due) for _count, due, _is in told.values()
    }
    assert not Finding.objects.filter(lead_agency=None).exists()
    assert not Finding.objects.filter(because="").exists()
    assert Finding.objects.exclude(suggested_owner=None).count() > 20


def test_the_seeds_twice_change_nothing_even_after_people_have_edited():
    run(SEEDS)
    Action.objects.first().write_text(None, "Buy a system.")
    Finding.objects.last().change(None, text="As people put it.")
    before = everything()
    done = run(SEEDS)
    assert (done.code, done.out.splitlines()[-1]) == (0, "0 created, 0 updated, 5 unchanged, 0 failed.")
    assert everything() == before


def test_the_second_hampshire_file_is_a_further_copy_and_the_run_says_so():
    run(SEEDS)
    letter = Letter.objects.get(partnership__area="Hampshire")
    assert letter.files.count() == 2
    assert (
        letter.differences.open().filter(subject="addressee", now__isnull=True).exists()
    )  # it lacks the last addressee
    assert all(finding.places.count() == 2 for finding in letter.findings.all())


def test_a_dry_run_keeps_nothing_and_says_so():
    done = run(SEEDS, "--dry-run")
    assert "Nothing was kept" in done.out
    assert "4 created, 1 updated, 0 unchanged, 0 failed." in done.out
    assert not Letter.objects.exists()
    assert not Event.objects.exists()


def test_json_is_one_array_and_nothing_else():
    done = run(SEEDS, SEEDS / "nothing.txt", "--json", "--dry-run")
    rows = json.loads(done.out)
    assert done.code == 1
    assert [row.get("area") for row in rows] == ["Hampshire", "Hampshire", "Dorset", "Lincolnshire", "Wiltshire", None]
    assert set(rows[-1]) == {"file", "error"}
    dorset = rows[2]
    assert (dorset["letter_date"], dorset["inspected_from"], dorset["inspected_to"]) == (
        "2018-07-09",
        "2018-05-21",
        "2018-05-25",
    )
    assert (dorset["statement_due"], dorset["statement_due_is"]) == ("2018-10-16", "printed")
    assert dorset["statutory_70_working_days"] == "2018-10-16"
    assert dorset["addressees"][0] == {
        "name": "Nick Jarman",
        "role": "Director of Children's Services",
        "organisation": "Dorset County Council",
        "sector": "local authority",
    }
    first = dorset["findings"][0]
    assert (first["kind"], first["number"], first["stem"], first["page"]) == ("priority action", 1, "", None)
    assert first["text"].startswith("The local authority must ensure that actions and decision-making")
    assert (first["lead"], first["lead_agency"]) == ("local authority", "Dorset County Council")
    assert first["because"] in first["text"]


def test_json_tells_all_of_a_letter_that_is_held_already():
    run(WILTSHIRE)
    (row,) = json.loads(run(WILTSHIRE, "--json").out)
    assert len(row["findings"]) == 9


def bad_files(folder: Path) -> dict[str, str]:
    """Each bad file with words that its line must say."""
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.pdf").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    (folder / "recipe.txt").write_text("Take two eggs and a pound of flour.\n" * 20)
    (folder / "damaged.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    return {
        "empty.txt": "empty",
        "picture.pdf": "picture",
        "recipe.txt": "Joint targeted area inspection",
        "damaged.pdf": "the end of this PDF is missing",
    }


def test_bad_files_fail_in_a_line_each_and_the_others_are_imported(tmp_path):
    wanted = bad_files(tmp_path)
    (tmp_path / "wiltshire.txt").write_bytes(WILTSHIRE.read_bytes())
    done = run(tmp_path)
    assert done.code == 1
    assert done.out.endswith("1 created, 0 updated, 0 unchanged, 4 failed.\n")
    lines = done.err.strip().splitlines()
    assert len(lines) == 4
    for name, words in wanted.items():
        (line,) = [line for line in lines if name in line]
        assert words.lower() in line.lower()
    assert Letter.objects.count() == 1


def test_a_missing_file_and_a_folder_without_letters_are_said_plainly(tmp_path):
    done = run(tmp_path, tmp_path / "no.pdf")
    assert done.code == 1
    assert "There is no letter in this folder" in done.err
    assert "There is no such file" in done.err


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path, settings):
    settings.LETTER_MAX_MEGABYTES = 1
    large = tmp_path / "large.txt"
    large.write_bytes(b"a" * 1_100_000)
    done = run(large)
    assert (done.code, "the limit is 1 MB" in done.err) == (1, True)


def test_a_letter_that_may_be_held_already_is_reported(tmp_path):
    run(WILTSHIRE)
    other = tmp_path / "other.txt"
    other.write_text(
        WILTSHIRE.read_text(encoding="utf-8").replace("16 December 2016", "17 December 2016", 1), encoding="utf-8"
    )
    assert "may be the same letter as Wiltshire, 16 December 2016" in run(other).out


def test_the_seeds_import_costs_a_settled_number_of_queries_for_a_finding(django_assert_max_num_queries):
    with django_assert_max_num_queries(1200):
        run(WILTSHIRE)
