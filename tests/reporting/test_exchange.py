"""A whole plan out as one zip and into an empty installation: every row, file and event equal, and the chain whole."""

import datetime as dt
import hashlib
import shutil
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from actions.models import ImpactRating
from findings.models import Finding, FindingContributor
from partnerships import append_only
from partnerships.expunging import expunge
from partnerships.models import AccessReview, Event, Look, Partnership, Role, User
from partnerships.sealing import IMPORTED
from partnerships.words_said import words_of
from reporting.exchange.registry import secrets_of
from reporting.models import Papers
from tests.access.world import make_everything
from tests.makers import make_addressee, make_administrator, make_calendar, make_letter, make_user

ROOMS = ("partnerships", "findings", "actions", "reporting")
OURS = [m for room in ROOMS for m in apps.get_app_config(room).get_models(include_auto_created=True)]


def run(*arguments):
    out = StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=out)
    return out.getvalue()


def fill(area):
    """One record of every kind at least, some of them told of a letter that only its readers see."""
    keys = make_everything(area, f"words of {area}, “quoted” =1+1 \U0001f993")
    finding = Finding.objects.get(pk=keys["finding"])
    partnership, person = finding.partnership, make_user(Role.CHAIR, finding.partnership)
    said = {"partnership": partnership, "finding": finding, "said_by": person}
    ImpactRating(rating="too early", meeting="Executive", on=dt.date(2018, 10, 3), **said).enter(person)
    FindingContributor(partnership=partnership, finding=finding, agency=finding.lead_agency).enter(person)
    make_addressee(finding.letter, agency=finding.lead_agency)
    AccessReview.record(person, partnership)
    make_calendar(person, partnership)  # it stays; that it was made is told
    for record in (finding, person):
        about = {"subject_type": record._meta.label_lower, "subject_id": record.pk, "subject_name": str(record)}
        Look.objects.create(partnership=partnership, user=person, user_name=str(person), path="/", **about)
    Papers.objects.get(pk=keys["papers"]).letters.add(finding.letter)
    make_letter(partnership, letter_date=dt.date(2019, 3, 4)).hold_back(person)
    evidence = finding.actions.first().evidence.first()
    expunge(words_of(finding.actions.first().updates.first()), person, "It named a child.")
    return partnership, evidence


def belongs_to(model):
    """The ways from a model to its partnership, found in another way than the export's."""
    if model is Partnership:
        return "pk"
    names = {field.name: field for field in model._meta.concrete_fields}
    if "partnership" in names:
        return "partnership"
    for name, field in names.items():
        if field.is_relation and field.related_model not in (User, model) and (way := belongs_to(field.related_model)):
            return f"{name}__{way}"
    return ""


def rows():
    """Every row of every plan, by kind: all fields but secrets, people by their address."""
    addresses = dict(User.objects.values_list("pk", "email"))
    told = {}
    for model in OURS:
        if not (way := belongs_to(model)) or getattr(model, "stays_here", ""):
            continue
        shared = model._meta.get_field("partnership").null if way == "partnership" else False
        fields = [field for field in model._meta.concrete_fields if field not in secrets_of(model)]
        fields = [field for field in fields if not (shared and field.primary_key) and field.name != "sealed_actor"]
        found = model._base_manager.filter(**{f"{way}__isnull": False}).order_by(*_order(model))
        told[model._meta.label_lower] = [
            {field.name: _told(row, field, addresses) for field in fields} for row in found.exclude(**_ours_now(model))
        ]
    return told


def _order(model):
    return ("partnership", "sequence") if model is Event else ("partnership", "at", "pk") if model is Look else ("pk",)


def _ours_now(model):
    """What the import says of itself."""
    return {"verb": IMPORTED} if model is Event else {"pk": None}


def _told(row, field, addresses):
    value = getattr(row, field.attname)
    if field.is_relation and field.related_model is User:
        return addresses.get(value)
    if field.name == "subject_id" and row.subject_type == "partnerships.user":
        return addresses[value]
    return value.name if isinstance(field, models.FileField) else value


def files(folder):
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def empty():
    """An installation as it is on its first day."""
    append_only.lift()
    call_command("flush", interactive=False, verbosity=0)
    append_only.forbid()


@pytest.fixture
def stores(settings, tmp_path):
    """Where the files of the one installation are kept, and of the other."""
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    settings.MEDIA_ROOT = tmp_path / "one"
    return tmp_path / "one", tmp_path / "other"


class TestRoundTrip:
    @pytest.fixture
    def plans(self, transactional_db, stores):
        administrator = make_administrator("first@example.org")
        plans = [fill(area)[0] for area in ("Dorset", "Torbay")]
        for plan in plans:
            plan.change(administrator, "changed settings", handling="For members only")
        return plans

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("administrator", [None, "another@example.org", "first@example.org"])
    def test_two_plans_come_back_as_they_were(self, plans, stores, settings, tmp_path, administrator):
        before, kept, chains = rows(), files(stores[0]), _chains()
        assert {label for label, found in before.items() if not found} == set(), "put one into the test's world"
        for plan in plans:
            run("export_partnership", plan.area, "--out", tmp_path / f"{plan.area}.zip")
        empty()
        settings.MEDIA_ROOT = stores[1]
        if administrator:
            make_administrator(administrator)
        for plan in plans:
            said = run("import_partnership", tmp_path / f"{plan.area}.zip")
            assert "Its history is whole." in said
            assert ("hold at once: first@example.org." in said) is (administrator == "first@example.org")
        after = rows()
        assert after.keys() == before.keys()
        for label in before:
            assert after[label] == _and_the_event_of_the_import(label, before[label]), label
        assert files(stores[1]) == kept
        assert _chains() == {area: (length + 1, head) for area, (length, head) in chains.items()}
        assert run("check_history").count(": whole, ") == 3
        assert set(User.objects.filter(is_active=True).values_list("email", flat=True)) == {administrator} - {None}

    @pytest.mark.django_db(transaction=True)
    def test_months_of_work_on_a_published_letter_come_back_as_they_were(self, stores, settings, tmp_path):
        seeds = tmp_path / "seeds"
        seeds.mkdir()
        shutil.copy(next((settings.BASE_DIR / "seeds").glob("004_*")), seeds)
        run("import_letters", seeds)
        run("load_example_progress", "--on", "2026-11-20", "--seeds", seeds)
        before, kept, out = rows(), files(stores[0]), tmp_path / "plan.zip"
        assert len(before["actions.update"]) > 10
        run("export_partnership", "Wiltshire", "--out", out)
        empty()
        settings.MEDIA_ROOT = stores[1]
        run("import_partnership", out)
        after = rows()
        for label in before:
            assert after[label] == _and_the_event_of_the_import(label, before[label]), label
        assert files(stores[1]) == kept
        assert run("check_history").count(": whole, ") == 2

    @pytest.mark.django_db(transaction=True)
    def test_and_go_on_from_there(self, plans, stores, settings, tmp_path):
        """Taken out a second time, with people under new keys once more, and worked on in between."""
        out = tmp_path / "Dorset.zip"
        for turn in range(3):
            run("export_partnership", "Dorset", "--out", out)
            empty()
            for number in range(turn + 1):
                make_administrator(f"administrator{number}@example.org")
            run("import_partnership", out)
            partnership = Partnership.objects.get()
            kim = User.objects.get(email="author@dorset.example.org")
            partnership.letters.first().change(kim, theme=f"turn {turn}")
            assert Event.objects.filter(actor=kim, verb="changed").latest("sequence").actor_name == kim.name
            assert "whole" in run("check_history")
            assert "broken" not in run("check_history")
        assert Event.objects.exclude(sealed_actor=None).exists()


def _and_the_event_of_the_import(label, found):
    """A chain is longer by what the import says; nothing else differs."""
    if label != "partnerships.chain":
        return found
    heads = dict(Event.objects.filter(verb=IMPORTED).values_list("partnership", "hash"))
    return [{**row, "length": row["length"] + 1, "head": heads[row["partnership"]]} for row in found]


def _chains():
    """By area: the number of events, and the hash of the last that was there before an import."""
    told = {}
    for partnership in Partnership.objects.all():
        events = partnership.events.order_by("sequence")
        told[partnership.area] = (events.count(), events.exclude(verb=IMPORTED).last().hash)
    return told
