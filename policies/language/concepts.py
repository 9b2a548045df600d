"""What words have in common, as far as consent to messages is concerned: a word may belong to several concepts.

`policies.language.passages` knows passages by them, so that a word counts that no passage of its training had.
"""

from policies.language.inflection import bases, listed

_CONCEPTS = {
    # who gets messages
    "PERSON": listed(
        "adopter adult alumnus angler anybody anyone applicant athlete attendee bidder boater borrower bride buyer "
        "caller camper candidate cardholder caregiver child citizen client climber collector congregant consumer "
        "contestant crew customer cyclist dancer diner donor driver employee enrollee entrant everybody everyone "
        "family fan farmer father folk follower foster gamer golfer graduate grower guardian guest hiker homeowner "
        "household individual inquirer insured investor kid landlord learner lessee listener member mother newcomer "
        "owner parent parishioner participant passenger patient patron people person pilgrim player policyholder "
        "prospect pupil purchaser reader recipient recruit renter requester resident rider runner seeker seller "
        "senior shipper shopper signer singer skater skier somebody someone student subscriber supporter taxpayer "
        "teen tenant trainee traveler traveller user viewer visitor volunteer voter whoever worker"
    ),
    # pronouns of customers
    "THEY": listed("he her him his i me my one she their them they those who whoever you your yours"),
    # who sends
    "WE": listed("assistant cashier clerk desk manager nurse office our ours receptionist secretary staff team us we"),
    # other businesses and groups
    "OTHERS": listed(
        "advertiser adviser advisor affiliate agency aggregator alliance allied another attorney bank bidder booth "
        "brand brewery broker business buyer campaign candidate casino chamber charity cinema club coalition "
        "collective college committee company conglomerate consortium contractor cooperative corporation dealer "
        "distributor else entity exhibitor external fellow firm franchise franchisee friend group hotel installer "
        "insurer lab label lawyer league lender maker manufacturer marketer marketplace merchant museum neighbor "
        "neighboring neighbour neighbouring network nonprofit organisation organization others outfit outside "
        "outsider parent partner party pollster promoter publisher realtor recruiter researcher reseller resort "
        "restaurant retailer roofer school shop sibling sister sisters sponsor store studio subsidiary supplier third "
        "tour trader union vendor wholesaler winery"
    ),
    # passing on
    "SHARE": listed(
        "access auction available barter borrow cede circulate contribute copy deliver disclose distribute divulge "
        "donate exchange export feed forward furnish give hand known lease leave lend lent licence license loan mail "
        "monetise monetize obtain offer offload pass pool provide push relay release rent report resale reveal sale "
        "sell send share sold supply swap sync syndicate told trade transfer transmit upload"
    ),
    # getting in touch
    "CONTACT": listed("approach call contact greet invite market message pitch reach solicit text write"),
    # numbers and lists
    "DATA": listed(
        "audience cell cellphone contact data database detail digit digits directory entries entry information lead "
        "ledger list mobile number numbers phone profile record roll rolodex roster sheet signup spreadsheet "
        "subscriber"
    ),
    # what is marked
    "BOX": listed(
        "box bubble button checkbox checkmark circle control dropdown field lever line option radio selector slider "
        "square switch tickbox toggle"
    ),
    # marking it
    "TICK": listed("check choose click cross fill flip initial mark pick press select slide tap tick toggle touch"),
    # signing
    "SIGN": listed("autograph countersign esignature initial initials sign signature signed signing undersigned"),
    # not marked
    "EMPTY": listed(
        "bare blank clear cleared deselected empty unchecked unfilled unlit unmarked unselected unset unticked "
        "untouched vacant"
    ),
    # marked
    "MARKED": listed(
        "checked chosen coloured crossed defaultchecked filled highlighted lit marked populated prechecked prefilled "
        "prepopulated preselected preset preticked selected shaded stamped ticked"
    ),
    # before the customer comes
    "BEFOREHAND": listed(
        "advance already arrives automatic automatically before beforehand begin default earlier factory initial "
        "initially loads ours outset pre preset ready standing start starting upfront"
    ),
    # switched on
    "ON": listed("activated active enabled on opted switched true turned yes"),
    # undoing it
    "TAKE_BACK": listed(
        "clear deactivate deselect disable erase off remove rub strike take uncheck unclick undo unmark unselect "
        "unsubscribe untick"
    ),
    # saying yes
    "CONSENT": listed(
        "accept acceptance acknowledge agree agreement allow approval approve assent authorisation authorise "
        "authorization authorize blessing checked consent enrol enroll join leave nod ok okay opt opted optin "
        "permission permit sign subscribe tick ticked willing yes"
    ),
    # saying no
    "REFUSAL": listed(
        "absent abstain blank decline deny disagree empty ignore lack lacking minus missing nay no non object "
        "objection otherwise rather refusal refuse reject rejection rest skip stop unanswered unchecked unmarked "
        "unsigned unticked unwilling withhold without"
    ),
    # text messages
    "TEXT": listed("alert message messaging mms notification sms text texted texting"),
    # other channels
    "CHANNEL": listed(
        "artificial autodialed automated call calling catalog catalogue channel chat communication dial dialer email "
        "everything facebook fax flyer letter mail mailing messenger newsletter phoned postal prerecorded push "
        "robocall telegram telephone voicemail whatsapp"
    ),
    # contracts and their parts
    "PAPER": listed(
        "account addendum agreement application arbitration article authorization autopay booking bylaw cancellation "
        "clause code condition conduct consent constitution contract cookie covenant credit disclosure document "
        "engagement enrollment estimate eula financial guideline handbook hipaa indemnity insurance intake invoice "
        "lease liability licence license loan medical membership order packet paperwork paragraph payment photo "
        "policy practice privacy purchase refund regulation release return rule section signature statement term tos "
        "treatment waiver warranty"
    ),
    # together
    "WHOLE": listed(
        "all alongside also altogether blanket both bundle bundled combined comprise contain cover double doubles "
        "embed embedded entire entirety everything fold folded general include inclusive inseparable joint jointly "
        "lump merge merged once one package part plus roll same single stand takes together too whole"
    ),
    # apart
    "SEPARATE": listed(
        "alone another apart detached different distinct each else exclusively independent independently individually "
        "itself neither nothing only own second separate separately solely split standalone twice two unconnected "
        "unrelated"
    ),
    # what customers do anyway
    "ACT": listed(
        "answer apply ask attend become book bought buy call checkout come complete connect continue create donate "
        "download drop enquire enroll fill hire inquire join meet open order park pay place proceed purchase register "
        "rent reply request reserve scan schedule shop sign stay submit swipe use visit walk"
    ),
    # giving a number
    "GIVE": listed(
        "enter furnish gave give hand jot key leave left list note print provide share submit supply type write"
    ),
    # only if
    "CONDITION": listed(
        "after before condition conditional contingent depend exclusively if just once only precondition prerequisite "
        "prior provided reserved soon subject unless until upon when"
    ),
    # having to
    "REQUIRED": listed(
        "asterisk compel compulsory demand enforce essential force forced gotta have insist mandatory minimum must "
        "necessary need needed nonoptional obligatory oblige require required requires star validate validation"
    ),
    # being treated worse
    "LOSS": listed(
        "admin aside bar barred basic block blurred bottom cancel canceled cancelled charge charged close cost day "
        "deactivate dearer delay deny deposit disabled discard dismiss disqualify dollar downgrade drop elsewhere end "
        "error exclude excluded expel extra fail fee forfeit free gray grey greyed half halt hide higher hold "
        "inactive ineligible last later limit limited line lock locked longer lose lost manual miss paper pay "
        "penalize penalty pending postpone premium priority put reduce refuse reject remain return revoke second "
        "shorten shred sit slower stand standby stay stuck surcharge surrender suspend tax terminate unanswered "
        "unassigned unopened unprocessed void wait waive waived walk warning week withdraw"
    ),
    # being served
    "SERVE": listed(
        "able accept access activate admit advance appear assign attend available book buy call complete consider "
        "continue deliver eligible enroll enter finish forward fulfil function get go grant handle hire issue join "
        "keep let list move offer open order pay possible possibly prepare print proceed process qualify reach "
        "receive release repair reserve schedule see serve ship show start submit take treat unlock use visit work"
    ),
    # counting as
    "MEANS": listed(
        "amount assume auto automatic automatically basis consider constitute construe count deem enough entitle "
        "equal establish expect figure implicit implicitly implied imply infer inferred interpret mean naturally "
        "obvious obviously passive permit presume qualify read reckon regard right see serve show signal silence "
        "suffice sufficient surely tacit take treat trigger understand understood view"
    ),
    # putting on a list
    "ADD": listed(
        "add begin copy enroll enter feed flag get go import join land load migrate move place put receive roll send "
        "sign start subscribe sync text transfer type upload write"
    ),
    # advertising
    "OFFER": listed(
        "ad advertise advertisement advertising appeal arrival bargain bogo campaign cheap clearance commercial "
        "coupon deal discount donate donation drop event exclusive flash fundraising gift giveaway giving happy hour "
        "invitation launch loyalty markdown marketing merch new news newsletter offer package perk price promo "
        "promote promotion promotional restock reward sale saving sell special steal sweepstakes treat upgrade upsell "
        "voucher"
    ),
    # about something booked or owned
    "SERVICE": listed(
        "account appointment arrival balance bill booking cancellation case claim class closing closure confirmation "
        "delay delivery due expiry informational invoice job lesson maintenance notice operational order outage "
        "payment pickup prescription ready receipt refill remind reminder renewal repair reservation result ride "
        "schedule service shipping status ticket tracking transactional trip update verification visit waitlist "
        "warning"
    ),
    # behind a sign-in
    "SIGN_IN": listed(
        "account app authenticate authenticated authentication badge behind beta closed confidential credential "
        "credentials dashboard dealer firewall gated hidden inside internal intranet invitation invite log login "
        "network password pin portal private protected restricted secure secured session signin sso username vpn"
    ),
    # to be seen by anyone
    "PUBLIC": listed(
        "anybody anyone browser copy displayed everybody everyone hosted open photo picture pictured post posted "
        "public publicly published reviewer scan screenshot shown view viewable visible web"
    ),
    # free to choose
    "FREE": listed(
        "anyway choice choose either equally free freely identical liberty nobody optional optionally regardless same "
        "still unaffected voluntarily voluntary whether"
    ),
    # except
    "EXCEPTION": listed(
        "although apart besides beyond but except excluding however nevertheless only other save still than though "
        "unless yet"
    ),
    # on request
    "LATER": listed(
        "ask demo eventually guest issue later month provide request reviewer soon temporary test upon will"
    ),
}

_OF_WORD: dict[str, list[str]] = {}
for _concept, _words in _CONCEPTS.items():
    for _word in _words:
        _OF_WORD.setdefault(_word, []).append(_concept)


def known_as(word: str) -> tuple[str, ...]:
    """Return the base form of a word, and its concepts in upper case.

    Args:
        word: A word or mark in lower case.
    """
    if word[0].isdigit():
        return ("#",)
    forms = (word, *bases(word))
    concepts = {each for form in forms for each in _OF_WORD.get(form, ())}
    base = next((form for form in forms[1:] if form in _OF_WORD), min(forms, key=lambda form: (len(form), form)))
    return (base, *sorted(concepts))
