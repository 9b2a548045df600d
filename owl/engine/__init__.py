"""The Pulumi engine: found on this machine, else downloaded, else built; kept in the user's cache."""
