"""Consent outside the tenants' files: at Twilio, in a spreadsheet, for an audit, and numbers that change hands."""
