"""What is written with the encoder that is made once is what the standard one writes, letter for letter."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhr_desktop.storage.as_json import as_json

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
    max_leaves=20,
)


@given(plain)
def test_it_writes_what_the_standard_encoder_writes(value):
    assert as_json(value) == json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def test_what_is_not_plain_is_refused():
    with pytest.raises(TypeError):
        as_json({"when": object()})
