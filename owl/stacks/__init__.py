"""How a stack is read: its files, its configuration, its state, its outputs."""
