"""The owl command: what people need beside pulumi."""
