"""A score file of so many attempts at the built-in bank: make_history.py ATTEMPTS FOLDER."""

import json
import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from civquiz.library import DEFAULT_BANK, Library

PER_SESSION = 10


def make(attempts: int, folder: Path) -> Path:
    bank = Library(folder).load(DEFAULT_BANK)
    chance = random.Random(1)
    start = datetime(2016, 1, 1, tzinfo=UTC)
    lines = []
    for number in range(attempts // PER_SESSION):
        began = start + timedelta(minutes=30 * number)
        questions = chance.sample(bank.active, PER_SESSION)
        session = {
            "id": f"{began:%Y%m%dT%H%M%S}-{chance.getrandbits(64):016x}",
            "mode": "quiz",
            "banks": {bank.id: bank.version},
            "seed": number,
            "program": "0.1.0",
            "started": began.isoformat(timespec="seconds"),
            "finished": (began + timedelta(minutes=5)).isoformat(timespec="seconds"),
            "drawn": [f"{bank.id}/{question.id}" for question in questions],
            "attempts": [
                {
                    "n": n,
                    "question": f"{bank.id}/{question.id}",
                    "type": question.type,
                    "topic": question.topic,
                    "stem": question.stem,
                    "answer": question.answer_record(),
                    "response": question.answer_record(),
                    "verdict": verdict,
                    "credit": 1.0 if verdict == "correct" else 0.0,
                    "seconds": round(chance.uniform(2, 20), 1),
                    "at": (began + timedelta(seconds=20 * n)).isoformat(timespec="seconds"),
                }
                for n, question in enumerate(questions, 1)
                for verdict in [chance.choice(("correct", "correct", "wrong"))]
            ],
        }
        lines.append(json.dumps(session, ensure_ascii=False))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "scores.json"
    head = '{"format":"civquiz-scores","version":1,"goals":{},"sessions":[\n'
    path.write_text(head + ",\n".join(lines) + "\n]}\n", encoding="utf-8")
    return path


if __name__ == "__main__":
    made = make(int(sys.argv[1]), Path(sys.argv[2]))
    print(f"{made}: {made.stat().st_size:,} bytes")
