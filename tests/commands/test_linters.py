"""What the linters found counts as a failed test, so that the closing line tells the truth."""

import os


def test_the_linters_found_nothing():
    assert not os.environ.get("GULIR_FOUND_BY_LINTERS")
