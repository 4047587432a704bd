import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jtai_tracker.settings")
application = get_wsgi_application()

from partnerships.signing_in.mail_check import problem  # noqa: E402 (needs what the line above sets up)

if problem():
    sys.exit(problem())
