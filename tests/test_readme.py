"""The README's commands and the output that it shows."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from civquiz.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
# What differs from run to run: a time, a path, a test code, the gaps of a table that depend on them.
VARIABLE = [
    (r"\d{1,2} \w{3} \d{4} \d\d:\d\d", "WHEN"),
    (r"Kept in \S+", "Kept in PLACE"),
    (r"(\d+ min )?\d+ s left|\d+ min left", "TIME left"),
    (r"(-[0-9A-Z]{4}){2}-[0-9A-Z]{2}\b", "-CODE"),
    (r"\d+ s\b", "TIME"),
    (r" +", " "),
]


def shown() -> list[tuple[str, str]]:
    """The commands that the README shows with their output."""
    blocks = re.findall(r"<!-- tested -->\n```console\n\$ (.+)\n((?:.*\n)*?)```", README)
    assert blocks
    return [(command, output) for command, output in blocks]


def run(command: str, folder: Path, environment: dict[str, str] | None = None) -> str:
    program = f'"{sys.executable}" -m civquiz'
    command = re.sub(r"(^|\| )civquiz\b", lambda found: f"{found[1]}{program}", command)
    env = {**os.environ, "PYTHONUTF8": "1", **(environment or {})}
    ended = subprocess.run(  # noqa: S602
        command, shell=True, env=env, cwd=folder, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def steady(output: str) -> str:
    output = re.sub(r"\S+ -m civquiz", "civquiz", output)
    for variable, name in VARIABLE:
        output = re.sub(variable, name, output)
    return "\n".join(line.strip() for line in output.strip().splitlines())


@pytest.mark.skipif(sys.platform == "win32", reason="the README shows a POSIX shell")
def test_the_output_shown_is_the_output(tmp_path: Path) -> None:
    for command, output in shown():
        assert steady(run(command, tmp_path)) == steady(output), command


def test_the_bank_shown_is_a_bank(tmp_path: Path) -> None:
    [bank] = re.findall(r"<!-- tested -->\n```toml\n((?:.*\n)*?)```", README)
    path = tmp_path / "my-town.toml"
    path.write_text(bank, "utf-8")
    assert "Who approves the town's budget?" in run(f'civquiz banks "{path}"', tmp_path)


def test_the_two_commands_are_those_of_ci() -> None:
    _, tests = re.findall(r"```sh\n(.+)\n```", README)
    assert tests.split(" && ")[1:] == [
        ".venv/bin/pip install -e '.[test]'",
        ".venv/bin/python -m pytest",
    ]
    assert tests in (ROOT / ".ci" / "run").read_text("utf-8").replace(" --disable-pip-version-check", "")


def helps() -> dict[str, str]:
    """The help of each command by its name, and that of civquiz by ""; in this process, for another takes its time."""
    columns = {"COLUMNS": "200", "TERMINAL_WIDTH": "200"}

    def help_of(*name: str) -> str:
        return CliRunner().invoke(app, [*name, "--help"], env=columns).stdout

    names = re.findall(r"(?m)^│ ([a-z]+) ", help_of())
    return {"": help_of(), **{name: help_of(name) for name in names}}


def test_every_command_and_option_named_exists() -> None:
    known = helps()
    for line in re.findall(r"(?:^    |`|\$ (?:.* \| )?)(civquiz[^`\n]*)", README, re.MULTILINE):
        words = line.split("   ")[0].split()
        name = words[1] if len(words) > 1 and not words[1].startswith("-") else ""
        assert name in known, line
        for option in re.findall(r"(?<= )--?[a-z][a-z-]*", line):
            assert option in known[name], line


def test_every_command_is_named() -> None:
    for name in helps():
        assert f"civquiz {name}" in README, name
