"""The author's own file of a bank: read, added to, changed; what it held before is lost in no case."""

import codecs
import os
import shlex
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from civquiz import files
from civquiz.errors import CannotWriteError, CivquizError
from civquiz.formats import json_bank, native, toml_bank, toml_forms, toml_text
from civquiz.library import BUILT_IN_FOLDER, Library, check_id
from civquiz.questions.bank import Bank, overlay
from civquiz.questions.base import Question
from civquiz.questions.naming import slug
from civquiz.text import plural

if TYPE_CHECKING:
    from civquiz.questions.merging import Arrivals

_JSON = ".json"


class BankFile:
    """The file at `path`, there or not; `name` is the bank's if it is one of the data folder, else None.

    Each change is made under a lock to what the file then holds, and the whole is read as a bank before it takes the
    old one's place, of which a copy stays as `<file>.bak`.
    """

    def __init__(self, library: Library, path: Path, name: str | None) -> None:
        self.path = path
        self.name = name
        self._library = library
        self._format = json_bank if path.suffix.lower() == _JSON else toml_bank

    @property
    def shown(self) -> str:
        """The bank as one gives it to a command: by its name, or by its path."""
        return self.name or files.name_of(self.path)

    @property
    def exists(self) -> bool:
        """Whether the file is there. Raises CivquizError if it cannot be read."""
        return self._data() is not None

    @property
    def id(self) -> str:
        """The bank's id; that of a new file comes from its name. Raises CivquizError if the file is broken."""
        own = None if self.name else self.own()
        return self.name or (own.id if own else slug(self.path.stem) or "bank")

    @property
    def own_over_built_in(self) -> bool:
        """Whether this is the learner's bank over a built-in one, which stays as it is."""
        return self._beneath is not None

    def text(self) -> str:
        """What the author wrote, its line ends as they are; "" if there is no file. Raises CivquizError."""
        return self._decoded(self._data())

    def own(self) -> Bank | None:
        """The bank as the file has it; None if there is no file. Raises CivquizError with all faults."""
        data = self._data()
        return None if data is None else self._read(data, self._label)

    def bank(self) -> Bank | None:
        """The bank as learners see it, over the built-in one; None if there is neither. Raises CivquizError."""
        own = self.own()
        return overlay(self._beneath, own) if own and self._beneath else own or self._beneath

    def bank_in(self, text: str) -> Bank:
        """The bank as learners would see it if the file had that text. Raises CivquizError with all faults."""
        own = self._read(text.encode("utf-8", "replace"), "this text")
        return overlay(self._beneath, own) if self._beneath else own

    def check_changeable(self) -> None:
        """Raise CivquizError if this is a file that civquiz does not change."""
        if self._format is json_bank:
            name = shlex.quote(files.name_of(self.path))
            raise CivquizError(f"civquiz changes TOML banks; make one with: civquiz import {name} --to NAME")
        real = self._real()
        if Path(os.path.realpath(BUILT_IN_FOLDER)) in real.parents:
            raise CivquizError(
                f"{files.name_of(self.path)} comes with civquiz and stays as it is; give its name, {self.path.stem},"
                " to lay your own questions over it"
            )
        if os.access(real, os.F_OK) and not os.access(real, os.W_OK):
            raise CannotWriteError(f"cannot write {files.name_of(self.path)}: it is read-only")

    def append(self, questions: Sequence[Question], *, title: str = "") -> None:
        """Put questions at the end of the file, which is made under that title if it is not there.

        Raises CivquizError, CannotWriteError.
        """
        head = Bank(id=self.id, title=title or self._usual_title())
        self._change(lambda text, own: toml_text.appended(self._headed(text, own, head), questions))

    def take_in(self, join: "Callable[[Bank | None], tuple[Bank, Arrivals]]", *, update: bool) -> "Arrivals":
        """Append what is new in an imported bank, its passages too; with `update` replace what has changed.

        `join` gives the imported bank and how it stands to the one that learners see; it is asked again under the lock,
        since another import may have come first. What is changed but stands in the built-in bank alone is appended.
        Raises CivquizError, CannotWriteError.
        """
        _, arrivals = join(self.bank())
        if not arrivals.taken(update=update):
            return arrivals

        def change(text: str, own: Bank | None) -> str:
            nonlocal arrivals
            there = own.by_id if own else {}
            bank, arrivals = join(overlay(self._beneath, own) if own and self._beneath else own or self._beneath)
            later = {old.id: question for old, question in arrivals.changed} if update else {}
            known = {passage.id for each in (own, self._beneath) if each for passage in each.passages}
            passages = [passage for passage in bank.passages if passage.id not in known]
            questions = [*arrivals.new, *(each for key, each in later.items() if key not in there)]
            over = self._beneath and Bank(id=self.id, title=self._beneath.title)
            head = over or msgspec.structs.replace(bank, id=self.id)
            if own is None:
                return toml_text.bank_text(
                    msgspec.structs.replace(head, passages=tuple(passages), questions=tuple(questions))
                )
            if not arrivals.taken(update=update):
                return text
            blocks = {key: toml_text.question_block(each) for key, each in later.items() if key in there}
            text = toml_text.all_replaced(self._headed(text, own, head), blocks)
            return toml_text.appended(text, questions, passages)

        self._change(change)
        return arrivals

    def accept(self, question_id: str, form: str, item: str = "") -> None:
        """Take one more form as right, `item` being the answer of a list that it stands for.

        A question of the built-in bank is copied for it. Raises CivquizError, CannotWriteError.
        """

        def change(text: str, own: Bank | None) -> str:
            beneath = self._beneath.by_id.get(question_id) if self._beneath else None
            if beneath and (own is None or question_id not in own.by_id):
                head = Bank(id=self.id, title=self._usual_title())
                text = toml_text.appended(self._headed(text, own, head), [beneath])
            return toml_forms.with_form(text, question_id, form, item)

        self._change(change)

    def put(self, text: str, expected: str | None) -> None:
        """Give the file a whole new text, if it still holds the `expected` one; None or "" is no file.

        The old text may be broken. Raises CivquizError, CannotWriteError.
        """

        def change(old: bytes | None) -> str:
            if self._decoded(old) != (expected or ""):
                raise CivquizError(f"{self._label} has changed in the meantime and stays as it is now; begin again")
            return text.removeprefix("\ufeff")

        self._rewrite(change)

    @property
    def _label(self) -> str:
        """The file in messages, as in those of the library."""
        return self.path.name if self.name else files.name_of(self.path)

    def _real(self) -> Path:
        return Path(os.path.realpath(self.path))

    def _data(self) -> bytes | None:
        try:
            return files.read_limited(self.path, self._format.LIMIT_BYTES, "a bank")
        except FileNotFoundError:
            return None

    def _decoded(self, data: bytes | None) -> str:
        return "" if data is None else native.decoded(data, self._label)

    @cached_property
    def _beneath(self) -> Bank | None:
        return self._library.built_in(self.name) if self.name else None

    def _usual_title(self) -> str:
        return self._beneath.title if self._beneath else self.id

    def _read(self, data: bytes, label: str) -> Bank:
        bank: Bank = self._format.load(data, label, self._beneath)
        if self.name:
            check_id(bank, self.name)
        return bank

    def _headed(self, text: str, own: Bank | None, head: Bank) -> str:
        """The text with the bank's fields: all if there is no file, else the date of the facts if there is none yet."""
        if own is None:
            return toml_text.bank_text(msgspec.structs.replace(head, passages=(), questions=()))
        dated = own.as_of or (self._beneath and self._beneath.as_of)
        return text if dated or not head.as_of else toml_text.with_as_of(text, head.as_of)

    def _change(self, change: Callable[[str, Bank | None], str]) -> None:
        """Rewrite a file that must hold as it is."""
        self._rewrite(lambda old: change(self._decoded(old), None if old is None else self._read(old, self._label)))

    def _rewrite(self, change: Callable[[bytes | None], str]) -> None:
        self.check_changeable()
        real = self._real()
        if not self.exists:
            with files.writing(real.parent):
                for folder in files.make_folder(real.parent):
                    files.sync_folder(folder)
        with files.lock(real.with_name(f"{real.name}.lock"), remove=True):
            old = self._data()
            text = change(old)
            try:
                data = (codecs.BOM_UTF8 if old and old.startswith(codecs.BOM_UTF8) else b"") + text.encode()
            except UnicodeEncodeError as error:
                raise CivquizError(
                    f"{self._label} stays as it was: the new text is not Unicode; type it anew"
                ) from error
            del text  # of thousands of questions each copy counts
            self._must_hold(data)
            if data != old:
                files.replace(real, data, keep_backup=True, public=self.name is None)

    def _must_hold(self, data: bytes) -> None:
        if len(data) > toml_bank.LIMIT_BYTES:
            raise files.too_large(self._label, toml_bank.LIMIT_BYTES, "the bank")
        try:
            self._read(data, "the new text")
        except CivquizError as error:
            why = (
                f"the change would leave {plural(len(error.faults), 'fault')} in it:" if error.faults else error.message
            )
            raise CivquizError(f"{self._label} stays as it was; {why}", error.faults) from error
