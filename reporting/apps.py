from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"

    def ready(self) -> None:
        from actions.errands import FURTHER
        from reporting.errands import of_statements

        FURTHER.append(of_statements)
