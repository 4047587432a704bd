"""What is no whole plan of this program, or comes to the wrong place: refused in plain words, and nothing is kept."""

import io
import json
import warnings
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.storage import FileSystemStorage
from django.core.management import CommandError
from django.db import transaction
from django.test import override_settings
from django.urls import reverse

from partnerships.models import Partnership, Role, User
from reporting.exchange import archive
from reporting.exchange.registry import leaving, ours, why_it_stays
from reporting.management.commands import import_partnership
from tests.makers import make_administrator, make_agency, make_partnership
from tests.reporting.test_exchange import OURS, ROOMS, files, fill, run

pytestmark = pytest.mark.django_db
EVIDENCE, FINDING, AGENCY = "data/actions.evidence.json", "data/findings.finding.json", "data/partnerships.agency.json"


@pytest.fixture(scope="module")
def whole(django_db_setup, django_db_blocker, tmp_path_factory):
    """By name, the entries of a plan's file; the plan itself is gone again."""
    folder = tmp_path_factory.mktemp("plan")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=folder / "store"), transaction.atomic():
        fill("Dorset")
        run("export_partnership", "Dorset", "--out", folder / "plan.zip")
        transaction.set_rollback(True)
    with zipfile.ZipFile(folder / "plan.zip") as found:
        return {name: found.read(name) for name in found.namelist()}


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "store"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT


def packed(entries, sealed=True, **said):
    """A zip of these entries, whose manifest tells of each by its hash; `said` stands in the manifest besides."""
    told = json.loads(entries["manifest.json"])
    others = {name: data for name, data in entries.items() if name != "manifest.json"}
    seals = {name: sha256(data).hexdigest() for name, data in others.items()} if sealed else told["entries"]
    return zipped({**others, "manifest.json": json.dumps({**told, "entries": seals, **said}).encode()})


def zipped(entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in entries.items():
            file.writestr(name, data)
    return out.getvalue()


def with_rows(entries, name, change):
    """`change` is given the rows of one kind."""
    rows = json.loads(entries[name])
    change(rows)
    return {**entries, name: "".join(["[\n", ",\n".join(map(json.dumps, rows)), "\n]\n"]).encode()}


def first(**values):
    return lambda rows: rows[0].update(values)


def with_events(entries, change):
    events = [json.loads(line) for line in entries["history.jsonl"].splitlines()]
    change(events)
    return {**entries, "history.jsonl": "".join(f"{json.dumps(one)}\n" for one in events).encode()}


def with_people(entries, people):
    return {**entries, "people.json": json.dumps(people).encode()}


def bring(tmp_path, data, *arguments):
    file = tmp_path / "plan.zip"
    file.write_bytes(data)
    return run("import_partnership", file, *arguments)


def state():
    return {model._meta.label: model._base_manager.count() for model in OURS}


def refused(tmp_path, store, data):
    before, kept = state(), files(store)
    with pytest.raises(CommandError) as wrong:
        bring(tmp_path, data)
    assert state() == before
    assert files(store) == kept
    assert str(wrong.value).endswith("Nothing is kept.")
    return str(wrong.value)


NO_PLAN = {
    "no zip": (lambda whole: b"This is no zip.", "no zip"),
    "nothing": (lambda whole: b"", "no zip"),
    "another zip": (lambda whole: zipped({"a.txt": b""}), "no manifest.json"),
    "cut off": (lambda whole: packed(whole)[:-3000], "no zip, or a damaged one"),
    "a way out": (lambda whole: packed({**whole, "../../evil.txt": b""}), "belongs to no plan"),
    "a way out of a folder": (lambda whole: packed({**whole, "documents/../../evil": b""}), "belongs to no plan"),
    "a manifest that is no JSON": (lambda whole: zipped({**whole, "manifest.json": b"{"}), "cannot be read"),
    "a manifest too deep": (lambda whole: zipped({**whole, "manifest.json": b"[" * 99999}), "cannot be read"),
    "a manifest that is a list": (lambda whole: zipped({**whole, "manifest.json": b"[]"}), "not known here"),
    "a manifest of few words": (lambda whole: zipped({**whole, "manifest.json": b'{"format": 1}'}), "“area”"),
    "a format of later days": (lambda whole: packed(whole, format=2), "not known here"),
    "other fields": (lambda whole: packed(whole, models={}), "records have other fields"),
    "a part of a plan": (lambda whole: packed(whole, whole=False), "not the whole plan"),
    "an entry changed": (lambda whole: packed({**whole, "history.csv": b"x"}, sealed=False), "not what it was"),
    "an entry more": (lambda whole: packed({**whole, "documents/x.pdf": b""}, sealed=False), "was put into"),
    "an entry less": (
        lambda whole: packed({n: d for n, d in whole.items() if n != FINDING}, sealed=False),
        "is missing",
    ),
}


@pytest.mark.parametrize("case", NO_PLAN)
def test_what_is_no_plan(whole, tmp_path, store, case):
    make, why = NO_PLAN[case]
    assert why in refused(tmp_path, store, make(whole))


def no_person(people):
    return [{**one, "email": "nobody"} for one in people]


def people_of(whole):
    return json.loads(whole["people.json"])


WRONG = {
    "another partnership's": (lambda w: with_rows(w, AGENCY, first(partnership=99)), "belongs to partnership 99"),
    "a reference to nothing": (lambda w: with_rows(w, FINDING, first(letter=99)), "refers to findings.letter 99"),
    "no such choice": (lambda w: with_rows(w, FINDING, first(kind="zebra")), "none of the values"),
    "words too long": (lambda w: with_rows(w, AGENCY, first(name="x" * 5000)), "agency.json, name: "),
    "a link that runs": (lambda w: with_rows(w, EVIDENCE, first(link="javascript:1")), "evidence.json, link: "),
    "a sign that is no text": (lambda w: with_rows(w, AGENCY, first(name="a\0b")), "character that no text has"),
    "a number too large": (lambda w: with_rows(w, FINDING, first(page=10**30)), "finding.json, page: "),
    "no date": (lambda w: with_rows(w, "data/findings.letter.json", first(letter_date="yesterday")), "letter_date: "),
    "no key": (lambda w: with_rows(w, AGENCY, first(id=None)), "without a key"),
    "a field more": (lambda w: with_rows(w, AGENCY, first(zebra=1)), "none of its kind"),
    "a row that is a word": (lambda w: {**w, AGENCY: b'[\n"zebra"\n]'}, "none of its kind"),
    "no number": (lambda w: {**w, AGENCY: b"[\nNaN\n]"}, "cannot be read"),
    "a row less": (lambda w: with_rows(w, "data/partnerships.look.json", lambda rows: rows.pop()), "more or fewer"),
    "a row twice": (lambda w: with_rows(w, AGENCY, lambda rows: rows.append(rows[0])), "could not be kept"),
    "a row nobody told of": (lambda w: with_rows(w, FINDING, first(version=77)), "not every change has its event"),
    "words of an event": (lambda w: with_events(w, first(actor_name="Somebody Else")), "broken at event 1"),
    "who did it": (lambda w: with_events(w, first(sealed_actor=77)), "broken at event 1"),
    "an event without a sense": (lambda w: with_events(w, first(changes={"name": "x"})), "what was and what is"),
    "an event less": (lambda w: with_events(w, lambda events: events.pop()), "more or fewer"),
    "a file elsewhere": (
        lambda w: with_rows(w, EVIDENCE, first(content="../../settings.py")),
        "no name of a file of this plan",
    ),
    "another plan's file": (
        lambda w: with_rows(w, EVIDENCE, first(content="evidence/99/a.txt")),
        "no name of a file of this plan",
    ),
    "no address": (lambda w: with_people(w, no_person(people_of(w))), "no e-mail address"),
    "a person twice": (lambda w: with_people(w, [*people_of(w), people_of(w)[0]]), "a person twice"),
    "a person less": (lambda w: with_people(w, people_of(w)[1:]), "people.json lacks person"),
    "people that are no list": (lambda w: with_people(w, {}), "people.json holds no list"),
    "an index of nothing": (lambda w: {**w, "files/index.json": b"[]"}, "is missing"),
    "an index that lies": (
        lambda w: with_rows(w, "files/index.json", first(sha256="0" * 64)),
        "other files than those in this zip",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_plan_whose_seals_are_right_and_whose_words_are_wrong(whole, tmp_path, store, case):
    make, why = WRONG[case]
    assert why in refused(tmp_path, store, packed(make(whole)))


def test_an_end_of_the_history_that_was_cut_off(whole, tmp_path, store):
    """All that counts is put right, the chain's own row too, but for what the rows themselves say."""
    entries = with_events(whole, lambda events: events.pop())
    told = json.loads(whole["manifest.json"])["models"]
    told["partnerships.event"]["rows"] -= 1
    last = json.loads(entries["history.jsonl"].splitlines()[-1])
    chain = first(length=last["sequence"], head=last["hash"])
    entries = with_rows(entries, "data/partnerships.chain.json", chain)
    assert "is not whole" in refused(tmp_path, store, packed(entries, models=told))


def test_a_bomb(whole, tmp_path, store, settings, monkeypatch):
    settings.EVIDENCE_QUOTA_MEGABYTES = 1
    monkeypatch.setattr(import_partnership, "ROWS_MEGABYTES", 1)
    data = packed({**whole, "documents/bomb.pdf": bytes(3 * 1024 * 1024)})
    assert len(data) < 1024 * 1024
    assert "the limit is 2 MB" in refused(tmp_path, store, data)


def test_a_list_of_entries_that_would_fill_the_memory(whole, tmp_path, store, monkeypatch):
    monkeypatch.setattr(archive, "LARGEST_INDEX", 1000)
    assert "far more entries" in refused(tmp_path, store, packed(whole))


def test_an_entry_twice(whole, tmp_path, store):
    out = io.BytesIO(packed(whole))
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(out, "a") as file:
        file.writestr("people.json", b"[]")
    assert "an entry twice" in refused(tmp_path, store, out.getvalue())


def test_a_damaged_byte(whole, tmp_path, store):
    data = bytearray(packed(whole))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as file:
        info = file.getinfo("history.jsonl")
    data[info.header_offset + 2000] ^= 0xFF
    said = refused(tmp_path, store, bytes(data))
    assert "history.jsonl" in said
    assert "Copy or make the file again." in said


def test_no_such_file(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run("import_partnership", tmp_path / "none.zip")


def test_a_store_that_fails_half_way(whole, tmp_path, store, monkeypatch):
    save, written = FileSystemStorage.save, []

    def full(self, name, *arguments, **values):
        if len(written) == 2:
            raise OSError(28, "No space left on device")
        written.append(save(self, name, *arguments, **values))
        return written[-1]

    monkeypatch.setattr(FileSystemStorage, "save", full)
    assert "No space left on device" in refused(tmp_path, store, packed(whole))
    assert len(written) == 2


class TestTheWrongPlace:
    def test_a_plan_of_that_area_is_there(self, whole, tmp_path, store):
        make_partnership("Dorset")
        assert "has a plan for Dorset already" in refused(tmp_path, store, packed(whole))

    def test_another_plan_has_the_keys(self, whole, tmp_path, store):
        key = json.loads(whole["manifest.json"])["partnership"]
        Partnership(pk=key, area="Torbay", name="Torbay").enter(None)
        make_agency(Partnership.objects.get(pk=key), "Torbay Police")
        assert "Import it into an installation of its own." in refused(tmp_path, store, packed(whole))

    def test_another_file_lies_where_its_file_would(self, whole, tmp_path, store):
        stored = json.loads(whole["files/index.json"])[0]["stored"]
        (store / stored).parent.mkdir(parents=True)
        (store / stored).write_bytes(b"another")
        assert "has another file under the name" in refused(tmp_path, store, packed(whole))


class TestTheRightPlace:
    def test_a_dry_run_tells_and_keeps_nothing(self, whole, tmp_path, store):
        before = state()
        said = bring(tmp_path, packed(whole), "--dry-run")
        assert "would come: " in said
        assert "Its history is whole." in said
        assert "Nothing was kept: this was a dry run." in said
        assert state() == before
        assert files(store) == {}

    def test_it_is_told_what_to_do_next_and_a_second_time_changes_nothing(self, whole, tmp_path, store):
        said = bring(tmp_path, packed(whole))
        assert "None of them can sign in yet" in said
        assert "send its business manager the invitation" in said
        assert "has a plan for Dorset already" in refused(tmp_path, store, packed(whole))

    def test_who_came_is_let_in_by_an_invitation_and_whom_an_administrator_shut_out_is_not(
        self, whole, tmp_path, client, mailoutbox
    ):
        bring(tmp_path, packed(whole))
        partnership, administrator = Partnership.objects.get(), make_administrator()
        viewer = User.objects.get(email="viewer@dorset.example.org")
        scrutineer = partnership.memberships.get(role=Role.SCRUTINEER).user
        scrutineer.change(administrator, "let in", is_active=True)
        scrutineer.change(administrator, "made inactive", is_active=False)
        client.force_login(administrator)
        page = client.get(reverse("people", args=[partnership.pk])).content.decode()
        assert page.count("Came with the plan, invite them") == 4  # those whose role holds, but for the one
        for user in (viewer, scrutineer):
            client.post(reverse("send_again", args=[partnership.pk, user.pk]))
            user.refresh_from_db()
        assert viewer.is_active
        assert not scrutineer.is_active
        assert viewer.email in [one.to[0] for one in mailoutbox]


def test_every_model_has_its_place():
    """What belongs to a partnership leaves with it, and is in the round trip's world. What stays, stays here by name:
    a model that belongs to none says `stays_here`, and why."""
    stay = {"partnerships.user", "partnerships.user_groups", "partnerships.user_user_permissions"}
    stay |= {"reporting.calendaraddress", "reporting.token"}  # keys to this installation
    stay |= {"reporting.reminderchoice", "reporting.digest", "reporting.reminderrun"}  # of people, and of runs
    assert {model._meta.label_lower for model in ours() if why_it_stays(model)} == stay
    for model in leaving():
        for field in model._meta.concrete_fields:
            if field.is_relation:
                assert field.related_model is User or field.related_model in leaving(), f"{model}: {field.name}"


def test_every_room_with_models_is_looked_through(settings):
    ours = [app for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR]
    assert {app.label for app in ours if list(app.get_models())} == set(ROOMS)
