"""What leaves by itself: calendar feeds and the API, and the pages on which people make the keys to them."""

from django.urls import include, path, re_path

from reporting.api.site import PREFIX, addresses
from reporting.views import api, calendar_feed, calendars, tokens

urlpatterns = [
    path("calendar/", calendars.calendars, name="calendars"),
    path("calendar/<int:pk>/renew/", calendars.renew_calendar, name="renew_calendar"),
    path("calendar/<int:pk>/revoke/", calendars.revoke_calendar, name="revoke_calendar"),
    path("calendar/<int:pk>/copied/", calendars.keep_calendar, name="keep_calendar"),
    path("calendar/deadlines.ics", calendar_feed.calendar_feed, name="calendar_feed"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/make/", tokens.make_token, name="make_token"),
    path("tokens/<int:pk>/revoke/", tokens.revoke_token, name="revoke_token"),
    path("tokens/<int:pk>/copied/", tokens.keep_token, name="keep_token"),
    path(PREFIX, api.api_page, name="api"),
    path(f"{PREFIX}openapi.json", api.api_description, name="api_description"),
    path(PREFIX, include(addresses())),
    re_path(r"^api/(?P<rest>.*)$", api.api_nothing, name="api_nothing"),
]
