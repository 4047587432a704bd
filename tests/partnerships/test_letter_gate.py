"""What hangs on a letter is found by itself, so that a new model is hidden with a letter that is not published yet."""

import datetime as dt

import pytest
from django.apps import apps

from actions.models import Action, AlsoAnswers, Evidence, MeasureReading
from findings.models import Finding, Letter, LetterReader
from partnerships.history import Historic, NotPossible
from partnerships.letter_gate import letter_of, paths_to_letter
from partnerships.models import Agency, Event, Look, Officer, Role
from partnerships.querysets import OwnedQuerySet
from reporting.models import Papers
from tests.admin.test_pages import fill
from tests.makers import make_action, make_administrator, make_finding, make_letter, make_user

pytestmark = pytest.mark.django_db
ROOMS = ("partnerships", "findings", "actions", "reporting")
MODELS = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
HANGING = [model for model in MODELS if paths_to_letter(model)]


def refers_to_a_letter(model):
    """By any chain of foreign keys, found in another way than the gate's."""
    seen, left = set(), {model}
    while left:
        one = left.pop()
        if one is Letter:
            return True
        seen.add(one)
        left |= {
            f.related_model for f in one._meta.get_fields() if (f.many_to_one or f.one_to_one) and f.concrete
        } - seen
    return False


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_every_model_that_refers_to_a_letter_is_gated_with_it(model):
    if not refers_to_a_letter(model):
        assert model in (Event, Look, Papers) or not paths_to_letter(model)
        return
    assert paths_to_letter(model)
    assert isinstance(model._default_manager.all(), OwnedQuerySet)


def test_paths_are_the_short_ones():
    assert paths_to_letter(Letter) == ("pk",)
    assert paths_to_letter(Action) == paths_to_letter(LetterReader) == ("letter_id",)
    assert paths_to_letter(MeasureReading) == ("measure__finding__letter_id",)
    assert paths_to_letter(AlsoAnswers) == ("action__letter_id", "finding__letter_id")
    assert paths_to_letter(Agency) == paths_to_letter(Officer) == ()


def test_until_it_is_published_only_its_readers_see_what_hangs_on_a_letter():
    fill()
    letter = Letter.objects.get()
    Papers.objects.get().letters.add(letter)  # of a day before it was entered
    Look.objects.create(partnership=letter.partnership, user=make_user(None), about_letter=letter.pk)
    user, administrator = make_user(partnership=letter.partnership), make_administrator()
    reader = make_user(Role.VIEWER, letter.partnership)
    letter.hold_back(reader)
    for model in HANGING:
        rows = model._default_manager
        hidden = rows.filter(about_letter=letter.pk) if model in (Event, Look) else rows.all()
        assert hidden.exists(), model
        assert not hidden.visible_to(user).exists(), model
        assert hidden.visible_to(reader).count() == hidden.visible_to(administrator).count() == hidden.count(), model
    letter.publish(reader, letter.letter_date)
    assert all(model._default_manager.visible_to(user).exists() for model in HANGING)


def test_every_event_of_what_hangs_on_a_letter_says_so():
    fill()
    hanging = {model._meta.label_lower for model in HANGING if issubclass(model, Historic) and model is not Papers}
    assert not Event.objects.filter(subject_type__in=hanging).exclude(about_letter=Letter.objects.get().pk).exists()
    assert Event.objects.filter(subject_type__in=hanging).exists()


def test_reader_who_left_the_partnership_sees_nothing():
    letter = make_letter()
    reader = make_user(Role.CHAIR, letter.partnership)
    letter.hold_back(reader)
    assert Letter.objects.visible_to(reader).exists()
    reader.memberships.get().change(None, expires_on=dt.date(2020, 1, 1))
    assert not Letter.objects.visible_to(reader).exists()


def test_what_joins_two_letters_hangs_on_the_one_that_is_not_published():
    here = make_action()
    other = make_letter(here.partnership, letter_date=None)
    user = make_user(partnership=here.partnership)
    other.hold_back(user)
    both = AlsoAnswers(partnership=here.partnership, action=here, finding=make_finding(other)).enter(user)
    assert letter_of(both) == other.pk
    colleague = make_user(partnership=here.partnership)
    assert not AlsoAnswers.objects.visible_to(colleague).exists()
    assert not AlsoAnswers.objects.told_of_action().exists()
    assert AlsoAnswers.objects.told_of_finding().exists()  # its readers see the action
    assert Action.objects.visible_to(colleague).exists()


def test_readers_come_and_go_and_somebody_stays():
    letter = make_letter()
    kim, alex = (make_user(partnership=letter.partnership) for _ in range(2))
    assert letter.hold_back(kim)
    assert not letter.hold_back(kim)
    assert letter.name_reader(kim, alex)
    assert not letter.name_reader(kim, alex)
    reader = letter.readers.get(user=alex)
    assert reader.end(kim)
    assert not reader.end(kim)
    assert not Finding.objects.visible_to(alex).exists()
    with pytest.raises(NotPossible, match="Somebody has to see the letter"):
        letter.readers.get(user=kim).end(kim)
    assert letter.name_reader(kim, alex)
    assert [event.verb for event in Event.objects.about(reader)] == [
        "named reader",
        "took back reading",
        "named reader",
    ]


def test_its_words_do_not_leave_before_it_is_published():
    letter = make_letter()
    letter.hold_back(make_user(partnership=letter.partnership))
    assert not letter.may_be_quoted
    assert letter.publish(None, letter.letter_date)
    assert not letter.publish(None, letter.letter_date)
    assert letter.may_be_quoted


def test_evidence_is_found_by_its_action():
    action = make_action()
    assert letter_of(Evidence(action=action)) == action.letter_id
