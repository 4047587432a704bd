"""The partnerships a person works in, and the switch between them."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from partnerships.models import Partnership
from partnerships.shown import choose, visible_partnership

PER_PAGE = 50  # an administrator sees them all


@require_safe
def partnerships(request: HttpRequest) -> HttpResponse:
    page = Paginator(Partnership.objects.visible_to(request.user), PER_PAGE).get_page(request.GET.get("page"))
    pages = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    context = {"table": {"page": page}, "pages": pages, "section": "partnership"}
    return render(request, "partnerships/partnerships.html", context)


@require_POST
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """From now on the menu leads to this partnership's pages."""
    choose(request, visible_partnership(request, pk))
    return redirect("partnership", pk=pk)


@require_POST
def show_all(request: HttpRequest) -> HttpResponse:
    """From now on the menu leads to the pages of all one's partnerships."""
    choose(request, None)
    return redirect("home")
