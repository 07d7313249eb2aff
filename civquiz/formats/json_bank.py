"""A bank as JSON: the shape of the bank's own file."""

import codecs

import msgspec

from civquiz.errors import CivquizError
from civquiz.formats import native
from civquiz.questions.bank import Bank

LIMIT_BYTES = 20 << 20
_MOST_TABLES = 1_000_000  # lists too; 20 MiB of empty ones would take 800 MB


def load(data: bytes, name: str = "the bank", beneath: Bank | None = None) -> Bank:
    """The bank; CivquizError with every fault if it does not hold. For the arguments see `native.bank`."""
    if data.count(b"{") + data.count(b"[") > _MOST_TABLES:
        raise CivquizError(f"{name} has more than {_MOST_TABLES:,} lists and tables; split it into several banks")
    try:
        return native.bank(msgspec.json.decode(data.removeprefix(codecs.BOM_UTF8)), name, beneath)
    except UnicodeDecodeError as error:
        raise native.not_utf8(name) from error
    except msgspec.DecodeError as error:
        raise CivquizError(f"{name} is not valid JSON: {error}; mend it there") from error
    except RecursionError as error:
        raise native.too_deep(name) from error
