"""The local Twilio: Twilio's REST API over SQLite, in process or on a port."""
