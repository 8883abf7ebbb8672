"""History that can be checked: the hashed line, the witness by a key outside the database, and the anchors."""
