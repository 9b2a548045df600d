"""What a state stores of each provider, byte for byte: a state that names a missing class can't be read.

No row of this table is ever changed or removed. A resource gets its row in the release in which it first appears: from
then on states name it.
"""

import pytest
from pulumi.dynamic.dynamic import serialize_provider

from providers.core.registry import resources

PROVIDERS = {
    "Address": (
        "providers.address.AddressProvider",
        "gASVLAAAAAAAAACMEXByb3ZpZGVycy5hZGRyZXNzlIwPQWRkcmVzc1Byb3ZpZGVylJOUKYGULg==",
    ),
    "ApiKey": (
        "providers.api_key.ApiKeyProvider",
        "gASVKwAAAAAAAACMEXByb3ZpZGVycy5hcGlfa2V5lIwOQXBpS2V5UHJvdmlkZXKUk5QpgZQu",
    ),
    "BrandRegistration": (
        "providers.brand_registration.BrandRegistrationProvider",
        "gASVQQAAAAAAAACMHHByb3ZpZGVycy5icmFuZF9yZWdpc3RyYXRpb26UjBlCcmFuZFJlZ2lzdHJhdGlvblByb3ZpZGVylJOUKYGULg==",
    ),
    "BrandVetting": (
        "providers.brand_vetting.BrandVettingProvider",
        "gASVNwAAAAAAAACMF3Byb3ZpZGVycy5icmFuZF92ZXR0aW5nlIwUQnJhbmRWZXR0aW5nUHJvdmlkZXKUk5QpgZQu",
    ),
    "Campaign": (
        "providers.campaign.CampaignProvider",
        "gASVLgAAAAAAAACMEnByb3ZpZGVycy5jYW1wYWlnbpSMEENhbXBhaWduUHJvdmlkZXKUk5QpgZQu",
    ),
    "ContentTemplate": (
        "providers.content_template.ContentTemplateProvider",
        "gASVPQAAAAAAAACMGnByb3ZpZGVycy5jb250ZW50X3RlbXBsYXRllIwXQ29udGVudFRlbXBsYXRlUHJvdmlkZXKUk5QpgZQu",
    ),
    "CustomerProfile": (
        "providers.customer_profile.CustomerProfileProvider",
        "gASVPQAAAAAAAACMGnByb3ZpZGVycy5jdXN0b21lcl9wcm9maWxllIwXQ3VzdG9tZXJQcm9maWxlUHJvdmlkZXKUk5QpgZQu",
    ),
    "CustomerProfileEntityAssignment": (
        "providers.customer_profile_entity_assignment.CustomerProfileEntityAssignmentProvider",
        "gASVXwAAAAAAAACMLHByb3ZpZGVycy5jdXN0b21lcl9wcm9maWxlX2VudGl0eV9hc3NpZ25tZW50lIwnQ3VzdG9tZXJQcm9maWxlRW50aXR5QXNzaWdubWVudFByb3ZpZGVylJOUKYGULg==",
    ),
    "CustomerProfileSubmission": (
        "providers.customer_profile_submission.CustomerProfileSubmissionProvider",
        "gASVUgAAAAAAAACMJXByb3ZpZGVycy5jdXN0b21lcl9wcm9maWxlX3N1Ym1pc3Npb26UjCFDdXN0b21lclByb2ZpbGVTdWJtaXNzaW9uUHJvdmlkZXKUk5QpgZQu",
    ),
    "DestinationAlphaSender": (
        "providers.destination_alpha_sender.DestinationAlphaSenderProvider",
        "gASVTAAAAAAAAACMInByb3ZpZGVycy5kZXN0aW5hdGlvbl9hbHBoYV9zZW5kZXKUjB5EZXN0aW5hdGlvbkFscGhhU2VuZGVyUHJvdmlkZXKUk5QpgZQu",
    ),
    "EndUser": (
        "providers.end_user.EndUserProvider",
        "gASVLQAAAAAAAACMEnByb3ZpZGVycy5lbmRfdXNlcpSMD0VuZFVzZXJQcm92aWRlcpSTlCmBlC4=",
    ),
    "EventSink": (
        "providers.event_sink.EventSinkProvider",
        "gASVMQAAAAAAAACMFHByb3ZpZGVycy5ldmVudF9zaW5rlIwRRXZlbnRTaW5rUHJvdmlkZXKUk5QpgZQu",
    ),
    "EventSubscription": (
        "providers.event_subscription.EventSubscriptionProvider",
        "gASVQQAAAAAAAACMHHByb3ZpZGVycy5ldmVudF9zdWJzY3JpcHRpb26UjBlFdmVudFN1YnNjcmlwdGlvblByb3ZpZGVylJOUKYGULg==",
    ),
    "GeoPermissions": (
        "providers.geo_permissions.GeoPermissionsProvider",
        "gASVOwAAAAAAAACMGXByb3ZpZGVycy5nZW9fcGVybWlzc2lvbnOUjBZHZW9QZXJtaXNzaW9uc1Byb3ZpZGVylJOUKYGULg==",
    ),
    "MessagingService": (
        "providers.messaging_service.MessagingServiceProvider",
        "gASVPwAAAAAAAACMG3Byb3ZpZGVycy5tZXNzYWdpbmdfc2VydmljZZSMGE1lc3NhZ2luZ1NlcnZpY2VQcm92aWRlcpSTlCmBlC4=",
    ),
    "MessagingServiceSender": (
        "providers.messaging_service_sender.MessagingServiceSenderProvider",
        "gASVTAAAAAAAAACMInByb3ZpZGVycy5tZXNzYWdpbmdfc2VydmljZV9zZW5kZXKUjB5NZXNzYWdpbmdTZXJ2aWNlU2VuZGVyUHJvdmlkZXKUk5QpgZQu",
    ),
    "PhoneNumber": (
        "providers.phone_number.PhoneNumberProvider",
        "gASVNQAAAAAAAACMFnByb3ZpZGVycy5waG9uZV9udW1iZXKUjBNQaG9uZU51bWJlclByb3ZpZGVylJOUKYGULg==",
    ),
    "PrimaryCustomerProfile": (
        "providers.primary_customer_profile.PrimaryCustomerProfileProvider",
        "gASVTAAAAAAAAACMInByb3ZpZGVycy5wcmltYXJ5X2N1c3RvbWVyX3Byb2ZpbGWUjB5QcmltYXJ5Q3VzdG9tZXJQcm9maWxlUHJvdmlkZXKUk5QpgZQu",
    ),
    "Subaccount": (
        "providers.subaccount.SubaccountProvider",
        "gASVMgAAAAAAAACMFHByb3ZpZGVycy5zdWJhY2NvdW50lIwSU3ViYWNjb3VudFByb3ZpZGVylJOUKYGULg==",
    ),
    "SupportingDocument": (
        "providers.supporting_document.SupportingDocumentProvider",
        "gASVQwAAAAAAAACMHXByb3ZpZGVycy5zdXBwb3J0aW5nX2RvY3VtZW50lIwaU3VwcG9ydGluZ0RvY3VtZW50UHJvdmlkZXKUk5QpgZQu",
    ),
    "TrustProduct": (
        "providers.trust_product.TrustProductProvider",
        "gASVNwAAAAAAAACMF3Byb3ZpZGVycy50cnVzdF9wcm9kdWN0lIwUVHJ1c3RQcm9kdWN0UHJvdmlkZXKUk5QpgZQu",
    ),
    "TrustProductEntityAssignment": (
        "providers.trust_product_entity_assignment.TrustProductEntityAssignmentProvider",
        "gASVWQAAAAAAAACMKXByb3ZpZGVycy50cnVzdF9wcm9kdWN0X2VudGl0eV9hc3NpZ25tZW50lIwkVHJ1c3RQcm9kdWN0RW50aXR5QXNzaWdubWVudFByb3ZpZGVylJOUKYGULg==",
    ),
    "TrustProductSubmission": (
        "providers.trust_product_submission.TrustProductSubmissionProvider",
        "gASVTAAAAAAAAACMInByb3ZpZGVycy50cnVzdF9wcm9kdWN0X3N1Ym1pc3Npb26UjB5UcnVzdFByb2R1Y3RTdWJtaXNzaW9uUHJvdmlkZXKUk5QpgZQu",
    ),
    "UsageTrigger": (
        "providers.usage_trigger.UsageTriggerProvider",
        "gASVNwAAAAAAAACMF3Byb3ZpZGVycy51c2FnZV90cmlnZ2VylIwUVXNhZ2VUcmlnZ2VyUHJvdmlkZXKUk5QpgZQu",
    ),
}
"""By kind of resource: the dotted path of its provider's class, and the pickle that the state holds as `__provider`."""


@pytest.mark.parametrize("name", PROVIDERS)
def test_what_the_state_remembers_stays(name: str) -> None:
    """Type token, module, class, and the pickle, byte for byte."""
    [kind] = [each for each in resources() if each.__name__ == name]
    provider = kind.provider_class
    path, pickled = PROVIDERS[name]

    assert f"{provider.__module__}.{provider.__qualname__}" == path
    assert serialize_provider(provider()) == pickled
    assert provider.serialize_as_secret_always is False
    assert kind._resource_type_name == f"dynamic/twilio:{name}"
