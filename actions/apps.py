from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_out


class ActionsConfig(AppConfig):
    name = "actions"
    verbose_name = "Action plans"

    def ready(self) -> None:
        from actions.uploads import forget_session

        user_logged_out.connect(forget_session)
