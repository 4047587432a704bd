from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class PartnershipsConfig(AppConfig):
    name = "partnerships"
    verbose_name = "People and agencies"

    def ready(self) -> None:
        from partnerships.asking import note
        from partnerships.signing_in import mail_check  # noqa: F401 (registers it)
        from partnerships.signing_in.sessions import begin

        user_logged_in.connect(begin)
        user_logged_in.connect(note)
