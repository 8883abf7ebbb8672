"""Days that a city has off by its own decree: adding them, taking them away, and which due days move because of it."""
