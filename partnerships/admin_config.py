"""Puts the tracker's own admin site in the place of Django's."""

from django.contrib.admin.apps import AdminConfig


class TrackerAdminConfig(AdminConfig):
    default_site = "partnerships.admin_site.TrackerAdminSite"
