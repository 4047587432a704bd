"""A choice among actions; where they are of several letters a number alone could be two, so the letter is named too."""

from typing import Any

from django import forms

from findings.models import Letter


def has_several_letters(user: Any, partnership_id: int) -> bool:
    """As far as the person sees."""
    return Letter.objects.visible_to(user).filter(partnership=partnership_id).count() > 1


class ActionChoice(forms.ModelChoiceField):
    several = False

    def label_from_instance(self, action: Any) -> str:
        text = action.text or action.finding.text
        return f"{action if self.several else action.number} {text[:80]}"
