"""The ways out of the house, one file each: what each can say of a message's fate differs, and is never guessed."""
