"""The formats of question banks. A new format is its module and one line in the registry."""

FORMATS: dict[str, str] = {
    "toml": "civquiz.formats.toml_bank",
    "json": "civquiz.formats.json_bank",
}
"""Each format's module, imported when it is used."""
