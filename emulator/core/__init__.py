"""What every product of the local Twilio builds on: calls, credentials, database, clock, faults, webhooks."""
