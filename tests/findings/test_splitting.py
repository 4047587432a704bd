"""A finding with two subjects becomes two, and a further copy of the letter still knows it as one."""

from dataclasses import replace
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from actions.accepting import accept
from actions.adding import split
from actions.models import Action, NotPossible
from actions.planning import import_letter
from findings.models import Difference, Finding
from findings.splitting import cuts, parts
from partnerships.history import StaleEdit
from tests.makers import make_action, make_file, make_finding, make_place
from tests.readings import a_letter, with_text

pytestmark = pytest.mark.django_db
WHOLE = "Midwives do not ask about abuse; social workers do not listen to children and nobody writes it down."
SECOND = WHOLE.index("social")


def of_seeds_kind():
    """Dorset in small, with WHOLE as its last finding."""
    return with_text(a_letter(), 2, WHOLE)


def split_last(letter=None):
    import_letter("first.txt", b"first", letter or of_seeds_kind(), None)
    finding = Finding.objects.get(number=2)
    return finding, split(finding, SECOND, None)


@pytest.mark.parametrize(
    ("text", "begin"),
    [
        (WHOLE, ["social", "and"]),
        ("One thing. Another thing", ["Another"]),
        ("They said “no.” It is so", ["It"]),
        ("a list:\n- one\n- two", ["- one", "- two"]),
        ("no place but between words", ["but"]),
        ("three plain words", ["plain", "words"]),
        ("word", []),
    ],
)
def test_where_it_can_be_cut(text, begin):
    assert [text[at:].startswith(words) for at, words in zip(cuts(text), begin, strict=True)] == [True] * len(begin)


@pytest.mark.parametrize("at", cuts(WHOLE))
def test_the_two_parts_are_the_whole_but_for_white_space(at):
    first, second = parts(WHOLE, at)
    assert f"{first} {second}" == WHOLE


def test_each_keeps_what_the_letter_says_of_it():
    finding = make_finding(text=WHOLE, stem="Leaders should ensure that:", subheading="Practice", theme="Voice")
    make_place(finding, make_file(finding.letter), [1, 2])
    make_action(make_finding(finding.letter))
    action = make_action(finding)
    part = split(finding, SECOND, None)
    assert (finding.text, part.text) == parts(WHOLE, SECOND)
    assert part.code == "A3"
    told = ("kind", "stem", "subheading", "page", "lead_agency", "because", "theme")
    assert [getattr(part, name) for name in told] == [getattr(finding, name) for name in told]
    assert part.lead_is_suggestion
    places = [list(one.places.values_list("file", "page", "lines")) for one in (finding, part)]
    assert places[0] == places[1] != []
    assert [one.number for one in Action.objects.order_by("pk")] == ["A2.1", action.number, "A3.1"]
    assert Action.objects.get(finding=part).status == "draft"


def test_a_further_copy_brings_no_difference():
    finding, part = split_last()
    outcome = import_letter("second.pdf", b"second", of_seeds_kind(), None)
    assert (outcome.status, outcome.differences) == ("updated", 0)
    assert finding.places.count() == part.places.count() == 2
    assert Finding.objects.exclude(missing_from=None).count() == 0


def test_nor_does_one_split_again_or_entered_by_hand():
    finding, part = split_last()
    again = split(part, cuts(part.text)[0], None)
    assert [one.text for one in (finding, part, again)] == [
        "Midwives do not ask about abuse;",
        "social workers do not listen to children",
        "and nobody writes it down.",
    ]
    Finding.objects.filter(pk=finding.pk).update(as_read=finding.as_read)
    assert import_letter("second.pdf", b"second", of_seeds_kind(), None).differences == 0
    assert again.places.count() == 2


def test_by_hand_the_whole_is_remembered():
    finding = make_finding(text=WHOLE)
    split(finding, SECOND, None)
    assert finding.as_read["text"] == WHOLE


def test_a_copy_with_other_words_shows_and_the_parts_are_corrected_by_hand():
    finding, _ = split_last()
    changed = WHOLE.replace("Midwives", "Nurses and midwives")
    import_letter("second.pdf", b"second", with_text(a_letter(), 2, changed), None)
    difference = Difference.objects.get()
    assert (difference.finding, difference.then, difference.now) == (finding, WHOLE, changed)
    with pytest.raises(NotPossible, match="A2 was split"):
        accept(difference, None)
    difference.refresh_from_db()
    assert difference.decision == "open"


def test_a_copy_without_it_flags_the_one_that_the_letter_has():
    finding, part = split_last()
    shorter = replace(of_seeds_kind(), findings=of_seeds_kind().findings[:2])
    assert import_letter("second.pdf", b"second", shorter, None).differences == 1
    finding.refresh_from_db()
    part.refresh_from_db()
    assert (finding.missing_from.name, part.missing_from) == ("second.pdf", None)


def test_where_nothing_begins_it_is_not_cut():
    finding = make_finding(text=WHOLE)
    for wrong in (0, 3, len(WHOLE), 10**6):
        with pytest.raises(NotPossible):
            split(finding, wrong, None)
    assert Finding.objects.count() == 1


def test_of_two_at_once_the_second_is_refused():
    finding = make_finding(text=WHOLE)
    stale = Finding.objects.get(pk=finding.pk)
    split(finding, SECOND, None)
    with pytest.raises(StaleEdit):
        split(stale, SECOND, None)
    assert Finding.objects.count() == 2


def test_the_second_hampshire_file_of_the_seeds_brings_what_it_brought_before():
    one, other = sorted((settings.BASE_DIR / "seeds").glob("00[01]_*.txt"))
    call_command("import_letters", one, stdout=StringIO())
    for finding in Finding.objects.in_order()[:3]:
        split(finding, cuts(finding.text)[0], None)
    call_command("import_letters", other, stdout=StringIO())
    assert Difference.objects.count() == 2
    assert not Difference.objects.filter(subject__in=("finding", "missing", "text")).exists()
    assert {finding.places.count() for finding in Finding.objects.all()} == {2}
    assert Finding.objects.count() == 14
