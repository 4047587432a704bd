"""A calendar's file: RFC 5545, with RFC 7986's words for what a calendar is called and how often to ask again.

Its bytes are the same as long as what it shows is, so that a tag of them tells whether anything changed.
"""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event, Timezone, TimezoneStandard, vDuration, vText

from reporting.calendars.entries import Entry

PRODUCT = "-//JTAI Tracker//Deadlines//EN"
AS_THEY_ARE = ("prodid", "version", "calscale")
ASK_AGAIN = dt.timedelta(hours=6)
A_DAY = dt.timedelta(days=1)
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # which the format has no place for


def as_ics(name: str, about: str, found: Iterable[Entry], today: dt.datetime, address: Any) -> bytes:
    """`today`: when the day began whose states are told. `address` makes a page's path an absolute address."""
    calendar = Calendar()
    for key, value in (
        ("prodid", PRODUCT),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("name", name),
        ("x-wr-calname", name),
        ("description", about),
        ("x-wr-caldesc", about),
        ("x-wr-timezone", "Europe/London"),
    ):
        calendar.add(key, value if key in AS_THEY_ARE else vText(plain(value)))
    calendar.add("refresh-interval", vDuration(ASK_AGAIN), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(ASK_AGAIN))
    calendar.add_component(_no_time())
    host = urlsplit(settings.SITE_URL).hostname  # whatever name the feed was asked for under: its days stay the same
    for entry in found:
        calendar.add_component(_event(entry, today, host, address(entry.page)))
    return calendar.to_ical(sorted=False)


def _no_time() -> Timezone:
    """A calendar without a component is none, and there may be no deadline."""
    zone, offset = Timezone(), TimezoneStandard()
    zone.add("tzid", "UTC")
    offset.add("dtstart", dt.datetime(1970, 1, 1))
    offset.add("tzoffsetfrom", dt.timedelta())
    offset.add("tzoffsetto", dt.timedelta())
    zone.add_component(offset)
    return zone


def _event(entry: Entry, today: dt.datetime, host: str | None, page: str) -> Event:
    """All day long, and nobody is busy for it. It was last revised when it changed, or when the day began."""
    event = Event()
    event.add("uid", f"{entry.key}@{host}")
    event.add("dtstamp", max(entry.changed_at, today).astimezone(dt.UTC))
    event.add("last-modified", entry.changed_at.astimezone(dt.UTC))
    event.add("sequence", entry.revision)
    event.add("dtstart", entry.on)
    event.add("dtend", entry.on + A_DAY)
    event.add("summary", plain(entry.summary))
    event.add("description", plain(f"{entry.details}\n{page}"))
    event.add("url", page)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event


def plain(text: str) -> str:
    return CONTROLS.sub("", text)
