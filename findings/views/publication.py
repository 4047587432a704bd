"""A letter before it is published: who sees it, holding it back, and opening it to the partnership."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from findings.forms import PublishedForm, ReaderForm
from findings.models import Letter, LetterReader
from findings.views.letters import visible_letter
from partnerships.gates import require
from partnerships.history import NotPossible, StaleEdit
from partnerships.people import people_of

PUBLISHED = "The letter is published: everyone in the partnership sees it."
HELD = "Only named people see the letter already."


def _letter(request: HttpRequest, pk: int) -> Letter:
    letter = visible_letter(request, pk)
    require(request.user, "correct letter", letter)
    return letter


@require_http_methods(["GET", "HEAD", "POST"])
def readers(request: HttpRequest, pk: int) -> HttpResponse:
    """Who sees the letter before it is published, and naming another."""
    letter = _letter(request, pk)
    if not letter.embargoed:
        messages.info(request, PUBLISHED)
        return redirect("letter", pk=pk)
    now = letter.readers.current().select_related("user", "added_by")
    form = ReaderForm(
        request.POST or None, people=_people(letter).filter(unknown=False).exclude(pk__in=now.values("user"))
    )
    if form.is_valid():
        user = form.cleaned_data["user"]
        named = letter.name_reader(request.user, user)
        messages.success(request, f"{user} sees the letter now." if named else f"{user} saw the letter before.")
        return redirect("letter_readers", pk=pk)
    context = {"letter": letter, "readers": now, "form": form, "section": "letters"}
    return render(request, "findings/readers.html", context)


@require_POST
def end_reading(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes back that somebody sees a letter before it is published."""
    readers = LetterReader.objects.visible_to(request.user).select_related("letter__partnership", "user")
    reader = get_object_or_404(readers, pk=pk)
    require(request.user, "correct letter", reader.letter)
    try:
        ended = reader.end(request.user)
    except (NotPossible, StaleEdit) as refused:
        messages.warning(request, str(refused))
        return redirect("letter_readers", pk=reader.letter_id)
    said = f"{reader.user} no longer sees the letter." if ended else f"{reader.user} saw it no longer before."
    messages.success(request, said)
    still = Letter.objects.visible_to(request.user).filter(pk=reader.letter_id).exists()
    return redirect("letter_readers", pk=reader.letter_id) if still else redirect("letters")


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Says on which day the letter was published, which opens it to everyone in the partnership."""
    letter = _letter(request, pk)
    if not letter.embargoed:
        messages.info(request, PUBLISHED)
        return redirect("letter", pk=pk)
    people = _people(letter)
    form = PublishedForm(request.POST or None, today=timezone.localdate())
    if form.is_valid() and _publish(request, letter, form, people.count()):
        return redirect("letter", pk=pk)
    undecided = letter.differences.open().count()
    context = {"letter": letter, "form": form, "people": people, "undecided": undecided, "section": "letters"}
    return render(request, "findings/publish.html", context)


def _publish(request: HttpRequest, letter: Letter, form: PublishedForm, number: int) -> bool:
    try:
        published = letter.publish(request.user, form.cleaned_data["published_on"])
    except StaleEdit as stale:
        form.add_error(None, f"{stale} Look again, then save.")
        return False
    people = "1 person" if number == 1 else f"{number} people"
    if published:
        messages.success(request, f"Everyone in {letter.partnership} sees the letter and its plan now: {people}.")
    else:
        messages.info(request, PUBLISHED)
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def hold_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Says that the letter is not published yet: only named people see it from then on."""
    letter = _letter(request, pk)
    if letter.embargoed:
        messages.info(request, HELD)
        return redirect("letter_readers", pk=pk)
    if request.method == "POST":
        return _hold_back(request, letter)
    context = {"letter": letter, "people": _people(letter), "section": "letters"}
    return render(request, "findings/hold_back.html", context)


def _hold_back(request: HttpRequest, letter: Letter) -> HttpResponse:
    try:
        held = letter.hold_back(request.user)
    except StaleEdit as stale:
        messages.warning(request, f"{stale} Look again, then hold it back.")
        return redirect("hold_back", pk=letter.pk)
    if held:
        messages.success(request, "Only you see the letter now. Name those who are to see it before it is published.")
    else:
        messages.info(request, HELD)
    still = Letter.objects.visible_to(request.user).filter(pk=letter.pk).exists()  # somebody else may have been faster
    return redirect("letter_readers", pk=letter.pk) if still else redirect("letters")


def _people(letter: Letter) -> QuerySet[Any]:
    """Everyone with a role in the letter's partnership today, as the partnership knows them."""
    return people_of(letter.partnership, timezone.localdate()).filter(has_role=True, is_active=True)
