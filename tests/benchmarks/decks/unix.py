"""Checks the deck of Unix commands by running them, in an empty folder.

Each right answer has to do what its card says, and each distractor has to do something else.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable

from quiz.card import Card, Kind

SECONDS = 5

COMMANDS = {
    "ls": ("touch a b; ls", "a\nb\n"),
    "cd": ("mkdir d; cd d; basename $(pwd)", "d\n"),
    "pwd": ("mkdir d; cd d; basename $(pwd)", "d\n"),
    "mkdir": ("mkdir d; mkdir -p e/f; ls -d d e/f", "d\ne/f\n"),
    "cp": ("echo x > a; mkdir d; cp a b; cp -r d e; cat b; ls -d e", "x\ne\n"),
    "mv": ("echo x > a; mv a b; ls; mkdir d; mv b d; ls d", "b\nb\n"),
    "rm": ("touch a b; rm a; ls", "b\n"),
    "ln": ("echo x > a; ln a b; ln -s a c; rm a; cat b; cat c || echo gone", "x\ngone\n"),
    "find": ("mkdir d; touch d/a.txt; find . -name '*.txt'", "./d/a.txt\n"),
    "cat": ("echo x > a; echo y > b; cat a b", "x\ny\n"),
    "less": ("echo x | less", "x\n"),
    "head": ("seq 20 | head | wc -l; seq 20 | head -n 3", "10\n1\n2\n3\n"),
    "tail": ("seq 20 | tail | head -n 1", "11\n"),
    "grep": ("printf 'one\\ntwo\\n' | grep w", "two\n"),
    "sed": (
        "echo old old | sed 's/old/new/g'; echo old old | sed 's/old/new/'",
        "new new\nnew old\n",
    ),
    "uniq": ("printf 'a\\na\\nb\\na\\n' | uniq", "a\nb\na\n"),
    "tee": ("echo x | tee a; cat a", "x\nx\n"),
    "diff": ("echo x > a; echo y > b; diff a b", "1c1\n< x\n---\n> y\n"),
    "xargs": ("touch 'a b.tmp'; find . -name '*.tmp' -print0 | xargs -0 rm; ls", ""),
    "ps": ("sleep 9 & ps -o comm= -p $!; kill $!", "sleep\n"),
    "kill": ("sleep 9 & kill $!; wait $!; echo $?", "143\n"),
    "df": ("df -h . | head -n 1 | grep -c Avail", "1\n"),
    "du": ("touch a; du -s a", "0\ta\n"),
    "chmod": ("touch a; chmod 750 a; stat -c %A a", "-rwxr-x---\n"),
    "man": ("type man > /dev/null && echo yes", "yes\n"),
}
"""For each command, a script that uses it as its card says, and what the script prints."""

OPTIONS = {
    "Which option of ls shows": ("touch .x; ls {} | grep -c '^.x$'", "1\n"),
    "Which option of grep ignores": ("printf 'ABC\\nxyz\\n' | grep {} abc", "ABC\n"),
    "Which option of grep prints the lines that do not": (
        "printf 'abc\\nxyz\\n' | grep {} abc",
        "xyz\n",
    ),
    "Which option of sort": ("printf '100\\n9\\n10\\n' | sort {}", "9\n10\n100\n"),
    "Which option of wc": ("printf 'a b\\nc\\n' | wc {}", "2\n"),
    "Which option of mkdir": ("mkdir {} a/b/c && ls -d a/b/c", "a/b/c\n"),
    "Which option of tail": (
        "echo a > f; timeout 1 tail {} f > out & sleep 0.4; echo b >> f; sleep 0.4; cat out",
        "a\nb\n",
    ),
    "Which sign of the shell sends": ("echo hello {} tr a-z A-Z", "HELLO\n"),
    "Which sign of the shell writes": ("echo a > f; echo b {} f; cat f", "a\nb\n"),
    "Which sign at the end of a line": (
        "(sleep 0.2; echo late) {}\necho early; wait",
        "early\nlate\n",
    ),
    "What stands between two commands": ("true {0} echo yes; false {0} echo no", "yes\n"),
    "Which sign stands for your home": ("HOME=/tmp; cd /; ls -d {} | grep -c '^/tmp$'", "1\n"),
    "Which name of two characters": ("mkdir -p a/b; cd a/b; cd {}; basename $(pwd)", "a\n"),
    "Which variable of the shell": ("false; echo {}", "1\n"),
    "Which number means rwxr-xr-x": ("touch a; chmod {} a; stat -c %A a", "-rwxr-xr-x\n"),
    "Which number means rw-r--r--": ("touch a; chmod {} a; stat -c %A a", "-rw-r--r--\n"),
    "On the command line, […]": ("echo ok; (echo out; echo bad >&2) {} f; cat f", "ok\nout\nbad\n"),
    "On the command line, 2> sends": ("echo x > f; tr x y {} f", "y\n"),
}
"""For the beginning of a prompt, a script with a place for an answer, and what it prints if that is
right."""

PIPELINES = {
    "one visitor per line": (
        "printf 'a\\nb\\na\\nc\\nc\\nc\\nd\\n' > visitors.txt; {} | tr -s ' '",
        " 3 c\n 2 a\n 1 d\n",
    ),
}

STATEMENTS = {
    "In Unix, README and readme": ("touch README readme; ls | wc -l", "2\n"),
    "A deleted file can be restored": ("touch a; rm a; rm --undo a || echo no", "no\n"),
    "A file that a program still has open": ("echo x > a; exec 3< a; rm a; cat <&3", "x\n"),
}
"""For the beginning of a statement, a script, and what it prints."""


def checker() -> Callable[[Card], list[str] | None]:
    """The check of a card about commands."""
    return _check


def _check(card: Card) -> list[str] | None:
    if card.kind is Kind.TERM:
        script, wanted = COMMANDS[card.answer if card.direction else card.prompt]
        return _unless(script, wanted)
    if card.kind is Kind.TRUE_FALSE:
        script, wanted = _of(STATEMENTS, card.prompt)
        return _unless(script, wanted)
    if card.kind is Kind.SEQUENCE:
        if "visitor" in card.prompt:
            script, wanted = PIPELINES["one visitor per line"]
            return _unless(script.format(" | ".join(card.answers)), wanted)
        if "script" in card.prompt:
            return _unless("; ".join(card.answers), "hello\n")
        return None
    found = _of(OPTIONS, card.prompt)
    if not found[0]:
        return None
    script, wanted = found
    faults = []
    for answer in card.answers:
        # The words for a sign are right answers as well.
        if not answer.isalpha() and " " not in answer and answer != "?":
            faults += _unless(script.format(answer), wanted)
    for wrong in card.distractors:
        if _output(script.format(wrong)) == wanted:
            faults.append(f"{wrong} does it too")
    return faults


def _of(scripts: dict[str, tuple[str, str]], prompt: str) -> tuple[str, str]:
    return next((script for start, script in scripts.items() if prompt.startswith(start)), ("", ""))


def _unless(script: str, wanted: str) -> list[str]:
    found = _output(script)
    return [] if found == wanted else [f"`{script}` printed {found!r}, expected {wanted!r}"]


def _output(script: str) -> str:
    """What bash prints when it runs a script in an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            done = subprocess.run(
                ["bash", "-c", script],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=SECONDS,
                env={"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "HOME": folder},
            )
        except subprocess.TimeoutExpired:
            return "(does not end)"
    return done.stdout
