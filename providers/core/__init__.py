"""What all Twilio resources share: inputs, life cycle, connection."""
