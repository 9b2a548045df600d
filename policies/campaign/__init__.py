"""Campaign and content: find what carriers' reviewers reject before the fee is paid."""
