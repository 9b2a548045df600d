"""Twilio's products, one file each; a module's decorated functions are its operations."""
