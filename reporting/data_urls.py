"""What leaves by itself: calendar feeds and the API, and the pages on which people make the keys to them."""

from django.urls import path

from reporting.views import calendar_feed, calendars

urlpatterns = [
    path("calendar/", calendars.calendars, name="calendars"),
    path("calendar/<int:pk>/renew/", calendars.renew_calendar, name="renew_calendar"),
    path("calendar/<int:pk>/revoke/", calendars.revoke_calendar, name="revoke_calendar"),
    path("calendar/<int:pk>/copied/", calendars.keep_calendar, name="keep_calendar"),
    path("calendar/deadlines.ics", calendar_feed.calendar_feed, name="calendar_feed"),
]
