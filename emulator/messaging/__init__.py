"""Messages, their delivery, and messaging services."""
