"""By which words a person is found: plain letters go a shorter way, and are spelled alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from griffie.infrastructure.vault.search_words import spellings

WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}
"""Each letter, figure and sign of ASCII in its wide form, which NFKC makes plain again."""


@pytest.mark.parametrize("kind", ["email", "name", "phone", "postal_address"])
@given(st.text(st.characters(max_codepoint=0x7E)))
def test_plain_letters_are_spelled_as_wide_ones(kind: str, plain: str) -> None:
    assert spellings(kind, plain) == spellings(kind, plain.translate(WIDE))
