"""The formats in which questions come and go. A new one is its module and one line in the registry."""

from importlib import import_module
from typing import NamedTuple, cast

from civquiz.formats.contract import FormatModule


class Format(NamedTuple):
    """A format: its module, how its files' names end, and what people call it."""

    module: str
    endings: tuple[str, ...]
    title: str


FORMATS: dict[str, Format] = {
    "toml": Format("toml_bank", (".toml",), "civquiz's own TOML"),
    "json": Format("json_bank", (".json",), "civquiz's own JSON"),
    "gift": Format("gift", (".gift",), "GIFT"),
    "moodle-xml": Format("moodle_xml", (".xml",), "Moodle XML"),
    "apkg": Format("anki.package", (".apkg", ".colpkg"), "an Anki package"),
    "open-trivia": Format("open_trivia", (".json",), "Open Trivia DB"),
    "json-list": Format("json_list", (".json",), "a JSON list of questions"),
    "aiken": Format("aiken", (".aiken",), "Aiken"),
    "anki-text": Format("anki.text", (), "Anki's text"),
    "csv": Format("delimited", (".csv", ".tsv", ".tab"), "delimited text"),
}
"""By the name that `--format` takes. Content is tried on them in this order, so that what is surest comes first."""


def module_of(name: str) -> FormatModule:
    """The module of a format, imported now."""
    return cast("FormatModule", import_module(f"civquiz.formats.{FORMATS[name].module}"))


def by_ending(file_name: str) -> list[str]:
    """The formats whose files are named like that; none for an ending that says nothing, such as `.txt`."""
    return [name for name, format_ in FORMATS.items() if file_name.lower().endswith(format_.endings or ("\0",))]


def detect(file_name: str, head: bytes) -> str | None:
    """The format of a file by its name, or where that says too little by its first bytes; None if neither tells."""
    candidates = by_ending(file_name)
    if len(candidates) == 1:
        return candidates[0]
    return next((name for name in candidates or FORMATS if module_of(name).sniff(head)), None)
