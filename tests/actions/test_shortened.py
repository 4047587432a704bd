import pytest

from actions.templatetags.shortened import shortened


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [
        ("Train every officer.", 20, "Train every officer."),
        ("Train every officer.", 19, "Train every…"),
        ("Train, every officer", 8, "Train…"),
        ("Anunbrokenword", 10, "Anunbroke…"),
        ("A Rindfleischetikettierungsgesetz", 12, "A Rindfleis…"),
        ("", 5, ""),
    ],
)
def test_long_text_ends_after_a_word(text, length, expected):
    assert shortened(text, length) == expected
    assert len(shortened(text, length)) <= length
