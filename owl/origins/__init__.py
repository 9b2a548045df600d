"""Which line of a file each input at Twilio comes from."""
