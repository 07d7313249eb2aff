"""How typed answers are graded, by kind, beside simpler ways: `python benchmarks/grading.py [CASES] [all|third|rest]`.

CASES has a case a line: question_id, kind, stem, accept, reject, response and the verdict that a teacher gave; `third`
takes every third question, which no rule was made by, `rest` the others. A false accept is full credit for what a
teacher refuses, as a share of that, a false reject less for what a teacher accepts, as a share of that. The questions
are taken as one bank. At the end: gradings a minute without one, and the cost of a long response.
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
from civquiz.questions.numerals import value_of
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
    value = value_of(form, "number")
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
    lexicon = bank_of(cases)
    by_kind(cases, lexicon)
    for way, is_right in OTHER_WAYS.items():
        row(way, cases, is_right)
    if part == "all":
        speed(cases, Lexicon())


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


def speed(cases: list[dict[str, Any]], lexicon: Lexicon) -> None:
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        for case in cases:
            graded(case, case["response"], lexicon)
        times.append(time.perf_counter() - begin)
    print(f"\n{len(cases) / min(times) * 60:,.0f} gradings a minute, at first {len(cases) / times[0] * 60:,.0f}")
    single: list[float] = []
    long: list[float] = []
    for case in cases:
        for response, taken in ((case["response"], single), (f"{case['response']} " * 100_000, long)):
            begin = time.perf_counter()
            graded(case, response[:100_000], lexicon)
            taken.append(time.perf_counter() - begin)
    print(f"a response of 100,000 characters: {statistics.median(long) / statistics.median(single):.1f} x the median")


main()
