"""Plays sounds and reads texts aloud, with the programs that the system has.

A player in the game itself (miniaudio) would decode files of strangers in the same process, and
take a megabyte with its C library; each desktop has a player that can be stopped at any time.
A file is named by its whole path, and a text goes to the program's input: no shell reads either.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread
from typing import NamedTuple

from quiz.card import GAP_MARK, Card, lines_of
from quiz.display import printable
from quiz.errors import QuizError
from quiz.sounds import format_of_sound
from quiz.text.shown import shown

LONGEST = 4_000
"""Letters that are read aloud at most."""

SECONDS = 2.0
"""For a program to list its voices."""

_POWERSHELL = ("powershell", "-NoProfile", "-NonInteractive", "-Command")
_PLAY = """
Add-Type -AssemblyName PresentationCore
$player = New-Object System.Windows.Media.MediaPlayer
$player.Open([Uri]$env:QUIZ_SOUND)
for ($n = 0; $n -lt 50 -and -not $player.NaturalDuration.HasTimeSpan; $n++) { Start-Sleep -m 100 }
if (-not $player.NaturalDuration.HasTimeSpan) { exit 1 }
$player.Play()
Start-Sleep -m ($player.NaturalDuration.TimeSpan.TotalMilliseconds + 200)
"""
_READ = """
[Console]::InputEncoding = [Text.Encoding]::UTF8
Add-Type -AssemblyName System.Speech
$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer
try { $voice.SelectVoiceByHints(0, 0, 0, [Globalization.CultureInfo]$env:QUIZ_LANGUAGE) } catch { }
$voice.Speak([Console]::In.ReadToEnd())
"""

_PLAYERS: tuple[tuple[tuple[str, ...], frozenset[str]], ...] = (
    (("mpv", "--no-config", "--no-video", "--no-terminal", "--ytdl=no"), frozenset()),
    (("ffplay", "-nodisp", "-autoexit", "-loglevel", "quiet", "-protocol_whitelist", "file", "-i"),
     frozenset()),
    (("pw-play",), frozenset({"wav", "flac", "ogg", "mp3"})),
    (("paplay",), frozenset({"wav", "flac", "ogg", "mp3"})),
    (("mpg123", "-q"), frozenset({"mp3"})),
    (("aplay", "-q"), frozenset({"wav"})),
)  # fmt: skip
"""The players of Linux with the formats that they know; an empty set for all."""

_VOICES_OF_ESPEAK = {"zh": "cmn", "no": "nb"}


def sounds_of(card: Card, *, told: bool) -> list[str]:
    """The paths of the sounds of the question or, once it is told, of the answer."""
    return lines_of((told and card.media.answer_audio) or card.media.audio)


def text_of(card: Card, *, told: bool) -> str:
    """The words to read aloud: the question or, once it is told, the answer."""
    text = shown(card.answer if told else card.prompt, markdown=card.markdown)
    return text.replace(GAP_MARK, "…")


class Command(NamedTuple):
    """A program with its arguments, what its environment has in addition, and its input."""

    words: tuple[str, ...]
    extra: Mapping[str, str] = {}
    typed: str = ""


class Speaker:
    """Runs one program at a time that plays or reads; the next one ends it.

    system: as `sys.platform`. which: finds a program, as `shutil.which`.
    """

    def __init__(
        self, system: str = sys.platform, which: Callable[[str], str | None] = shutil.which
    ) -> None:
        self._system = system
        self._which = which
        self._running: subprocess.Popen[bytes] | None = None
        self._lock = Lock()

    def play(self, *sounds: Path) -> None:
        """Play sounds, one after the other; QuizError if one is no sound or has no player."""
        first, *others = map(self.player_of, sounds)
        self._run(first)
        if others:
            Thread(target=self._follow, args=(self._running, others), daemon=True).start()

    def _follow(self, before: subprocess.Popen[bytes] | None, others: list[Command]) -> None:
        """Run each program once the one before has ended by itself."""
        for command in others:
            if before is None or before.wait():
                return
            with self._lock:
                if self._running is not before:
                    return
                with suppress(QuizError):
                    self._start(command)
                before = self._running

    def read(self, text: str, language: str) -> None:
        """Read a text aloud. language: a tag such as "de"; "" for the voice of the system.
        QuizError if no program can do it."""
        self._run(self.reader_of(text, language))

    def stop(self) -> None:
        """Be silent."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        if self._running is not None and self._running.poll() is None:
            self._running.kill()
            self._running.wait()
        self._running = None

    def trouble(self) -> str:
        """What went wrong with the program started last, once; "" if nothing did so far."""
        if self._running is None or not self._running.poll():
            return ""
        program = str(self._running.args[0])  # type: ignore[index]
        self._running = None
        return f"the program {Path(program).name} failed; is there a device for sound?"

    # ── which program ───────────────────────────────────────────────────────────

    def player_of(self, sound: Path) -> Command:
        """The command that plays a sound."""
        kind = format_of_sound(sound)
        if self._system == "win32":
            return Command((*_POWERSHELL, _PLAY), {"QUIZ_SOUND": str(sound)})
        players = _PLAYERS if self._system != "darwin" else ((("afplay",), frozenset()),)
        for (name, *options), kinds in players:
            program = self._which(name) if not kinds or kind in kinds else None
            if program:
                return Command((program, *options, str(sound)))
        raise QuizError(f"nothing here plays {sound.name}; install mpv or ffmpeg")

    def reader_of(self, text: str, language: str) -> Command:
        """The command that reads a text aloud."""
        text = printable(text)[:LONGEST]
        if self._system == "win32":
            return Command((*_POWERSHELL, _READ), {"QUIZ_LANGUAGE": language}, text)
        if self._system == "darwin":
            voice = self._voice_of_say(language)
            return Command(("say", *(("-v", voice) if voice else ())), typed=text)
        program = self._which("espeak-ng") or self._which("espeak")
        if program is None:
            raise QuizError("nothing here reads aloud; install espeak-ng")
        primary, _, region = language.lower().partition("-")
        voice = _VOICES_OF_ESPEAK.get(primary, primary)
        # Of a script, such as zh-Hans, espeak knows nothing.
        voice += f"-{region}" if len(region) == 2 and region != primary else ""
        return Command(
            (program, "--stdin", "-b", "1", *(("-v", voice) if voice else ())), typed=text
        )

    def _voice_of_say(self, language: str) -> str:
        try:
            done = subprocess.run(
                ["say", "-v", "?"], capture_output=True, timeout=SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return voice_for(language, done.stdout.decode(errors="replace").splitlines())

    def _run(self, command: Command) -> None:
        with self._lock:
            self._end()
            self._start(command)

    def _start(self, command: Command) -> None:
        try:
            self._running = subprocess.Popen(
                command.words,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **command.extra},
                # Ctrl+C in the terminal is for the game.
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise QuizError(f"cannot start {command.words[0]}: {error.strerror}") from error
        assert self._running.stdin is not None
        try:
            self._running.stdin.write(command.typed.encode())
            self._running.stdin.close()
        except OSError:
            # The program has ended at once; `trouble` says so.
            pass


def voice_for(language: str, voices: Iterable[str]) -> str:
    """The first voice of a language in the list of `say`: "Anna  de_DE  # Hallo"; "" for none.
    One of the same region comes first."""
    wanted = language.lower().replace("-", "_")
    best = ""
    for line in voices:
        name, _, _ = line.partition("#")
        words = name.split()
        if len(words) < 2 or not wanted:
            continue
        locale = words[-1].lower().replace("-", "_")
        if locale == wanted:
            return " ".join(words[:-1])
        if not best and locale.partition("_")[0] == wanted.partition("_")[0]:
            best = " ".join(words[:-1])
    return best
