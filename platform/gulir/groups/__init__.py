"""Groups and the people in them: members, households, identity numbers, what was seen of their savings, and the batches that name them."""
