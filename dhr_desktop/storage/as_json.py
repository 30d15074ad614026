"""Plain values as JSON, as short as it is written, letters as they are.

The standard encoder is put together anew at every call, which costs more than writing out one row. Here it is put
together once.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from json import encoder
from typing import Any

_SHORT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _made_once() -> Callable[[Any], str]:
    make = getattr(encoder, "c_make_encoder", None)
    if make is None:  # an interpreter without it
        return _SHORT.encode
    parts = make(None, _SHORT.default, encoder.encode_basestring, None, ":", ",", False, False, True)
    return lambda value: "".join(parts(value, 0))


as_json = _made_once()
