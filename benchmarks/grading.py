"""How typed answers are graded, by kind, beside simpler ways: `python benchmarks/grading.py [CASES] [all|third|rest]`.

CASES has a case a line: question_id, kind, stem, accept, reject, response and the verdict that a teacher gave; `third`
takes every third question, which no rule was made by, `rest` the others. A false accept is full credit for what a
teacher refuses, as a share of that, a false reject less for what a teacher accepts, as a share of that. At the end:
gradings a minute, and the cost of a long response.
"""

import json
import re
import statistics
import string
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rapidfuzz.fuzz import ratio

from civquiz.questions.equivalence import grade_text
from civquiz.questions.grading import Grade
from civquiz.questions.listing import grade_list
from civquiz.questions.numerals import value_of
from civquiz.questions.true_false import truth_said

RIGHT = {"correct", "correct_typo"}


def graded(case: dict[str, Any], response: str) -> Grade:
    kind = case["kind"]
    if kind in {"list", "set"}:
        items = [[each, *case.get("alt", {}).get(each, [])] for each in case["accept"]]
        reject = dict.fromkeys(case["reject"], "")
        return grade_list(response, items, case.get("k", len(items)), reject=reject, stem=case["stem"]).grade
    if kind == "bool":
        right = truth_said(response) == case["accept"][0].title()
        return Grade(1.0, "correct") if right else Grade(0.0, "wrong")
    return grade_text(
        response,
        case["accept"],
        kind=kind,
        reject=dict.fromkeys(case["reject"], ""),
        stem=case["stem"],
        tolerance=case.get("tol", 0.0) * max(map(largest, case["accept"])),
    )


def largest(form: str) -> float:
    """The value of a form, of which a case's tolerance is a share."""
    value = value_of(form, "number")
    return float(value) if value is not None else 0.0


def squad(text: str) -> str:
    text = "".join(character for character in text.lower() if character not in string.punctuation)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", text).split())


def forms(case: dict[str, Any]) -> list[str]:
    return [*case["accept"], *(form for alt in case.get("alt", {}).values() for form in alt)]


WAYS: dict[str, Callable[[dict[str, Any]], bool]] = {
    "civquiz": lambda case: graded(case, case["response"]).credit == 1,
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
    for way, is_right in WAYS.items():
        table(way, cases, is_right)
    if part == "all":
        speed(cases)


def table(way: str, cases: list[dict[str, Any]], is_right: Callable[[dict[str, Any]], bool]) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    for case in cases:
        right, wanted = is_right(case), case["verdict"] in RIGHT
        for kind in (case["kind"], "all"):
            counts[kind, "cases"] += 1
            counts[kind, "wanted"] += wanted
            counts[kind, "accepted"] += right and not wanted
            counts[kind, "rejected"] += wanted and not right
        if way == "civquiz" and right != wanted:
            grade = graded(case, case["response"])
            said = f"{case['response']!r} is {case['verdict']}, graded {grade.verdict}"
            print(f"  {case['question_id']}: {said} ({grade.reason})")
    kinds = dict.fromkeys(case["kind"] for case in cases) if way == "civquiz" else ()
    print(f"\n{way:12} cases  false accepts   false rejects")
    for kind in (*kinds, "all"):
        number, wanted = counts[kind, "cases"], counts[kind, "wanted"]
        shares = [
            f"{counts[kind, what]:4} ({counts[kind, what] / max(of, 1):6.1%})"
            for what, of in (("accepted", number - wanted), ("rejected", wanted))
        ]
        print(f"{kind:12} {number:5}  {'  '.join(shares)}")


def speed(cases: list[dict[str, Any]]) -> None:
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        for case in cases:
            graded(case, case["response"])
        times.append(time.perf_counter() - begin)
    print(f"\n{len(cases) / min(times) * 60:,.0f} gradings a minute, at first {len(cases) / times[0] * 60:,.0f}")
    single: list[float] = []
    long: list[float] = []
    for case in cases:
        for response, taken in ((case["response"], single), (f"{case['response']} " * 100_000, long)):
            begin = time.perf_counter()
            graded(case, response[:100_000])
            taken.append(time.perf_counter() - begin)
    print(f"a response of 100,000 characters: {statistics.median(long) / statistics.median(single):.1f} x the median")


main()
