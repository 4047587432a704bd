"""Whatever a person names: each gives its bytes or one line that says why not, and nothing hangs."""

import os
import sys
from pathlib import Path

import pytest

from findings.intake import NO_FILE, NO_LETTER, bytes_of, letter_paths, read_path, shown
from findings.reading.letter import Unreadable

AS_ROOT = os.geteuid() == 0


class Told:
    """Stands for the reader: the name and the bytes that it would have read."""

    def read(self, data, name):
        self.asked = (name, data)


def refusal(path):
    with pytest.raises(Unreadable) as refused:
        bytes_of(Path(path))
    (line,) = str(refused.value).splitlines()
    return line


def a_file(path, data=b"text"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def not_utf8(folder):
    try:
        return a_file(folder / os.fsdecode(b"caf\xe9.txt"))
    except OSError:
        pytest.skip("this disk keeps names in UTF-8 alone")


def test_a_pipe_is_refused_and_nobody_waits_for_its_writer(tmp_path):
    os.mkfifo(tmp_path / "letter.txt")
    assert "no file with a letter" in refusal(tmp_path / "letter.txt")
    assert list(letter_paths([tmp_path])) == [(tmp_path, NO_LETTER)]


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_refused_and_not_read(device):
    assert "no file with a letter" in refusal(device)


def test_no_more_is_read_than_the_limit(tmp_path, settings):
    settings.LETTER_MAX_MEGABYTES = 1
    assert len(bytes_of(a_file(tmp_path / "most.txt", b"a" * 1_048_576))) == 1_048_576
    assert "the limit is 1 MB" in refusal(a_file(tmp_path / "more.txt", b"a" * 1_048_577))


@pytest.mark.skipif(sys.platform != "linux", reason="reads a file that tells no size")
def test_a_file_that_grows_past_the_size_it_tells_is_refused(settings):
    settings.LETTER_MAX_MEGABYTES = 0
    assert os.stat("/proc/self/status").st_size == 0
    assert "the limit is 0 MB" in refusal("/proc/self/status")


def test_a_missing_file_and_a_name_too_long_are_said_in_a_line(tmp_path):
    missing, long, below = tmp_path / "no.txt", tmp_path / ("a" * 300 + ".txt"), a_file(tmp_path / "a.txt") / "b.txt"
    told = dict(letter_paths([missing, long, below]))
    assert (told[missing], told[below]) == (NO_FILE, NO_FILE)
    assert "File name too long" in told[long]
    assert (refusal(missing), refusal(long)) == (NO_FILE, told[long])


def test_a_name_that_is_no_utf_8_is_read_and_shown_with_a_mark(tmp_path):
    path = not_utf8(tmp_path)
    assert list(letter_paths([tmp_path])) == [(path, "")]
    reader = Told()
    assert read_path(path, reader).name == "caf�.txt"
    assert reader.asked == ("caf�.txt", b"text")


@pytest.mark.parametrize(
    ("name", "words"),
    [("a\nb.txt", "a�b.txt"), ("\x1b[31mred.txt", "�[31mred.txt"), ("Bēowulf – ß.pdf", "Bēowulf – ß.pdf")],
)
def test_a_name_is_shown_on_one_line_without_orders_to_the_terminal(name, words):
    assert shown(name) == words


def test_a_folder_gives_what_could_be_letters_in_order(tmp_path):
    wanted = [a_file(tmp_path / name) for name in ("a/z.TXT", "b.pdf", "b/a.docx", "c.md")]
    for name in ("d.xlsx", ".e.pdf", "~$f.docx"):
        a_file(tmp_path / name)
    assert list(letter_paths([tmp_path])) == [(path, "") for path in sorted(wanted)]


def test_links_that_lead_round_in_a_circle_end(tmp_path):
    letter = a_file(tmp_path / "inside/a.txt")
    (tmp_path / "inside/up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "itself.txt").symlink_to(tmp_path / "itself.txt")
    assert list(letter_paths([tmp_path])) == [(letter, "")]
    ((_path, reason),) = letter_paths([tmp_path / "itself.txt"])
    assert "cannot be opened" in reason


@pytest.mark.skipif(AS_ROOT, reason="root may open everything")
def test_a_folder_that_may_not_be_opened_is_told(tmp_path):
    a_file(tmp_path / "a.txt")
    (tmp_path / "closed").mkdir(mode=0)
    assert [(path.name, bool(reason)) for path, reason in letter_paths([tmp_path])] == [
        ("a.txt", False),
        ("closed", True),
    ]
