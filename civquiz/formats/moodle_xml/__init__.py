"""Moodle XML, read and written."""

from civquiz.formats.moodle_xml.reading import LIMIT_BYTES, read, sniff
from civquiz.formats.moodle_xml.writing import write

__all__ = ["LIMIT_BYTES", "read", "sniff", "write"]
