"""Making a clone ready: its engine, its passphrase, its stacks, and the environment they run in."""
