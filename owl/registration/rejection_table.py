"""Why Twilio, The Campaign Registry or a carrier turns a tenant's registration down: by code, in our own words.

The source of each entry is its page, https://www.twilio.com/docs/api/errors/ followed by the code. A trailing comment
says so where that page could not be read, and what the entry rests on instead. A code whose meaning is not known is
not here: its reader is better served by Twilio's own words than by a guess.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Rejection:
    """What a code means to whoever has to get a tenant registered.

    Attributes:
        cause: What is wrong: a sentence.
        remedy: What to do: a sentence.
        fields: The fields of the tenant's file that feed what was rejected, such as `campaign.message_flow`.
        final: Whether Twilio does not take it again, however it is corrected: a new registration, or support, is left.
    """

    cause: str
    remedy: str
    fields: tuple[str, ...] = ()
    final: bool = False


_NAME, _NUMBER = "business.legal_name", "business.registration_number"
_REGISTER = "business.registration_identifier"
_WEBSITE, _CONTACT = "business.website", "business.brand_contact_email"
_REPRESENTATIVE = "business.representative"
_LISTING = ("business.company_type", "business.stock_exchange", "business.stock_ticker")

_DESCRIPTION, _FLOW, _USE_CASE = "campaign.description", "campaign.message_flow", "campaign.use_case"
_SAMPLES = ("campaign.samples", "templates")
"""A campaign that names no samples has the examples of the tenant's templates."""
_TEXTS = (_DESCRIPTION, _FLOW, *_SAMPLES)
_PRIVACY, _TERMS = "campaign.privacy_policy_url", "campaign.terms_and_conditions_url"

EVALUATION: Mapping[int, Rejection] = {
    22214: Rejection(
        "A person or business that the bundle must name is missing from it.",
        "Complete the business and its representative.",
        ("business", _REPRESENTATIVE),
    ),
    22215: Rejection(
        "A fact about the business or its representative is missing or malformed.",
        "Fill it in, in the form that Twilio asks for.",
        ("business", _REPRESENTATIVE),
    ),
    22216: Rejection(
        "A document that the bundle must hold is missing from it.",
        "Complete the address, which is what the document shows.",
        ("business.address",),
    ),
    22217: Rejection(
        "A document in the bundle lacks something it must say.",
        "Complete what the document takes from the address.",
        ("business.address",),
    ),
    22218: Rejection(
        "What a document and the business say differs, or a phone number has no valid form.",
        "Make both say the same, and write phone numbers in E.164.",
        (f"{_REPRESENTATIVE}.phone_number", _NAME, "business.address"),
    ),
    22219: Rejection(
        "A document in the bundle has no address.",
        "Give the whole address.",
        ("business.address",),
    ),
}
"""What an evaluation of a customer profile or A2P bundle finds, before anybody reviews it."""

PROFILE: Mapping[int, Rejection] = {
    18011: Rejection(
        "The business name and its number are not those in the register's document.",
        "Write both as that document has them.",
        (_NAME, _NUMBER),
    ),
    18601: Rejection(
        "It could not be verified that the website belongs to the business.",
        "Show the legal name on the website, or give the website that does.",
        (_NAME, _WEBSITE),
    ),
    18602: Rejection(
        "The registration number could not be verified.",
        "Check the number behind the secret, and which register gave it.",
        (_NUMBER, _REGISTER),
    ),
    18603: Rejection(
        "The address could not be verified.",
        "Write the address as in the tax records.",
        ("business.address",),
    ),
    18604: Rejection(
        "The representative could not be verified.",
        "Name somebody of the business who can be found there, with their own contact details.",
        (_REPRESENTATIVE,),
    ),
    18605: Rejection(
        "The second representative could not be verified.",
        "Take the second one out of the profile at Twilio: a tenant's file names one only.",
    ),
    18606: Rejection(
        "The email address is on another domain than the website.",
        "Give an address on the website's domain.",
        (f"{_REPRESENTATIVE}.email", _WEBSITE),
    ),
    18609: Rejection(
        "The register that gave the number is not one that this product accepts.",
        "Give the EIN, or else the DUNS number.",
        (_REGISTER, _NUMBER),
    ),
    60711: Rejection(
        "The profile is under review or approved, and cannot be changed meanwhile.",
        "Wait for the verdict: what is rejected can be corrected and submitted again.",
        ("business",),
    ),
}
"""What reviewers at Twilio say of a customer profile or A2P bundle."""

BRAND: Mapping[int, Rejection] = {
    21724: Rejection(
        "The brand has been submitted again as often as Twilio allows.",
        "Write to Twilio's support with what you corrected.",
        ("business",),
        final=True,
    ),
    21725: Rejection(
        "Only a failed brand can be submitted again, and this one has not failed.",
        "Wait for the end of its review; to change an approved brand, write to Twilio's support.",
        ("brand",),
    ),
    21731: Rejection(
        "The brand is suspended for breaking the rules of A2P messaging.",
        "Follow Twilio's notice: until it is settled, neither the brand can be changed nor a campaign created.",
        ("brand",),
    ),
    # The pages of 21736 to 21741 could not be read; Twilio's changelog of 7 August 2025 names their causes.
    21736: Rejection(
        "It could not be verified that the domain of the brand's contact belongs to the company.",
        "Give an address on the domain of the company's website.",
        (_CONTACT, _WEBSITE),
    ),
    21737: Rejection(
        "The link in the verification email expired before it was used.",
        "Have the email sent again and the link opened within seven days.",
        (_CONTACT,),
    ),
    21738: Rejection(
        "The verification email could not be delivered.",
        "Give a mailbox that exists and takes mail from outside the company.",
        (_CONTACT,),
    ),
    21739: Rejection(
        "The verification by email was not completed.",
        "Have the email sent again, and tell whoever reads the mailbox to answer it.",
        (_CONTACT,),
    ),
    21740: Rejection(
        "The brand's contact has an address on a domain that is open to anybody.",
        "Give an address on the company's own domain.",
        (_CONTACT,),
    ),
    21741: Rejection(
        "The verification code was not entered in time.",
        "Have a new code sent, and enter it at once.",
        (_CONTACT,),
    ),
    30701: Rejection(
        "A field of the brand is too long or has no valid form.",
        "Correct it: a US state, say, has two letters.",
        ("business",),
    ),
    30702: Rejection(
        "The Campaign Registry does not have the brand any more.",
        "Correct the business and submit the brand again; if it was deleted, register it anew.",
        ("business", "brand"),
    ),
    30703: Rejection(  # its page could not be read; rests on a digest of it
        "Another brand has what must be this one's alone, such as its number, name, email address or website.",
        "Correct what is not this business's own, or take over the brand that exists by its SID.",
        (_NUMBER, _NAME, _REPRESENTATIVE, _WEBSITE, "business.stock_ticker", "brand.registration_sid"),
    ),
    30710: Rejection(
        "A brand with active campaigns cannot be deleted.",
        "End the brand's campaigns first.",
        ("brand", "campaign"),
    ),
    30711: Rejection(
        "A brand that is shared with other accounts cannot be deleted.",
        "End the sharing first.",
        ("brand",),
    ),
    30712: Rejection(
        "The account has as many brands as it may have.",
        "Ask Twilio's support for more brands.",
        ("brand",),
    ),
    30713: Rejection(
        "The vetting to be imported has expired, is malformed or is another brand's.",
        "Get a new token from the provider, and write the whole of it.",
        ("brand.vetting",),
    ),
    30729: Rejection(
        "The address is in a country whose businesses cannot register a brand.",
        "Give the business's address in the US.",
        ("business.address.country",),
    ),
    30749: Rejection(
        "The email address has been used for as many sole proprietors as it may be.",
        "Give another email address of theirs.",
        (f"{_REPRESENTATIVE}.email",),
    ),
    30751: Rejection(
        "The mobile number cannot be used to verify a sole proprietor.",
        "Give a US mobile number that receives texts.",
        (f"{_REPRESENTATIVE}.phone_number",),
    ),
    30758: Rejection(
        "It is not said which register gave the registration number.",
        "Name the register.",
        (_REGISTER,),
    ),
    30790: Rejection(
        "The registration met an error inside Twilio.",
        "Write to Twilio's support.",
    ),
    30791: Rejection(
        "The registration met an error that passes.",
        "Submit the brand again after half a minute.",
    ),
    30792: Rejection(
        "The registration failed in general, without a reason given.",
        "Write to Twilio's support with the brand's SID.",
    ),
    30793: Rejection(  # rests on Twilio's guide to failures of sole proprietors' brands
        "The customer profile or A2P bundle that the brand names was not found or is not valid.",
        "Delete the failed brand in Twilio's Console and register a new one.",
        ("business",),
        final=True,
    ),
    30795: Rejection(  # its page could not be read; rests on a digest of it
        "The tax number does not belong to this legal name.",
        "Write both as on the IRS letter CP-575.",
        (_NUMBER, _NAME),
    ),
    30796: Rejection(
        "The company is registered as public, which its stock exchange listing does not confirm.",
        "Correct the exchange and the ticker, or say that it is private.",
        _LISTING,
    ),
    30797: Rejection(
        "The business is registered as a US government body, and is none.",
        "Correct the company type.",
        ("business.company_type", "business.type"),
    ),
    30798: Rejection(  # unverified: rests on the order of Twilio's feedback categories, in which NONPROFIT is next
        "The business is registered as a non-profit one, of which there is no tax-exempt record.",
        "Correct the company type, or the number under which it is tax-exempt.",
        ("business.company_type", "business.type", _NUMBER),
    ),
    30799: Rejection(
        "The facts about the business could not be verified, and which one is not known.",
        "Compare them all with the tax records: name, number, company type, exchange and ticker.",
        (_NUMBER, _NAME, *_LISTING),
    ),
    60723: Rejection(  # unverified: rests on the page of 60724, its neighbour
        "The brand is in a state in which it cannot be changed.",
        "Wait until its review has ended.",
        ("brand",),
    ),
}
"""What The Campaign Registry says of a brand, and Twilio of changing one."""

CAMPAIGN: Mapping[int, Rejection] = {
    21717: Rejection(
        "The brand is not approved, or may not have this use case.",
        "Wait for the brand's approval, or choose another use case.",
        ("brand", _USE_CASE),
    ),
    21719: Rejection(
        "The use cases of the campaign and its messaging service exclude each other.",
        "Choose a use case that goes with the service's.",
        (_USE_CASE,),
    ),
    21720: Rejection(
        "The use case is not one that Twilio knows.",
        "Write the use case as Twilio does, in capitals.",
        (_USE_CASE,),
    ),
    21727: Rejection(
        "Something that every campaign must say is missing.",
        "Complete the campaign.",
        ("campaign",),
    ),
    21729: Rejection(
        "The campaign is suspended, and nothing can be done to it.",
        "Write to Twilio's support about the suspension.",
        ("campaign",),
    ),
    30882: Rejection(  # its page could not be read; rests on that of 30934
        "The terms and conditions do not say what they must.",
        "Have them tell of the messages: who sends them, how often, what they cost, STOP and HELP.",
        (_TERMS,),
    ),
    30883: Rejection(
        "The content is of a kind that is never taken: sex, hate, alcohol, firearms, tobacco or cannabis.",
        "Register a new campaign that is free of it; if there was none, write to Twilio's support.",
        _TEXTS,
        final=True,
    ),
    30884: Rejection(
        "The campaign was found to be spam or phishing.",
        "Change what it sends and how customers agree, then register a new one; else appeal to Twilio's support.",
        _TEXTS,
        final=True,
    ),
    30885: Rejection(
        "The campaign was found to be fraud or deceptive marketing.",
        "Appeal to Twilio's support, or register a new campaign that promises nothing it should not.",
        _TEXTS,
        final=True,
    ),
    30886: Rejection(
        "The description is vague, or contradicts the rest of the registration.",
        "Say who sends what to whom and why, under the business's own name, as the samples show it.",
        (_DESCRIPTION, _USE_CASE),
    ),
    30887: Rejection(
        "How customers stop the messages is unclear or incomplete.",
        "Say it in the message flow; whoever answers STOP alone lists all keywords, and confirms the end.",
        (_FLOW, "campaign.opt_out_message", "campaign.opt_out_keywords"),
    ),
    30888: Rejection(
        "The campaign is age-gated, but website and opt-in have no age gate that counts.",
        "Ask for the full date of birth before anything else, and say so in the message flow.",
        ("campaign.age_gated", _FLOW, _WEBSITE),
    ),
    30889: Rejection(
        "The samples do not agree with what is said of phone numbers in messages.",
        "Show a phone number in a sample, or say that there are none.",
        ("campaign.has_embedded_phone", *_SAMPLES),
    ),
    30890: Rejection(
        "The answer to HELP leads nobody to help.",
        "Name the business in it, with a phone number or an email address.",
        ("campaign.help_message", "campaign.help_keywords"),
    ),
    30891: Rejection(  # its page could not be read; rests on a digest of it
        "The website cannot be opened, or does not show the opt-in.",
        "Link the page of the opt-in in the message flow, or public pictures of it where it is not on the web.",
        (_WEBSITE, _FLOW),
    ),
    30892: Rejection(
        "A link in a sample is shortened by a public service, or is not https.",
        "Write the business's own address in full, or on a short domain of its own.",
        (*_SAMPLES, "campaign.has_embedded_links"),
    ),
    30893: Rejection(
        "The samples do not show what the use case says.",
        "Give at least two true ones, with variables in brackets, and in one the business's name and the opt-out.",
        (*_SAMPLES, _USE_CASE),
    ),
    30894: Rejection(
        "The campaign is not registered under the brand that sends.",
        "Register it under that business's brand; whoever sends in their own name says so in the description.",
        (_NAME, "brand", _DESCRIPTION),
    ),
    30895: Rejection(
        "The campaign has to do with lending, but does not declare it.",
        "Declare direct lending and say so in the description, or remove what reads like it.",
        ("campaign.direct_lending", _DESCRIPTION),
    ),
    30896: Rejection(
        "How customers agree to the messages is not shown well enough.",
        "Tell who agrees, where and how, each way of it, with links to the page, privacy policy and terms.",
        (_FLOW, _PRIVACY, _TERMS, "campaign.opt_in_message", "campaign.opt_in_keywords"),
    ),
    30897: Rejection(
        "The content is disallowed, such as marketing of loans, debt collection, gambling, sweepstakes or leads.",
        "Register a new campaign for something else, or write to Twilio's support if the finding is wrong.",
        _TEXTS,
        final=True,
    ),
    30898: Rejection(  # its page could not be read; rests on a digest of it
        "More brands are registered under this tax number than there is reason for.",
        "Take over the approved brand and give up the others before the campaign is submitted again.",
        (_NUMBER, "brand.registration_sid"),
    ),
    30899: Rejection(
        "A carrier rejected the campaign.",
        "Correct what the other errors name, or ask Twilio's support what the carrier objects to.",
        ("campaign",),
    ),
    30900: Rejection(
        "The brand may not have this use case, or a carrier does not take it.",
        "Choose a use case that Twilio lists for the brand; a public company completes Authentication+ first.",
        (_USE_CASE, _CONTACT),
    ),
    30901: Rejection(
        "The registration was not reviewed in time.",
        "Register a new campaign with the same content.",
        ("campaign",),
        final=True,
    ),
    30902: Rejection(
        "The partner that connects to the carriers rejected the campaign.",
        "Make description, opt-in, samples and website agree, then submit again; else write to Twilio's support.",
        (*_TEXTS, _WEBSITE),
    ),
    30904: Rejection(
        "The campaign, registered elsewhere, is not shared with Twilio.",
        "Share it at The Campaign Registry and wait until it is accepted.",
        ("campaign",),
    ),
    30905: Rejection(
        "The campaign, registered elsewhere, is not accepted yet.",
        "Wait for The Campaign Registry's word, then attach the messaging service again.",
        ("campaign",),
    ),
    30907: Rejection(
        "The website is not that of the brand, or tells of something other than the campaign.",
        "Give the business's own website, and make it, the description and the samples tell of one sender.",
        (_WEBSITE, _NAME, _DESCRIPTION, *_SAMPLES),
    ),
    30908: Rejection(
        "The privacy policy is missing, contradicts itself, or lets phone numbers be passed on.",
        "Have one policy that says that mobile numbers and consent go to nobody else for marketing.",
        (_PRIVACY, _FLOW, _WEBSITE),
    ),
    30909: Rejection(
        "How customers are asked for their consent is told incompletely, or cannot be checked.",
        "Describe every way, with frequency, rates, terms, privacy and STOP, and link pictures of closed pages.",
        (_FLOW,),
    ),
    30910: Rejection(
        "The campaign is not all in English.",
        "Write it in English, or add a translation.",
        _TEXTS,
    ),
    30912: Rejection(
        "The campaign reads like messages between persons, not from a business's software.",
        "Say which business and which program write, to whom and on what occasion.",
        (_DESCRIPTION, _USE_CASE, _FLOW, *_SAMPLES),
    ),
    30913: Rejection(
        "One consent covers marketing and other messages.",
        "Ask for marketing on its own and in writing, with a box of its own.",
        (_FLOW, _USE_CASE),
    ),
    30915: Rejection(  # unverified: rests on a vendor's account of it that does not give the code
        "The brand is a sole proprietor's, and the business is not one.",
        "Register a brand of another kind, with the tax number.",
        ("brand.kind", _NUMBER),
    ),
    30917: Rejection(
        "Not every way in which customers agree is described in full.",
        "Tell for each where it is, what customers see and what they do, and leave out those that are not used.",
        (_FLOW, "campaign.opt_in_keywords", "campaign.opt_in_message"),
    ),
    30919: Rejection(
        "The website says too little about the business or its messages.",
        "Show there who the business is, what it sells and what it texts to whom.",
        (_WEBSITE, _FLOW),
    ),
    30920: Rejection(
        "The website is nothing but a form.",
        "Give the business's main website.",
        (_WEBSITE,),
    ),
    30921: Rejection(
        "The website cannot be seen without signing in.",
        "Give a public page, and public pictures of what is behind the sign-in.",
        (_WEBSITE, _FLOW),
    ),
    30922: Rejection(
        "The website does not load, or does not confirm business and opt-in.",
        "Have it open to everybody, under the brand's name, and link the opt-in itself in the message flow.",
        (_WEBSITE, _FLOW),
    ),
    30923: Rejection(
        "Nobody gets the service without agreeing to messages.",
        "Let customers order, book or sign up without it, and say so in the message flow.",
        (_FLOW,),
    ),
    30924: Rejection(
        "The words that customers agree to are missing or lack something.",
        "Say there what is sent, how often, that rates may apply and how to opt out; quote it in the flow.",
        (_FLOW,),
    ),
    30925: Rejection(
        "Customers do not agree by an act of their own: the box is missing or ticked beforehand.",
        "Have an unticked box for messages alone, apart from terms and privacy policy.",
        (_FLOW,),
    ),
    30929: Rejection(
        "The campaign tells of emergency alerts, which its use case does not allow.",
        "Take them out, or register the use case EMERGENCY, which carriers review on their own.",
        (_USE_CASE, _DESCRIPTION, *_SAMPLES),
    ),
    30930: Rejection(
        "The brand has 100 campaigns, the most there may be.",
        "Delete campaigns that nobody uses: an approved one takes its service's messages with it.",
        ("brand",),
    ),
    30931: Rejection(
        "Customers cannot decline the messages.",
        "Make the consent a choice, apart from everything that must be accepted.",
        (_FLOW,),
    ),
    30932: Rejection(
        "The privacy policy does not rule out that phone numbers and consent are passed on.",
        "State there that they are not shared or sold, and link the policy in the message flow.",
        (_PRIVACY, _FLOW),
    ),
    30933: Rejection(
        "The address of the privacy policy is missing.",
        "Give the policy's public https address.",
        (_PRIVACY,),
    ),
    30934: Rejection(
        "The address of the terms and conditions is missing.",
        "Give their public https address.",
        (_TERMS,),
    ),
    30990: Rejection(
        "The campaign is suspended: it may send nothing, and its numbers cannot be changed.",
        "Follow the notice that Twilio sent, and send nothing similar through another campaign meanwhile.",
        ("campaign",),
    ),
    30991: Rejection(
        "The brand is unverified, and such a brand can have no campaign.",
        "Get the brand verified first.",
        ("brand", "business"),
    ),
    30994: Rejection(
        "The brand waits for something, perhaps for its contact to answer an email.",
        "Look for the verification email in the contact's mailbox, and answer it.",
        (_CONTACT, "brand"),
    ),
}
"""What reviewers, partners and carriers say of a campaign, and Twilio of changing one."""

SENDER: Mapping[int, Rejection] = {
    21710: Rejection(
        "The number is in the messaging service already.",
        "Nothing is wrong at Twilio: refresh the stack.",
        ("phone_number",),
    ),
    21712: Rejection(
        "Another messaging service has the number.",
        "Take it out of that one first; it stays in the account.",
        ("phone_number",),
    ),
}
"""What Twilio says of a number that is to send for a campaign."""

BY_SOURCE: Mapping[str, Mapping[int, Rejection]] = {
    "Evaluation": EVALUATION,
    "Profile review": PROFILE,
    "Brand": BRAND,
    "Campaign": CAMPAIGN,
    "Sender": SENDER,
}
"""All of them, by where they come from. A code comes from one place."""

REJECTIONS: Mapping[int, Rejection] = {
    code: rejection for rejections in BY_SOURCE.values() for code, rejection in rejections.items()
}
"""All of them, by code."""
