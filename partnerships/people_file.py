"""The list of people as a CSV file, one line a role: what a quarterly access review is made from."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from django.http import StreamingHttpResponse
from django.utils import timezone

from partnerships.csv_rows import Value
from partnerships.csv_rows import as_csv as csv_file
from partnerships.marking import marking_lines
from partnerships.models import Partnership
from partnerships.people import Person

HEADINGS = (
    *("Name", "E-mail address", "Role", "Agency", "Last day", "Ended on"),
    *("Last signed in", "Security codes", "Look at"),
)


def as_csv(
    partnership: Partnership, people: Iterable[Person], who: str, filtered: list[str], wrong: list[str]
) -> StreamingHttpResponse:
    now = timezone.localtime()
    said: list[Sequence[Value]] = [
        *[[line] for line in marking_lines([partnership])],
        [f"Downloaded by {who}, {now:%-d %B %Y at %H:%M}"],
        [f"Only: {'; '.join(filtered)}" if filtered else "Everyone"],
        *[[f"Left out: {one}"] for one in wrong],
        [],
        list(HEADINGS),
    ]
    return csv_file(chain(said, _rows(people)), f"people-{now:%Y-%m-%d}.csv")


def _rows(people: Iterable[Person]) -> Iterator[list[Value]]:
    for person in people:
        for role in [*person.current, *person.past]:
            yield [
                person.name,
                person.email,
                role.get_role_display(),
                role.agency.name if role.agency else "",
                role.expires_on,
                role.ended_at and timezone.localdate(role.ended_at),
                person.seen_at and timezone.localdate(person.seen_at),
                person.second_factor_in_words,
                "; ".join(mark.words for mark in person.marks),
            ]
