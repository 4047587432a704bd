"""Where an action's work stands: the workflow's steps, and the colour a board sees."""

from django.db import models


class Status(models.TextChoices):
    DRAFT = "draft", "No action written yet"
    NOT_STARTED = "not started", "Not started"
    IN_PROGRESS = "in progress", "In progress"
    DELIVERED = "delivered", "Delivered"
    ASSURED = "assured", "Assured"
    MORE_EVIDENCE = "more evidence needed", "More evidence needed"
    CANCELLED = "cancelled", "Cancelled"
    SUPERSEDED = "superseded", "Superseded"


CLOSED = (Status.DELIVERED, Status.ASSURED, Status.CANCELLED, Status.SUPERSEDED)
UNWRITTEN = (Status.DRAFT, Status.CANCELLED, Status.SUPERSEDED)  # where the text may be empty
WRITTEN = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.MORE_EVIDENCE)


class Brag(models.TextChoices):
    """Delivery, worst last. The wording of the key is each partnership's own; these are the names."""

    BLUE = "blue", "Blue"
    GREY = "grey", "Grey"
    GREEN = "green", "Green"
    AMBER = "amber", "Amber"
    RED = "red", "Red"


DECLARED = (Brag.GREEN, Brag.AMBER, Brag.RED)  # what a lead can say; the others follow from the dates
BAD = {Brag.BLUE: 0, Brag.GREY: 1, Brag.GREEN: 2, Brag.AMBER: 3, Brag.RED: 4}


def worse(one: str, other: str) -> str:
    """The worse of two colours; "" is no colour."""
    return max(one, other, key=lambda colour: BAD.get(Brag(colour), -1) if colour else -1)
