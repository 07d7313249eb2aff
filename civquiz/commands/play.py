"""A sitting from its first question to its results: what every command that asks questions shares."""

import gc
import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from civquiz import __version__, paths
from civquiz.attempts import Outcome, Outline, Session
from civquiz.errors import CannotWriteError, CivquizError, LeaveError, UsageError
from civquiz.library import DEFAULT_BANK, Library, is_path
from civquiz.questions.bank import Bank
from civquiz.session import Sitting, last_outcomes, reorder
from civquiz.stats import missed
from civquiz.storage import Journal, Store
from civquiz.terminal import console, quiz
from civquiz.terminal.face import Face
from civquiz.terminal.marks import must_be_plain
from civquiz.terminal.signals import SignalledError, Signals
from civquiz.text import plural

if TYPE_CHECKING:
    from pathlib import Path


class Place:
    """Where a command works: the data folder's library and record, and the terminal."""

    def __init__(self, *, plain: bool = False) -> None:
        folder: Path = paths.data_folder()
        self.library = Library(folder)
        self.store = Store(folder)
        self.signals = Signals()
        self.plain = plain
        self.face: Face = _face(self.signals, plain=plain)
        tell(self.store.tidy())
        self.look_again()

    def look_again(self) -> None:
        """Read the record anew."""
        self.outlines: list[Outline] = self.store.outlines()
        tell(self.store.take_notices())

    def last(self, but: str = "") -> dict[str, Outcome]:
        """The last outcome of each question, those of the session `but` aside."""
        return last_outcomes([each for each in self.outlines if each.id != but])

    def play(self, sitting: Sitting, journal: Journal) -> None:
        """Ask a sitting's questions and show its results; the misses again for as long as the learner likes."""
        gc.freeze()  # what the start has made stays: it need not be looked through again
        gc.enable()
        with self.signals.handled():
            while True:
                if not self._sit(sitting, journal):
                    return
                session = sitting.record()
                drawn = [attempt.question for attempt in missed(session.attempts)]
                sitting, journal = self.begin(
                    list(sitting.banks.values()), drawn, new_seed(), session.id, session.files
                )
                self.look_again()

    def load(self, names: Iterable[str]) -> tuple[list[Bank], dict[str, str]]:
        """The banks of those names or paths, and the paths by bank id. Raises CivquizError."""
        banks: dict[str, Bank] = {}
        files = {}
        for name in names:
            bank = self.library.load(name)
            if banks.get(bank.id, bank) != bank:
                raise CivquizError(f"two of these banks have the id {bank.id}; give one of them another id")
            banks[bank.id] = bank
            if is_path(name):
                files[bank.id] = os.path.abspath(name)  # noqa: PTH100 - a name, links and all
        return list(banks.values()), files

    def begin(
        self,
        banks: Sequence[Bank],
        drawn: Sequence[str],
        seed: int,
        again: str = "",
        files: Mapping[str, str] | None = None,
    ) -> tuple[Sitting, Journal]:
        """A new sitting of those questions, and its journal; nothing is written before the first response.

        `files` are the paths of the banks that were given as files.
        """
        session = new_session("quiz", banks, reorder(banks, drawn, seed), seed, files, again=again)
        return Sitting(session, banks), self.store.begin(session)

    def forewarn(self) -> None:
        """Say what a learner should know before a session begins: that others wait, that nothing can be saved."""
        waiting = [outline for outline in self.outlines if not outline.finished]
        if waiting:
            self.face.say(f"{plural(len(waiting), 'session')} unfinished. Go on with: {console.program()} resume")
        problem = self.store.writable_problem()
        if problem:
            self.face.say(f"NOT SAVED: {problem}")

    def _sit(self, sitting: Sitting, journal: Journal) -> bool:
        outside = quiz.Outside(self.face, saver(journal), now, time.monotonic, console.program())
        try:
            ending = _ask(sitting, outside)
        except SignalledError as signalled:
            self._save_for_later(sitting, journal)
            gone = signalled.number == hang_up()
            message = "" if gone else self._saved_words(sitting)
            raise LeaveError(message, signalled.number) from signalled
        if ending is quiz.Ending.THROWN_AWAY:
            journal.discard()
            self.face.say("\nThrown away." if sitting.attempts else "\nNothing was answered.")
            return False
        if ending is not quiz.Ending.FINISHED:
            self._save_for_later(sitting, journal)
            return self._later(sitting, ending)
        if not sitting.attempts:
            journal.close()
            return False
        journal.finish(now())
        nothing_unsaved(journal)
        tell(self.store.take_notices())
        last = self.last(but=sitting.session.id)  # what was read before the sitting began
        outside = msgspec.structs.replace(outside, save=self._amender(sitting.session.id))
        try:
            return quiz.results(sitting, last, self.saved_as(sitting.session.id), outside)
        except KeyboardInterrupt:
            raise LeaveError from None

    def _amender(self, session_id: str) -> Callable[[dict[str, Any]], str]:
        """What saves a line of a session that is over. Raises CivquizError."""

        def save(line: dict[str, Any]) -> str:
            self.store.amend(session_id, line["attempt"])
            return ""

        return save

    def _later(self, sitting: Sitting, ending: quiz.Ending) -> bool:
        if ending is quiz.Ending.INTERRUPTED:
            raise LeaveError(self._saved_words(sitting))
        if ending is quiz.Ending.NO_MORE_INPUT and not sitting.attempts and not self.face.attended:
            raise UsageError("no usable response came in; give one line a question, or use a terminal")
        if sitting.attempts:
            self.face.say(f"\n{self._saved_words(sitting)}")
        return False

    def _save_for_later(self, sitting: Sitting, journal: Journal) -> None:
        # All was answered: there is nothing to come back for.
        if sitting.attempts and sitting.place is None:
            journal.finish(now())
        else:
            journal.close()
        nothing_unsaved(journal)

    def _saved_words(self, sitting: Sitting) -> str:
        if not sitting.attempts:
            return "Nothing was answered."
        return f"Saved: {sitting.answered} of {sitting.total} answered. Go on with: {console.program()} resume"

    def saved_as(self, session_id: str) -> str:
        """What the history calls a session: its mode and its row."""
        return next((f"{session.mode} {row}" for row, session in self.store.rows() if session.id == session_id), "")


def new_session(
    mode: str,
    banks: Sequence[Bank],
    drawn: Sequence[str],
    seed: int,
    files: Mapping[str, str] | None = None,
    **more: Any,  # noqa: ANN401 - fields of a session
) -> Session:
    """A session that begins now, of those questions in that order; `files` are the paths of the banks given as such."""
    used = {key.partition("/")[0] for key in drawn}
    started = now(timespec="milliseconds")  # two may begin within a second, and rows are numbered by it
    return Session(
        id=f"{started[:19].replace('-', '').replace(':', '')}-{os.urandom(8).hex()}",
        mode=mode,
        banks={bank.id: bank.version for bank in banks if bank.id in used},
        files=dict(files or {}),
        seed=seed,
        program=__version__,
        started=started,
        drawn=list(drawn),
        **more,
    )


def sitting_of(session: Session, banks: Sequence[Bank]) -> Sitting:
    """The sitting that a session's mode makes of it."""
    if session.mode == "study":
        from civquiz.study import Study

        return Study(session, banks)
    return Sitting(session, banks)


def _ask(sitting: Sitting, outside: quiz.Outside) -> quiz.Ending:
    """Ask what is left of a sitting, as its mode is asked."""
    if sitting.session.mode == "study":
        from civquiz.study import Study
        from civquiz.terminal import study

        if isinstance(sitting, Study):
            return study.run(sitting, outside)
    return quiz.run(sitting, outside)


def tell(notices: Iterable[str]) -> None:
    """Say on standard error what the learner has to know, a line each."""
    for notice in notices:
        console.show_error(notice)


def now(timespec: str = "seconds") -> str:
    """The time here, ISO 8601 with its offset."""
    return datetime.now().astimezone().isoformat(timespec=timespec)


def new_seed() -> int:
    """A seed that nobody chose; small enough to be typed again."""
    return int.from_bytes(os.urandom(3))


def default_bank(library: Library, outlines: Sequence[Outline]) -> str:
    """The bank last used, if it is still there, else the built-in one."""
    last = next((outline for outline in reversed(outlines) if outline.banks), None)
    if last is None:
        return DEFAULT_BANK
    used = next(iter(last.banks))
    path = last.files.get(used, "")
    if path:
        return path if os.path.exists(path) else DEFAULT_BANK  # noqa: PTH110 - as it was stored
    return used if used in library.names() else DEFAULT_BANK


def authors_bank(library: Library, outlines: Sequence[Outline]) -> str:
    """The bank of the learner's own that was written last, else the `default_bank`."""
    written = library.last_written()
    return written if written is not None else default_bank(library, outlines)


def _face(signals: Signals, *, plain: bool) -> Face:
    if must_be_plain(asked=plain):
        from civquiz.terminal.plain import Plain

        return Plain(signals)
    from civquiz.terminal.prompts import Prompts

    return Prompts(signals)


def saver(journal: Journal) -> Callable[[dict[str, Any]], str]:
    """What saves a line of a journal and gives the problem, "" if it is on the disk."""

    def save(line: dict[str, Any]) -> str:
        journal.write(line)
        return journal.problem

    return save


def nothing_unsaved(journal: Journal) -> None:
    """Raise CannotWriteError, and print the session for whoever can keep it, if any of it is not on the disk."""
    record = journal.unsaved()
    if record is not None:
        sys.stderr.write(console.json_text(record) + "\n")
        raise CannotWriteError(f"the answers above are NOT SAVED: {journal.problem}")


def hang_up() -> int:
    """The number of the signal of a terminal that is gone; 0 where there is none."""
    import signal

    return int(getattr(signal, "SIGHUP", 0))
