"""Sounds and voices: which program plays or reads, and that no text ever steers one."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.errors import QuizError
from quiz.game import viewer
from quiz.game.speaker import LONGEST, Speaker, voice_for
from quiz.sounds import kind_of_sound
from tests.patience import PATIENCE

MP3 = b"ID3\x04" + bytes(20)
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt "
VOICES = """\
Alex                en_US    # Most people recognize me.
Bad News            en_GB    # The light.
Anna                de_DE    # Hallo
Ting-Ting           zh_CN    # 你好
"""


def installed(*names: str) -> Callable[[str], str | None]:
    return lambda name: f"/usr/bin/{name}" if name in names else None


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "-it's $(hello).mp3"
    path.write_bytes(MP3)
    return path


def test_a_sound_is_known_by_its_content() -> None:
    assert kind_of_sound(MP3) == "mp3"
    assert kind_of_sound(b"\xff\xfb\x90\x64") == "mp3"
    assert kind_of_sound(WAV) == "wav"
    assert kind_of_sound(b"RIFF\x24\x00\x00\x00AVI LIST") == ""
    assert kind_of_sound(b"\x00\x00\x00\x20ftypM4A ") == "m4a"
    assert kind_of_sound(b"#EXTM3U\nhttp://example.org/x") == ""
    assert kind_of_sound(b"") == ""


@pytest.mark.parametrize(
    ("system", "names", "program"),
    [
        ("linux", ("mpv", "paplay"), "/usr/bin/mpv"),
        ("linux", ("ffplay", "mpg123"), "/usr/bin/ffplay"),
        ("linux", ("aplay", "mpg123"), "/usr/bin/mpg123"),
        ("darwin", ("afplay",), "/usr/bin/afplay"),
        ("win32", (), "powershell"),
    ],
)
def test_the_first_player_that_knows_the_format_gets_the_whole_path(
    sound: Path, system: str, names: tuple[str, ...], program: str
) -> None:
    command = Speaker(system, installed(*names)).player_of(sound)
    assert command.words[0] == program
    if system == "win32":
        assert command.extra == {"QUIZ_SOUND": str(sound)}
        assert all("hello" not in word for word in command.words)
    else:
        assert command.words[-1] == str(sound)
        assert Path(command.words[-1]).is_absolute()


def test_what_cannot_be_played_says_why(tmp_path: Path, sound: Path) -> None:
    with pytest.raises(QuizError, match=r"nothing here plays .*; install mpv"):
        Speaker("linux", installed("aplay")).player_of(sound)
    playlist = tmp_path / "list.mp3"
    playlist.write_text("#EXTM3U\nhttp://example.org/x")
    with pytest.raises(QuizError, match=r"the file list\.mp3 is no sound; expected MP3"):
        Speaker("linux", installed("mpv")).player_of(playlist)
    with pytest.raises(QuizError, match=r"gone\.mp3 cannot be opened"):
        Speaker("linux", installed("mpv")).player_of(tmp_path / "gone.mp3")


@pytest.mark.parametrize(
    ("language", "voice"),
    [("de", "de"), ("zh-Hans", "cmn"), ("pt-BR", "pt-br"), ("en-GB", "en-gb"), ("no", "nb")],
)
def test_a_text_is_read_in_its_language_and_goes_to_the_input(language: str, voice: str) -> None:
    command = Speaker("linux", installed("espeak-ng")).reader_of("-w /etc/x; rm\x1b[2J", language)
    assert command.words == ("/usr/bin/espeak-ng", "--stdin", "-b", "1", "-v", voice)
    assert command.typed == "-w /etc/x; rm␛[2J"
    windows = Speaker("win32").reader_of("'; exit", language)
    assert windows.typed == "'; exit"
    assert windows.extra == {"QUIZ_LANGUAGE": language}
    assert all("exit'" not in word for word in windows.words)


def test_a_long_text_is_cut_and_a_missing_program_named() -> None:
    command = Speaker("linux", installed("espeak")).reader_of("x" * 10_000, "")
    assert len(command.typed) == LONGEST
    assert "-v" not in command.words
    with pytest.raises(QuizError, match="nothing here reads aloud; install espeak-ng"):
        Speaker("linux", installed()).reader_of("x", "")


def test_the_voice_of_a_language_and_rather_of_its_region() -> None:
    lines = VOICES.splitlines()
    assert voice_for("de", lines) == "Anna"
    assert voice_for("en-GB", lines) == "Bad News"
    assert voice_for("en", lines) == "Alex"
    assert voice_for("zh-Hans", lines) == "Ting-Ting"
    assert voice_for("fi", lines) == ""
    assert voice_for("", lines) == ""


# ── real programs ─────────────────────────────────────────────────────────────────


def program(folder: Path, name: str, does: str) -> Callable[[str], str | None]:
    path = folder / name
    path.write_text(f"#!{sys.executable}\nimport sys, pathlib, time\n{does}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return lambda wanted: str(path) if wanted == name else None


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not true() and time.monotonic() < end:
        time.sleep(0.01)
    assert true()


pytestmark = pytest.mark.skipif(os.name == "nt", reason="makes programs of scripts")


def test_a_text_arrives_as_it_is(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    which = program(
        tmp_path, "espeak-ng", f"pathlib.Path({str(heard)!r}).write_bytes(sys.stdin.buffer.read())"
    )
    speaker = Speaker("linux", which)
    speaker.read("Grüße; `id`", "de")
    until(lambda: heard.exists() and heard.read_text("utf-8") == "Grüße; `id`")
    speaker.stop()


def test_the_next_sound_ends_the_one_before(tmp_path: Path, sound: Path) -> None:
    speaker = Speaker("linux", program(tmp_path, "mpv", "time.sleep(1000)"))
    speaker.play(sound)
    first = speaker._running
    speaker.play(sound)
    second = speaker._running
    assert first is not None
    assert second is not None
    assert first.returncode is not None
    assert second.poll() is None
    speaker.stop()
    assert second.returncode is not None
    assert speaker.trouble() == ""


def test_sounds_are_played_one_after_the_other(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    does = f"open({str(heard)!r}, 'a').write(sys.argv[-1][-5:])"
    sounds = [tmp_path / f"{name}.mp3" for name in "abc"]
    for each in sounds:
        each.write_bytes(MP3)
    speaker = Speaker("linux", program(tmp_path, "mpv", does))
    speaker.play(*sounds)
    until(lambda: heard.exists() and heard.read_text("utf-8") == "a.mp3b.mp3c.mp3")
    speaker.stop()


def test_silence_ends_all_sounds(tmp_path: Path, sound: Path) -> None:
    speaker = Speaker("linux", program(tmp_path, "mpv", "time.sleep(1000)"))
    speaker.play(sound, sound)
    first = speaker._running
    assert first is not None
    speaker.stop()
    assert first.returncode is not None
    assert speaker._running is None


def test_a_player_without_a_device_is_told_once(tmp_path: Path, sound: Path) -> None:
    speaker = Speaker("linux", program(tmp_path, "mpv", "sys.exit(2)"))
    speaker.play(sound)
    running = speaker._running
    assert running is not None
    until(lambda: running.poll() is not None)
    assert "mpv failed; is there a device for sound" in speaker.trouble()
    assert speaker.trouble() == ""


# ── the viewer ────────────────────────────────────────────────────────────────────


def test_a_picture_goes_to_the_viewer_only_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[list[str]] = []
    monkeypatch.setattr(viewer.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(viewer.subprocess, "Popen", lambda words, **_: opened.append(list(words)))
    picture = tmp_path / "map.PNG"
    viewer.open_picture(picture, "linux", {"DISPLAY": ":0"})
    viewer.open_picture(picture, "darwin", {})
    assert opened == [["/usr/bin/xdg-open", str(picture)], ["/usr/bin/open", str(picture)]]
    with pytest.raises(QuizError, match="not named like a picture"):
        viewer.open_picture(tmp_path / "map.desktop", "linux", {"DISPLAY": ":0"})
    with pytest.raises(QuizError, match="no viewer here for"):
        viewer.open_picture(picture, "linux", {})
    assert len(opened) == 2
