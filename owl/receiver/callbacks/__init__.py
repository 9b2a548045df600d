"""The kinds of requests that Twilio makes, one module each: what is valid, and how it is recorded."""
