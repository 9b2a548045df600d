"""Toll-free numbers: find what Twilio's reviewers reject before the verification is submitted."""
