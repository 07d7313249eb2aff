"""How much of real files is imported right: `python benchmarks/imports.py FOLDER`.

Each question that comes in is compared with what another reader of the same file makes of it: the parse that the
authors of the GIFT files expect, or a few lines here that read the file's own fields and nothing else.
"""

import html
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

UNSUPPORTED = {"Essay", "Description", "Category"}


class Expected(NamedTuple):
    """A question as the other reader has it; `others` are wrong options, or left and right sides."""

    stem: str
    right: list[str]
    others: list[str]
    feedback: list[str]


def line(text: object) -> str:
    return " ".join(str(text).split())


def plain(text: str) -> str:
    return line(html.unescape(re.sub(r"<[^>]*>", " ", text)))


def gift(path: Path) -> Iterator[Expected]:
    for entry in json.loads(path.with_suffix(".json").read_text("utf-8")):
        if entry["type"] in UNSUPPORTED:
            continue

        def said(part: dict[str, str] | None) -> list[str]:
            return [plain(part["text"])] if part and part["text"].strip() else []

        feedback = said(entry.get("globalFeedback"))
        stem = plain(entry["stem"]["text"]).replace("_ .", "_.")  # the blank before what follows a missing word
        if entry["type"] == "TF":
            feedback += said(entry["trueFeedback"]) + said(entry["falseFeedback"])
            yield Expected(stem, [str(entry["isTrue"])], [], feedback)
        elif entry["type"] == "Matching":
            pairs = [(plain(pair["subquestion"]["text"]), line(pair["subanswer"])) for pair in entry["matchPairs"]]
            right = [f"{left}: {side}" for left, side in pairs if left]
            yield Expected(stem, right, [side for left, side in pairs if not left], feedback)
        else:
            right, others = [], []
            for choice in entry["choices"]:
                counts = choice["isCorrect"] or (choice["weight"] or 0) > 0
                (right if counts else others).append(plain(choice["text"]["text"]))
                feedback += said(choice["feedback"])
            yield Expected(stem, right, others, feedback)


def open_trivia(path: Path) -> Iterator[Expected]:
    def read(text: str) -> str:
        return line(html.unescape(text).replace("\u00ad", ""))

    for entry in json.loads(path.read_text("utf-8"))["results"]:
        others = [] if entry["type"] == "boolean" else [read(each) for each in entry["incorrect_answers"]]
        yield Expected(read(entry["question"]), [read(entry["correct_answer"])], others, [])


def uscis(path: Path) -> Iterator[Expected]:
    for entry in json.loads(path.read_text("utf-8")):
        if entry["answers"]["_type"] == "text":
            yield Expected(line(entry["question"]), [line(each) for each in entry["answers"]["choices"]], [], [])


def quizlet(path: Path) -> Iterator[Expected]:
    for row in path.read_text("utf-8").splitlines():
        front, dashes, back = row.partition("---")
        if dashes:
            yield Expected(line(front), [line(back)], [], [])


def anki(path: Path) -> Iterator[Expected]:
    import csv

    rows = [row for row in path.read_text("utf-8-sig").splitlines(keepends=True) if not row.startswith("#")]
    for front, back in (row for row in csv.reader(rows, delimiter="\t") if len(row) == 2):
        if plain(front):
            yield Expected(plain(front), [plain(re.split(r"<hr id=\"?answer\"?>", back)[-1])], [], [])


def imported(path: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The questions as civquiz has them, in its own JSON, and what it says that it left out."""
    with tempfile.TemporaryDirectory() as home:
        environment = {"CIVQUIZ_HOME": home, "PATH": "", "SYSTEMROOT": ""}

        def run(*arguments: str) -> str:
            command = [sys.executable, "-m", "civquiz", *arguments]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
            return done.stdout if done.returncode == 0 else ""

        report = run("import", str(path), "--to", "it", "--json")
        bank = run("export", "it", "-", "--format", "json")
    return (json.loads(bank).get("questions", []) if bank else []), (json.loads(report)["skipped"] if report else [])


def parts(question: dict[str, Any]) -> Expected:
    def text(entry: str | dict[str, str]) -> str:
        return line(entry["text"] if isinstance(entry, dict) else entry)

    answer = question.get("answer")
    match question["type"]:
        case "matching":
            right = [f"{line(left)}: {line(side)}" for left, side in question["pairs"]]
        case "enumeration" | "multiple-response":
            right = [line(each if isinstance(each, str) else each[0]) for each in question["answers"]]
        case _:
            right = [line(answer), *(line(form) for form in question.get("accept", []))]
    wrong = [*question.get("distractors", []), *question.get("reject", [])]
    whys = [each["why"] for each in wrong if isinstance(each, dict) and each.get("why")]
    explanation = [question["explanation"]] if question.get("explanation") else []
    return Expected(line(question["stem"]), right, [text(each) for each in wrong], explanation + whys)


def same(one: Expected, other: Expected) -> bool:
    def said(expected: Expected) -> str:
        return line(" ".join(expected.feedback))

    options = sorted(one.right) == sorted(other.right) and sorted(one.others) == sorted(other.others)
    feedback = all(line(each) in said(one) for each in other.feedback)
    return one.stem == other.stem and options and feedback


def main() -> None:
    data = Path(sys.argv[1])
    readers = [
        *((path, gift) for path in sorted(data.glob("gift/*.gift"))),
        *((path, open_trivia) for path in sorted(data.glob("opentdb/*.json"))),
        *((path, uscis) for path in sorted(data.glob("civics_us/*.json"))),
        *((path, quizlet) for path in sorted(data.glob("quizlet/*/quizlet.txt"))),
        *((path, anki) for path in sorted(data.glob("anki_txt/*.txt"))),
    ]
    totals = [0, 0, 0]
    for path, reader in readers:
        expected = list(reader(path))
        questions, skipped = imported(path)
        came = [parts(question) for question in questions]
        right = sum(any(same(each, wanted) for each in came) for wanted in expected)
        silent = [each for each in came if not any(same(each, wanted) for wanted in expected)]
        print(f"{path.name}: {right} of {len(expected)} right, {len(skipped)} skipped, {len(silent)} otherwise")
        for each in silent:
            print(f"    {each}")
        totals = [total + more for total, more in zip(totals, (right, len(expected), len(silent)), strict=True)]
    print(f"in all {totals[0]} of {totals[1]} right ({totals[0] / totals[1]:.1%}), {totals[2]} otherwise")


main()
