"""The commands: options in, one call, show."""
