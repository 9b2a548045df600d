"""Read a stack: its files, configuration, state and outputs."""
