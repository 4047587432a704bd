"""The quarterly access review: everyone who has a role now on one page, and that somebody looked through them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from partnerships.looks import looked_at_list
from partnerships.models import AccessReview
from partnerships.people import people_of, person_of
from partnerships.reviewing import record_review, seal
from partnerships.views.people import managed

HEADINGS = ("Name", "Roles", "Last signed in", "Security codes")


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """POST records the review of exactly the roles that the page showed; where they changed, it shows them again."""
    partnership = managed(request, pk)
    today = timezone.localdate()
    changed = False
    if request.method == "POST":
        recorded = record_review(request.user, partnership, request.POST.get("seen", ""))
        if recorded:
            messages.success(request, f"The review is recorded. The next is due by {recorded.next_due:%-d %B %Y}.")
            return redirect("people", pk)
        changed = True
    people = [person_of(user, today) for user in people_of(partnership, today).filter(has_role=True)]
    looked_at_list(request, "Access review", {partnership.pk: len(people)})
    context = {
        "partnership": partnership,
        "people": people,
        "seen": seal(role for person in people for role in person.current),
        "reviews": AccessReview.objects.filter(partnership=partnership).select_related("reviewed_by")[:20],
        "changed": changed,
        "headings": HEADINGS,
        "today": today,
        "section": "partnership",
    }
    return render(request, "partnerships/review.html", context)
