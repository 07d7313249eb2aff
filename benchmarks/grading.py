"""How typed answers are graded, by kind, beside simpler ways: `python benchmarks/grading.py [CASES] [all|third|rest]`.

CASES has a case a line: question_id, kind, stem, accept, reject, response and the verdict that a teacher gave; `third`
takes every third question, which no rule was made by, `rest` the others. A false accept is full credit for what a
teacher refuses, as a share of that, a false reject less for what a teacher accepts, as a share of that. The questions
are taken as one bank. At the end: gradings a minute without one, of responses that are new and of the same again, and
the cost of long ones.
"""

import json
import re
import statistics
import string
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rapidfuzz.fuzz import ratio

from civquiz.questions.equivalence import grade_text
from civquiz.questions.grading import Grade, Lexicon
from civquiz.questions.listing import grade_list
from civquiz.questions.numerals import reading
from civquiz.questions.true_false import truth_said

RIGHT = {"correct", "correct_typo"}


def graded(case: dict[str, Any], response: str, lexicon: Lexicon) -> Grade:
    kind = case["kind"]
    known: dict[str, Any] = {
        "reject": dict.fromkeys(case["reject"], ""),
        "rivals": lexicon.rivals(case["question_id"], ""),
        "stem": case["stem"],
        "known": lexicon,
    }
    if kind in {"list", "set"}:
        items = [[each, *case.get("alt", {}).get(each, [])] for each in case["accept"]]
        return grade_list(response, items, case.get("k", len(items)), **known).grade
    if kind == "bool":
        right = truth_said(response) == case["accept"][0].title()
        return Grade(1.0, "correct") if right else Grade(0.0, "wrong")
    tolerance = case.get("tol", 0.0) * max(map(largest, case["accept"]))
    return grade_text(response, case["accept"], kind=kind, tolerance=tolerance, **known)


def bank_of(cases: list[dict[str, Any]]) -> Lexicon:
    """What the bank that these questions make knows of each."""
    answers = {case["question_id"]: (case["question_id"], "", tuple(forms(case))) for case in cases}
    stems = dict.fromkeys(case["stem"] for case in cases)
    return Lexicon(tuple(answers.values()), tuple(stems))


def largest(form: str) -> float:
    """The value of a form, of which a case's tolerance is a share."""
    value = reading(form, "number").value
    return float(value) if value is not None else 0.0


def squad(text: str) -> str:
    text = "".join(character for character in text.lower() if character not in string.punctuation)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", text).split())


def forms(case: dict[str, Any]) -> list[str]:
    return [*case["accept"], *(form for alt in case.get("alt", {}).values() for form in alt)]


OTHER_WAYS: dict[str, Callable[[dict[str, Any]], bool]] = {
    "exact match": lambda case: case["response"] in forms(case),
    "SQuAD": lambda case: squad(case["response"]) in map(squad, forms(case)),
    "ratio >= 85": lambda case: any(ratio(squad(case["response"]), squad(form)) >= 85 for form in forms(case)),
}


def main() -> None:
    named = [each for each in sys.argv[1:] if each not in {"all", "third", "rest"}]
    part = next((each for each in sys.argv[1:] if each in {"third", "rest"}), "all")
    path = Path(named[0]) if named else Path(__file__).with_name("grading-dev.jsonl")
    cases = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    questions = list(dict.fromkeys(case["question_id"] for case in cases))
    held = set(questions[2::3])
    if part != "all":
        cases = [case for case in cases if (case["question_id"] in held) == (part == "third")]
    fast = speed(cases, Lexicon())
    lexicon = bank_of(cases)
    by_kind(cases, lexicon)
    for way, is_right in OTHER_WAYS.items():
        row(way, cases, is_right)
    print(f"\n{fast}")


def by_kind(cases: list[dict[str, Any]], lexicon: Lexicon) -> None:
    grades = {id(case): graded(case, case["response"], lexicon) for case in cases}
    for case in cases:
        grade, wanted = grades[id(case)], case["verdict"] in RIGHT
        if (grade.credit == 1) != wanted:
            said = f"{case['response']!r} is {case['verdict']}, graded {grade.verdict}"
            print(f"  {case['question_id']}: {said} ({grade.reason})")
    print("\n             cases  false accepts   false rejects")
    for kind in (*dict.fromkeys(case["kind"] for case in cases), "all"):
        row(kind, [case for case in cases if kind in {"all", case["kind"]}], lambda case: grades[id(case)].credit == 1)
    print()


def row(name: str, cases: list[dict[str, Any]], is_right: Callable[[dict[str, Any]], bool]) -> None:
    refused = [case for case in cases if case["verdict"] not in RIGHT]
    accepted = [case for case in cases if case["verdict"] in RIGHT]
    shares = [
        f"{count:4} ({count / max(len(of), 1):6.1%})"
        for count, of in (
            (sum(map(is_right, refused)), refused),
            (sum(not is_right(case) for case in accepted), accepted),
        )
    ]
    print(f"{name:12} {len(cases):5}  {'  '.join(shares)}")


def speed(cases: list[dict[str, Any]], lexicon: Lexicon) -> str:
    """How fast responses are graded that are new, to questions that have been asked; the same again; and long ones."""
    for case in cases:
        timed(case, "Мажлис or so", lexicon)
    new = [timed(case, case["response"], lexicon) for case in cases]
    again = [sum(timed(case, case["response"], lexicon) for case in cases) for _ in range(3)]
    long = [timed(case, f"{case['response']} " * 100_000, lexicon) for case in cases]
    rates = [f"{len(cases) / taken * 60:,.0f}" for taken in (sum(new), min(again))]
    times = statistics.median(long) / statistics.median(new)
    return f"{rates[0]} gradings a minute, {rates[1]} again; 100,000 characters cost {times:.1f} x the median response"


def timed(case: dict[str, Any], response: str, lexicon: Lexicon) -> float:
    response = response[:100_000]
    begin = time.perf_counter()
    graded(case, response, lexicon)
    return time.perf_counter() - begin


main()
