"""What Anki keeps: notes of several fields, in a package or in a text."""
