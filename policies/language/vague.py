"""Words that fit any sender: they say neither what is sent nor on what occasion."""

from policies.language.inflection import bases, listed

_FUNCTION = listed(
    "a able about above across after all along also always among an and another any anyone anything appropriate are "
    "around as at basis be because been before behind being below best better between both broad but by can certain "
    "could current day different do each either else etc even ever every everyone everything few for from further "
    "future general good great has have having he her here him his how i if in including into is it its just keep "
    "kind let level like made make many may me might more most much must my necessary need needed new no not now "
    "number of off often on once one only or other our out over own part per please possible quick range rather "
    "really regular relevant same several she should so some sort specific such than that the their them then there "
    "these they thing this those through throughout time to together too two type under until up us use used variety "
    "various very via was way we well were what when where which while who whole whom whose why wide will with within "
    "without would you your"
)

_VAGUE = listed(
    "10dlc a2p account acquisition active adhere adherence affairs age agreed aim alert allow announcement answer ask "
    "audience automated automatic available awareness back base behalf believe benefit brand branded bring build "
    "building bulk business campaign capacity care cares carrier case channel choice circumstance class client come "
    "commitment committed communicate communication community company compliance compliant comply concern concerns "
    "connect connected connection consent consented consistent constantly consumer contact contacts content context "
    "continually continue continued continuous convenience convenient conversation conversion course create ctia "
    "customer cycle daily date decade dedicated deep delight deliver deliverability delivery demand departments "
    "detail details digital direct dlc drive easy ecosystem effective efficient effort elevate empower enable end "
    "engage engagement engaging enhance enhanced ensure era essential event everybody everyday everywhere excellence "
    "excellent exchange experience experienced express fact family fast feature feedback find firm folk forth foster "
    "friend full function give go goal group grow growth guest guideline hello help helpful hi high history holistic "
    "honor hundred idea important improve improvement individual industry inform information informed initiative "
    "innovative instantly integrated integrity interact interaction interest interested issue item journey kinds know "
    "latest law lead leader leading learn legal leverage life lifecycle list local long loop loyal loyalty maintain "
    "manage manner market marketing mass matter matters mean meaningful medium member message messaging method "
    "miscellaneous mission mobile modern multichannel multiple needs news note notification notify nurture objective "
    "occasion occasionally omnichannel ongoing operation operational opportunity opt opted optimize order "
    "organization outreach overall parent patient people performance periodic permission person personal personalized "
    "phone platform policy positive power practice premier presence pride process product professional program proper "
    "prospect proud provide public purpose purposes quality reach reason receive recipient regard regarding register "
    "registration regulation relate related relation relationship reliable reply reputation require required "
    "requirement respect respond response retention rule sake satisfaction seamless sector segment send sender serve "
    "service share short simple situation smart smooth sms solution space stage stakeholder standard stay stop "
    "strategic strategy strengthen strong stuff subject subscriber success support sure system target tcpa team "
    "technology text thank thanks things thirty timely today tool topic topics touch touchpoint touchpoints traffic "
    "transactional transform trust trusted twenty types unique update updates useful user valuable value valued "
    "visibility visitor voice want welcome whatever whenever wherever wish work world worldwide wow year"
)


def says_little(word: str) -> bool:
    """Return whether a word has no content of its own, in any form."""
    return word in _VAGUE or word in _FUNCTION or any(each in _VAGUE for each in bases(word))
