"""The board: where the cases of a programme stand."""
