"""Dates written out: Django's own British form cuts the month short."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
