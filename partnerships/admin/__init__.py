"""Data entry: partnerships, their agencies and people, who signs in, and the history to read."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin
from django.contrib.auth.models import Group

from . import agencies, events, partnerships, people, users  # noqa: F401

# A person signs in with the address on their user; roles are memberships. What a person has set up for signing in is
# theirs to change; organisations stand in the settings.
admin.site.unregister([EmailAddress, Group, Authenticator, SocialAccount, SocialApp, SocialToken])
