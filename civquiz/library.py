"""Which banks there are, by name or path: the learner's own in the data folder, over those that come with civquiz."""

import os
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from civquiz.errors import CivquizError
from civquiz.files import read_limited
from civquiz.formats import FORMATS
from civquiz.paths import banks_folder
from civquiz.questions.bank import ID, Bank, nearest, overlay, quoted

DEFAULT_BANK = "kazakhstan-democracy"

_BUILT_IN = Path(__file__).parent / "questions"
_SUFFIX = ".toml"
_PATH_FORMATS = {".toml": "toml", ".json": "json"}


class Library:
    """The banks of one data folder and the built-in ones. Nothing is read before it is asked for."""

    def __init__(self, folder: Path) -> None:
        """`folder` is the data folder, which need not exist."""
        self.folder = banks_folder(folder)

    def load(self, name_or_path: str) -> Bank:
        """The bank of that name, the learner's over the built-in one, or the one in that file; CivquizError if none."""
        if is_path(name_or_path):
            return self._load_path(Path(name_or_path))
        built_in = self.built_in(name_or_path)
        own = self.own(name_or_path, built_in)
        if own and built_in:
            return overlay(built_in, own)
        return own or built_in or self._unknown(name_or_path)

    def load_all(self) -> tuple[list[Bank], list[CivquizError]]:
        """Every bank that can be read, by name, and what is wrong with the others.

        Of a broken bank over a built-in one, the built-in one is given.
        """
        banks: list[Bank] = []
        problems: list[CivquizError] = []
        for name in self.names():
            try:
                banks.append(self.load(name))
            except CivquizError as error:
                problems.append(error)
                built_in = self.built_in(name)
                banks += [built_in] if built_in else []
        return banks, problems

    def names(self) -> list[str]:
        """The names under which a bank can be loaded."""
        try:
            own = [path.stem for path in self.folder.glob(f"*{_SUFFIX}")]
        except OSError as error:
            raise CivquizError(f"the folder of banks cannot be read: {self.folder}: {error.strerror}") from error
        built_in = [path.stem for path in _BUILT_IN.glob(f"*{_SUFFIX}")]
        return sorted(name for name in {*own, *built_in} if ID.match(name))

    def own_path(self, name: str) -> Path:
        """Where the learner's own bank of that name is, or would be."""
        return self.folder / f"{name}{_SUFFIX}"

    def own(self, name: str, beneath: Bank | None = None) -> Bank | None:
        """The learner's own bank as its file has it, if there is one; `beneath` is the built-in one of that name."""
        bank = _read_named(self.own_path(name), beneath) if ID.match(name) else None
        if bank and bank.id != name:
            fault = f"id: must be {quoted(name)} as in the file's name, not {quoted(bank.id)}"
            raise CivquizError(f"{name}{_SUFFIX} has 1 fault; mend it in the file, or rename the file:", [fault])
        return bank

    def built_in(self, name: str) -> Bank | None:
        """The bank of that name that comes with civquiz, if there is one."""
        return _read_named(_BUILT_IN / f"{name}{_SUFFIX}") if ID.match(name) else None

    def _load_path(self, path: Path) -> Bank:
        if path.parent.absolute() == self.folder.absolute() and path.suffix == _SUFFIX and ID.match(path.stem):
            return self.load(path.stem)
        try:
            return read_bank(path)
        except FileNotFoundError as error:
            raise CivquizError(f"there is no file {quoted(path)}; civquiz banks shows the banks by name") from error

    def _unknown(self, name: str) -> NoReturn:
        names = self.names()
        raise CivquizError(f"there is no bank {quoted(name)}{nearest(name, names)}; there are: {', '.join(names)}")


def is_path(name_or_path: str) -> bool:
    """Whether the argument is a path rather than a bank's name."""
    return (
        os.sep in name_or_path
        or (os.altsep is not None and os.altsep in name_or_path)
        or name_or_path.lower().endswith(tuple(_PATH_FORMATS))
    )


def read_bank(path: Path, name: str | None = None, beneath: Bank | None = None) -> Bank:
    """The bank in a file; `name` stands for the file in messages. FileNotFoundError passes."""
    format_ = _PATH_FORMATS.get(path.suffix.lower())
    if format_ is None:
        raise CivquizError(f"{path} is no bank's own file (.toml, .json); bring it in with: civquiz import")
    module = import_module(FORMATS[format_])
    data = read_limited(path, module.LIMIT_BYTES, "a bank")
    bank: Bank = module.read(data, name or str(path), beneath)
    return bank


def _read_named(path: Path, beneath: Bank | None = None) -> Bank | None:
    try:
        return read_bank(path, path.name, beneath)
    except FileNotFoundError:
        return None
