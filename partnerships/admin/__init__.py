"""Data entry: partnerships, their agencies and people, who signs in, and the history to read."""

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.models import Group

from . import agencies, events, partnerships, users  # noqa: F401

# A person signs in with the address on their user; roles are memberships.
admin.site.unregister([EmailAddress, Group])
