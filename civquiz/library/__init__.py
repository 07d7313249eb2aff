"""Which banks there are, by name or path: the learner's own in the data folder, over those that come with civquiz."""

import os
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from civquiz.errors import CivquizError
from civquiz.files import name_of, read_limited, reason_of
from civquiz.paths import banks_folder
from civquiz.questions.bank import ID, ID_RULE, Bank, nearest, overlay, quoted

if TYPE_CHECKING:
    from civquiz.library.bank_file import BankFile as BankFile

DEFAULT_BANK = "kazakhstan-democracy"
BUILT_IN_FOLDER = Path(__file__).parents[1] / "questions"

_SUFFIX = ".toml"
_BANK_FORMATS = {".toml": "toml_bank", ".json": "json_bank"}


class Library:
    """The banks of one data folder and the built-in ones. Nothing is read before it is asked for."""

    def __init__(self, folder: Path) -> None:
        """`folder` is the data folder, which need not exist."""
        self.folder = banks_folder(folder)

    def load(self, name_or_path: str) -> Bank:
        """The bank of that name, the learner's over the built-in one, or the one in that file; CivquizError if none."""
        if is_path(name_or_path):
            return self._load_path(Path(name_or_path))
        bank = self._over(self.built_in(name_or_path), name_or_path) if ID.match(name_or_path) else None
        if bank is None:
            if _has_other_ending(name_or_path):
                raise _to_import(Path(name_or_path))
            names = self.names()
            hint = nearest(name_or_path, names)
            raise CivquizError(f"there is no bank {quoted(name_or_path)}{hint}; there are: {', '.join(names)}")
        return bank

    def load_all(self) -> tuple[list[Bank], list[CivquizError]]:
        """Every bank that can be read, by name, and what is wrong with the others.

        Of a broken bank over a built-in one, the built-in one is given.
        """
        banks: list[Bank] = []
        problems: list[CivquizError] = []
        try:
            own = self._own_names()
        except CivquizError as error:
            problems.append(error)
            own = []
        for name in sorted({*own, *_built_in_names()}):
            built_in = self.built_in(name)
            try:
                bank = self._over(built_in, name)
            except CivquizError as error:
                problems.append(error)
                bank = built_in
            banks += [bank] if bank else []
        return banks, problems

    def names(self) -> list[str]:
        """The names under which a bank can be loaded."""
        return sorted(filter(ID.match, {*self._own_names(), *_built_in_names()}))

    def last_written(self) -> str | None:
        """The name of the learner's own bank whose file changed last; None if there is none."""
        written = []
        for name in filter(ID.match, self._own_names()):
            with suppress(OSError):  # taken away in between
                written.append((self.own_path(name).stat().st_mtime_ns, name))
        return max(written)[1] if written else None

    def own_path(self, name: str) -> Path:
        """Where the learner's own bank of that name is, or would be."""
        return self.folder / f"{name}{_SUFFIX}"

    def own(self, name: str, beneath: Bank | None = None) -> Bank | None:
        """The learner's own bank as its file has it, if there is one; `beneath` is the built-in one of that name."""
        path = self.own_path(name)
        if not ID.match(name):
            raise CivquizError(f"{name_of(path)} is not named as a bank: {ID_RULE}; rename it")
        bank = _read_named(path, beneath)
        if bank:
            check_id(bank, name)
        return bank

    def file(self, name_or_path: str) -> "BankFile":
        """The author's own file of the bank of that name, or the one at that path, whether or not it is there yet."""
        from civquiz.library.bank_file import BankFile

        if not is_path(name_or_path):
            if not ID.match(name_or_path):
                raise CivquizError(f"{quoted(name_or_path)} cannot name a bank: {ID_RULE}")
            return BankFile(self, self.own_path(name_or_path), name_or_path)
        path = Path(name_or_path)
        if self._is_own(path):
            return self.file(path.stem)
        if path.suffix.lower() not in _BANK_FORMATS:
            raise _to_import(path)
        return BankFile(self, path, None)

    def built_in(self, name: str) -> Bank | None:
        """The bank of that name that comes with civquiz, if there is one."""
        return _read_named(BUILT_IN_FOLDER / f"{name}{_SUFFIX}") if ID.match(name) else None

    def _over(self, built_in: Bank | None, name: str) -> Bank | None:
        own = self.own(name, built_in)
        return overlay(built_in, own) if own and built_in else own or built_in

    def _load_path(self, path: Path) -> Bank:
        if self._is_own(path) and path.is_file():
            return self.load(path.stem)
        try:
            return read_bank(path)
        except FileNotFoundError as error:
            raise CivquizError(
                f"there is no file {quoted(path)}; the command banks shows which banks there are"
            ) from error

    def _is_own(self, path: Path) -> bool:
        return path.suffix == _SUFFIX and os.path.realpath(path.parent) == os.path.realpath(self.folder)

    def _own_names(self) -> list[str]:
        try:
            return [path.stem for path in self.folder.iterdir() if path.suffix == _SUFFIX]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise CivquizError(
                f"cannot read the folder of banks, {name_of(self.folder)}: {reason_of(error)}"
            ) from error


def is_path(name_or_path: str) -> bool:
    """Whether the argument is a path rather than a bank's name."""
    return (
        os.sep in name_or_path
        or (os.altsep is not None and os.altsep in name_or_path)
        or name_or_path.lower().endswith(tuple(_BANK_FORMATS))
    )


def read_bank(path: Path, name: str | None = None, beneath: Bank | None = None) -> Bank:
    """The bank in a file; `name` stands for the file in messages. FileNotFoundError passes."""
    module_name = _BANK_FORMATS.get(path.suffix.lower())
    if module_name is None:
        if not os.path.lexists(path):
            raise FileNotFoundError(path)
        raise _to_import(path)
    module = import_module(f"civquiz.formats.{module_name}")
    data = read_limited(path, module.LIMIT_BYTES, "a bank")
    bank: Bank = module.load(data, name or name_of(path), beneath)
    return bank


def check_id(bank: Bank, name: str) -> None:
    """Raise CivquizError unless the bank has the id after which its file in the data folder is named."""
    if bank.id != name:
        fault = f"id: must be {quoted(name)}, as the file is named, not {quoted(bank.id)}"
        raise CivquizError(f"{name}{_SUFFIX} has 1 fault; mend it in the file, or rename the file:", [fault])


def _has_other_ending(name: str) -> bool:
    """Whether a name that is no bank's is a file's of another format."""
    from civquiz.formats import by_ending

    return bool(by_ending(name))


def _to_import(path: Path) -> CivquizError:
    import shlex

    name = name_of(path)
    return CivquizError(
        f"{name} is no bank: give a .toml or .json file, or bring it in with: civquiz import {shlex.quote(name)}"
    )


def _built_in_names() -> list[str]:
    return [path.stem for path in BUILT_IN_FOLDER.glob(f"*{_SUFFIX}")]


def _read_named(path: Path, beneath: Bank | None = None) -> Bank | None:
    try:
        return read_bank(path, path.name, beneath)
    except FileNotFoundError:
        return None
