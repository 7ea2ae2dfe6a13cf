"""What a crash leaves is tried on a disk: the folders of these tests never lie in memory."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    with TemporaryDirectory(prefix="griffie-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)
