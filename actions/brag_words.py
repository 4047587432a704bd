"""What each colour says: colour is never the only sign."""

from actions.models import Brag

SAYS = {
    Brag.BLUE: "assured",
    Brag.GREY: "not due to start",
    Brag.GREEN: "on track",
    Brag.AMBER: "at risk",
    Brag.RED: "off track or overdue",
}
TAGS = {  # GOV.UK's tag colours
    Brag.BLUE: "blue",
    Brag.GREY: "grey",
    Brag.GREEN: "green",
    Brag.AMBER: "orange",
    Brag.RED: "red",
}


def in_words(brag: str) -> str:
    """Such as "Amber: at risk"; "" for no colour."""
    return f"{Brag(brag).label}: {SAYS[Brag(brag)]}" if brag else ""
