"""The receiver: takes Twilio's requests at the addresses that `pulumi up` declares, and keeps what they say."""
