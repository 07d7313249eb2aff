"""Questions to measure with: `python benchmarks/make_questions.py trivia COUNT FILE`, or `csv` or `bank` for `trivia`.

`trivia` is Open Trivia DB's JSON, `csv` a table of choices with explanations, `bank` civquiz's own: the built-in bank
again and again with other words in it.
"""

import csv
import io
import json
import random
import re
import sys
from pathlib import Path

import msgspec

from civquiz.formats import toml_bank
from civquiz.library import BUILT_IN_FOLDER, DEFAULT_BANK

WORDS = (
    "assembly",
    "ballot",
    "cabinet",
    "deputy",
    "edict",
    "federal",
    "governor",
    "houses",
    "impeach",
    "judge",
    "ledger",
)


def words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count))


def trivia(count: int) -> bytes:
    chance = random.Random(1)
    results = [
        {
            "type": "multiple",
            "difficulty": "easy",
            "category": "Politics",
            "question": f"Which {words(chance, 8)} &quot;{number}&quot; is {words(chance, 3)}?",
            "correct_answer": f"{words(chance, 2)} {number}",
            "incorrect_answers": [f"{words(chance, 2)} {other}" for other in "abc"],
        }
        for number in range(count)
    ]
    return json.dumps({"response_code": 0, "results": results}).encode()


def table(count: int) -> bytes:
    chance = random.Random(1)
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["question", "answer", "distractor 1", "distractor 2", "distractor 3", "explanation"])
    for number in range(count):
        options = [f"{words(chance, 2)} {each}" for each in "abcd"]
        writer.writerow([f"Which {words(chance, 8)} is {number}?", *options, words(chance, 12)])
    return file.getvalue().encode()


def bank(count: int) -> bytes:
    chance = random.Random(1)
    built_in = toml_bank.load((BUILT_IN_FOLDER / f"{DEFAULT_BANK}.toml").read_bytes())
    questions = []
    for number in range(count):
        question = built_in.questions[number % len(built_in.questions)]
        text = msgspec.json.encode(question).decode()
        there = sorted(set(re.findall(r"[A-Z][a-z]{4,}", text)))
        new = {word: f"{chance.choice(WORDS)}{'abcdefghij'[at % 10]}{at}{number}" for at, word in enumerate(there)}
        text = re.sub(r"[A-Z][a-z]{4,}", lambda found, new=new: new[found[0]], text)
        values = json.loads(text) | {"id": f"q{number}", "type": question.type, "passage": question.passage}
        questions.append(msgspec.convert(values, type(question)))
    return toml_bank.write(msgspec.structs.replace(built_in, id="many", questions=tuple(questions))).data


kind, count, path = sys.argv[1:]
Path(path).write_bytes({"trivia": trivia, "csv": table, "bank": bank}[kind](int(count)))
