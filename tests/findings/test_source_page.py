from findings.source_page import Run, SourcePage, marked_pages


def lines(*texts_and_pages):
    return [{"text": text, "page": page} for text, page in texts_and_pages]


def test_a_finding_over_a_page_break_begins_once():
    source = lines(("before", 1), ("one", 1), ("two", 2), ("after", 2))
    assert marked_pages(source, [1, 2]) == [
        SourcePage(1, (Run(("before",)), Run(("one",), marked=True, first=True))),
        SourcePage(2, (Run(("two",), marked=True), Run(("after",)))),
    ]


def test_lines_apart_are_marked_apart():
    """A box in the middle of a finding is not part of it."""
    runs = marked_pages(lines(("a", None), ("box", None), ("b", None)), [0, 2])[0].runs
    assert [(run.lines, run.marked, run.first) for run in runs] == [
        (("a",), True, True),
        (("box",), False, False),
        (("b",), True, False),
    ]


def test_nothing_marked_and_nothing_there():
    assert marked_pages(lines(("a", 1)), []) == [SourcePage(1, (Run(("a",)),))]
    assert marked_pages([], []) == []


def test_a_line_beyond_the_file_marks_nothing():
    assert not any(run.marked for run in marked_pages(lines(("a", 1)), [7])[0].runs)
