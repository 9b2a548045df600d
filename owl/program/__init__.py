"""What a tenant gets in a stack, composed of providers."""

from project.garbage import collect_rarely

collect_rarely()  # before the program imports the rest, which makes most of its objects
