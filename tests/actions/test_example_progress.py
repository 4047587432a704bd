"""Example progress: believable, marked, loaded once, and never over what somebody has really done."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from actions.example_progress_stories import MARK, STORIES, story_for
from actions.models import (
    Action,
    Challenge,
    Contributor,
    DateChange,
    Decision,
    Evidence,
    ImpactRating,
    Measure,
    MeasureReading,
    Opinion,
    Status,
    Update,
)
from actions.models.updates import LONGEST
from actions.timeline import timeline
from findings.models import Finding
from partnerships.models import Event, Membership, Officer, Partnership, Role, User
from tests.makers import (
    make_action,
    make_agency,
    make_file,
    make_finding,
    make_letter,
    make_officer,
    make_partnership,
    make_update,
    make_user,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 20)


def load(*arguments: str) -> str:
    out = StringIO()
    call_command("load_example_progress", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def seeds(folder):
    """Letters of two areas, each with a file that lies in the folder of seeds: twelve findings and three."""
    for area, number in (("Hampshire", 12), ("Wiltshire", 3)):
        letter = make_letter(make_partnership(area))
        agencies = [make_agency(letter.partnership, f"{area} {what}", what.lower()) for what in ("Police", "Health")]
        for one in range(number):
            make_action(make_finding(letter, lead_agency=agencies[one % 2]))
        make_officer(agencies[0])
        make_file(letter, data=area.encode())
        (folder / f"{area}.txt").write_bytes(area.encode())
    return ("--seeds", str(folder), "--on", TODAY.isoformat())


@pytest.fixture
def letters(tmp_path):
    return seeds(tmp_path)


@pytest.fixture
def wiltshire(letters, tmp_path):
    """Only the small plan's letter lies in the folder of seeds: loading twelve findings takes its time."""
    (tmp_path / "Hampshire.txt").unlink()
    return letters


@pytest.fixture(scope="class")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """Both plans loaded once, for all who only look: where the letters lie, the officers before, what was printed."""
    with django_db_blocker.unblock(), transaction.atomic():
        letters = seeds(tmp_path_factory.mktemp("seeds"))
        officers = set(Officer.objects.values_list("pk", flat=True))
        yield letters, officers, load(*letters)
        transaction.set_rollback(True)


class TestLoaded:
    """Each looks at the same two plans."""

    def test_plans_look_alive_and_every_word_is_marked(self, loaded):
        _, _, printed = loaded
        assert "Hampshire Safeguarding Children Partnership: 11 actions with example progress." in printed
        assert set(Action.objects.values_list("status", flat=True)) >= {
            *(
                Status.DRAFT,
                Status.NOT_STARTED,
                Status.IN_PROGRESS,
                Status.DELIVERED,
                Status.ASSURED,
                Status.MORE_EVIDENCE,
            ),
        }
        actions = Action.objects.all()
        assert actions.overdue(TODAY).filter(target_date__gt=TODAY - dt.timedelta(days=60)).exists()
        assert actions.due_soon(TODAY).exists()
        assert actions.due_later(TODAY).exists()
        for model, name in (
            *((Action.objects.exclude(text=""), "text"), (Action.objects.exclude(difference=""), "difference")),
            *((Action.objects.exclude(asked=""), "asked"), (Contributor.objects.exclude(part=""), "part")),
            *((Update.objects.exclude(text=""), "text"), (Evidence.objects, "title"), (DateChange.objects, "reason")),
            *((Measure.objects, "name"), (ImpactRating.objects, "note"), (Decision.objects, "text")),
            *((Opinion.objects, "text"), (Challenge.objects, "text"), (Challenge.objects.exclude(answer=""), "answer")),
        ):
            told = list(model.values_list(name, flat=True))
            assert told, (model.model, name)
            assert all(words.startswith(MARK) for words in told), (model.model, name)
        assert not Update.objects.filter(is_example=False).exists()
        assert not Evidence.objects.filter(is_example=False).exists()
        assert {bool(one.content) for one in Evidence.objects.all()} == {True, False}

    def test_everything_happened_before_the_day_and_the_history_is_whole(self, loaded):
        days = [update.recorded_at.date() for update in Update.objects.all()]
        assert max(days) < TODAY
        assert min(days) < TODAY - dt.timedelta(days=90)
        assert MeasureReading.objects.count() > 20
        for partnership in Partnership.objects.all():
            assert Event.objects.broken_at(partnership.pk) is None
        action = Action.objects.filter(status=Status.ASSURED).first()
        told = timeline(action)
        assert (told[-1].did, told[-1].dated) == ("added the action", False)  # today, below what is dated before
        assert all(entry.dated for entry in told[:-1])
        assert action.assured_by != action.delivered_by
        assert action.assured_at.date() < TODAY

    def test_nobody_whom_a_letter_names_is_given_work(self, loaded):
        _, real, _ = loaded
        assert not Action.objects.filter(lead_officer__in=real).exists()
        assert all("(example)" in one.name for one in Officer.objects.exclude(pk__in=real))
        assert not User.objects.exclude(email__endswith="@demonstration.example").exists()

    def test_each_plan_has_people_of_each_role_and_their_passwords_are_printed_once(self, loaded):
        _, _, printed = loaded
        for partnership in Partnership.objects.all():
            held = Membership.objects.filter(partnership=partnership).values_list("role", flat=True)
            assert set(held) == set(Role)
        lines = [line.split() for line in printed.splitlines() if "@" in line]
        assert len(lines) == 2 * len(Role)
        for email, password, *_ in lines:
            assert User.objects.get(email=email).check_password(password)
        assert "@" not in load(*loaded[0])

    def test_second_run_changes_nothing(self, loaded):
        before = (Event.objects.count(), User.objects.count())
        assert load(*loaded[0]).count("has its example progress.") == 2
        assert (Event.objects.count(), User.objects.count()) == before


def test_plan_that_somebody_works_on_is_left_alone_and_the_others_are_filled(letters):
    written = Action.objects.filter(partnership__area="Wiltshire").first()
    written.write_text(None, "Train every officer.")
    make_update(written)
    before = Event.objects.filter(partnership=written.partnership).count()
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("load_example_progress", *letters, stdout=out, stderr=out)
    wiltshire = "Wiltshire Safeguarding Children Partnership: left alone, because somebody works on it"
    assert f"{wiltshire} (actions written or planned: 1, updates: 1)." in out.getvalue()
    assert Event.objects.filter(partnership=written.partnership).count() == before
    assert Action.objects.filter(partnership__area="Hampshire", text__startswith=MARK).exists()


def real_measure(finding, by):
    Measure(partnership=finding.partnership, finding=finding, name="Visits", source="audit").enter(by)


def real_plan(finding, by):
    finding.actions.get().change(by, target_date=TODAY)


def real_closing(finding, by):
    finding.change(by, closed_at=dt.datetime.now(dt.UTC), closed_by=by)


@pytest.mark.parametrize("work", [real_measure, real_plan, real_closing])
def test_any_real_work_stands_in_the_way(wiltshire, work):
    finding = Finding.objects.filter(partnership__area="Wiltshire").first()
    work(finding, make_user(None))
    with pytest.raises(SystemExit):
        load(*wiltshire)
    assert not Update.objects.filter(partnership=finding.partnership).exists()


@pytest.mark.parametrize(
    ("name", "value"), [("HTTPS", True), ("ALLOWED_HOSTS", ["plan.example.org"]), ("ALLOWED_HOSTS", ["*"])]
)
def test_no_examples_on_a_server(settings, letters, name, value):
    setattr(settings, name, value)
    with pytest.raises(CommandError, match="local installation"):
        load(*letters)
    assert not User.objects.exists()


def test_plans_of_other_letters_are_not_touched(wiltshire):
    load(*wiltshire)
    for written in (Action.objects.filter(text__startswith=MARK), Membership.objects):
        assert set(written.values_list("partnership__area", flat=True)) == {"Wiltshire"}


def test_no_examples_without_letters_and_on_no_day_to_come(tmp_path):
    with pytest.raises(CommandError, match="import_letters"):
        load("--seeds", str(tmp_path))
    with pytest.raises(CommandError, match="a day before it"):
        load("--on", "2999-01-01")
    with pytest.raises(CommandError, match="such as 2026-11-20"):
        load("--on", "soon")


def test_a_finding_gets_the_story_that_its_words_tell():
    assert "missing" in story_for("Children who go missing are not offered return home interviews.").words
    assert "train" in story_for("Offender managers need further training.").words
    assert story_for("Something else.") == STORIES[-1]
    for story in STORIES:
        assert all(len(MARK + text) <= LONGEST for text in (*story.told, story.stuck, story.different))
        assert len(MARK + story.next_step) <= 500
