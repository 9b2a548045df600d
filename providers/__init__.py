"""Pulumi dynamic resources for Twilio, one file per Twilio object."""
