"""Unpacks Zstandard, the compression of newer Anki packages."""

from __future__ import annotations

import sys
from typing import Any, BinaryIO

from quiz.extras import how_to_add
from quiz.formats.interchange import InterchangeError

zstd: Any
try:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
except ImportError:
    zstd = None

_CHUNK = 1 << 20
_LARGEST_WINDOW = 27
"""As a power of two: frames that need more than 128 MB are refused, as by `zstd`."""


def unpack(source: BinaryIO, target: BinaryIO, most: int) -> None:
    """Unpack all frames of `source` into `target`.

    Raises InterchangeError if it is damaged or cut off, unpacks to more than `most` bytes, or if
    the library is missing.
    """
    if zstd is None:
        raise InterchangeError(
            "this package is in Anki's newer format, which needs the extra anki: "
            f"{how_to_add('anki')}; or export it with 'Support older Anki versions' ticked"
        )
    limit = {zstd.DecompressionParameter.window_log_max: _LARGEST_WINDOW}
    unpacked = 0
    try:
        with zstd.ZstdFile(source, options=limit) as frames:
            while chunk := frames.read(_CHUNK):
                unpacked += len(chunk)
                if unpacked > most:
                    raise InterchangeError(
                        f"the collection unpacks to more than {most:,} bytes; this looks like a "
                        "zip bomb"
                    )
                target.write(chunk)
        if not unpacked:
            raise EOFError
    except EOFError as error:
        raise InterchangeError("the collection is damaged (its end is missing)") from error
    except zstd.ZstdError as error:
        raise InterchangeError(f"the collection is damaged ({error})") from error
