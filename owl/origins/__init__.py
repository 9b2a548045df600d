"""The file and line that each input at Twilio comes from."""
