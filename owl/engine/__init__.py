"""Find the Pulumi engine on this machine, or download or build it into the user's cache."""
