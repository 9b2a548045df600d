"""What Twilio billed in a month, beside what was sold."""
