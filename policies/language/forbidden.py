"""What carriers forbid whatever the consent, by kind: https://help.twilio.com/articles/360045004974."""

from collections.abc import Iterator

from policies.language.reading import Found, Reading
from policies.language.words import Words

FORBIDDEN = {
    "tobacco and vaping": Words(
        "tobacco", "cigarette", "ecigarette", "e cigarette", "e cig", "ecig", "cigar", "vape", "vaping",
        "vaporizer", "e liquid", "eliquid", "e juice", "ejuice", "disposables", "hookah", "shisha", "nicotine",
        "nic salt", "snus", "kratom", "kava", "smoke shop", "smokeshop", "head shop", "rolling papers",
        "pipe tobacco", "chewing tobacco", "mg salts", "pod .. puffs|mg|flavors", "coil|coils and|, pod|pods",
        "juice flavor|flavors .. coil|pod|device|devices", "vape pod", "puffs", "e hookah",
        "juul", "zyn", "water pipe", "waterpipe", "mu assel", "muassel", "moassel",
        unless=Words("tobacco brown|colored|sunburst|barn", "cigar box|shaped"),
    ),
    "firearms": Words(
        "firearm", "handgun", "rifle", "shotgun", "pistol", "revolver", "ammunition", "ammo",
        "gun shop|store|show|range|sale|safe|dealer", "guns", "silencer", "suppressor", "concealed carry", "9mm",
        "ar 15", "ar15", "glock", "calibers", "caliber", "lever action", "nine millimeter|millimeters", "bump stock",
        "gunsmith", "explosives",
        "fireworks for|sale|store", "brass knuckles", "switchblade", "body armor",
        unless=Words(
            "glue|nail|heat|massage|grease|spray|caulk|top|water gun", "firearm|rifle|gun free|safety",
            "massage guns", "glue guns", "nail guns", "heat guns",
        ),
    ),
    "cannabis and CBD": Words(
        "cannabis", "marijuana", "cbd .. oil|gummy|gummies|tincture|product|store|shop|wellness",
        "cbd .. cream|edible|vape|infused|line|drops|capsules|balm", "=thc", "hemp", "dispensary", "budtender",
        "edibles", "=weed delivery|shop|store|deals|strains", "indica", "sativa", "delta 8|9", "delta8",
        "pre roll", "preroll", "mmj", "psilocybin", "psychedelic", "magic mushroom", "ketamine clinic",
        "cannabinoid", "cannabidiol", "=420 sale|deals|special", "=weed", "grow house|tent|lights for",
        unless=Words(
            "weed control|killer|whacker|treatment|pulling|barrier|spray|removal|prevention|free|seed",
            "weed and feed", "and|pull|kill|treat|of|for weed", "lawn .. weed", "prescription dispensary",
            "hemp rope|seed|bags|fabric|twine|yarn|line|fiber|canvas|webbing", "hemp .. rope|line|twine|yarn|fabric",
        ),
    ),
    "gambling": Words(
        "casino bonus|night|game|floor|chip|slot|resort|credit|win|jackpot|host", "online|our|crypto|live casino",
        "gamble", "gambling", "betting", "sportsbook", "=bet on", "=bets", "wager", "poker", "slot machines",
        "slots .. spin|spins|jackpot|bonus|win|casino", "spin|spins|casino|jackpot|online|free|loosest slots", "lotto",
        "lottery .. ticket|tickets|jackpot|numbers|winner|winners|winnings|play", "play|tickets|win .. lottery",
        "lock of the", "parlay", "spread picks", "daily picks",
        "sports picks|tips|handicapping", "betting tips|line|lines", "handicapper", "free spins", "jackpot",
        "odds .. bet|win|game|games|tonight|today|match|team",
        "best|great|live|betting|tonight's|today's|fixed|boosted odds",
        "tipster", "blackjack", "roulette", "bookmaker", "fantasy sports .. cash|money|contest",
        "picks service", "against the spread", "over under", "winning picks",
        "picks for .. night|game|day|slate", "run line",
        "money line", "moneyline", "=one unit", "best bet", "units on",
        unless=Words(
            "you bet", "poker face|faced", "lottery for|is|opens|results", "lottery for .. spots|admission|housing",
            "at odds", "casino is|next|across|near", "odds and ends",
            "housing|school|enrollment|kindergarten|permit lottery",
        ),
    ),
    "high-risk loans": Words(
        "payday", "payday loan", "pay day loan|advance", "pay day .. cash|loan|advance",
        "cash .. before|until pay|payday", "advance .. wages|paycheck|salary|pay",
        "in advance of .. wages|pay|salary", "paycheck advance|loan", "wage advance", "title loan",
        "loan against .. title|car", "no credit check", "bad credit", "instant loan|cash", "short term loan",
        "quick cash|loan", "cash in # minutes", "cash advance", "pre approved|preapproved for $",
        "loan .. today|minutes|instantly|fast", "repay .. payday|friday|pay", "high interest",
        "guaranteed approval|loan", "installment loans", "pawn loan", "tax refund loan|advance", "refund advance",
        "borrow $", "merchant cash", "car title", "loan shark", "third party loans", "auto title", "cash until",
        "=loans for|up",
    ),
    "debt and credit services": Words(
        "credit repair", "repair .. credit", "fix .. credit", "credit score boost|fix|improve|up|increase",
        "improve|raise|boost .. credit score|credit", "debt relief", "debt collection", "debt collector",
        "collection agency", "collections agency", "debt consolidation", "consolidate .. debt|debts|loans|cards",
        "debt reduction", "reduce .. debt", "debt settlement", "settle .. debt|debts|balances|balance|cards|owe",
        "settlement program|offer", "debt program|forgiveness|management", "lower what .. owe",
        "owe .. less|half|fraction", "student loan forgiveness|relief", "loan forgiveness|modification",
        "cents on the dollar", "debt negotiator|negotiation|validation", "tax debt relief|settlement", "out of debt",
        "past due account|debt .. collect|agency|creditor", "creditor", "delinquent account",
        "get out of .. timeshare", "timeshare exit|cancellation",
        "removes|remove .. negative|collections|late|charge .. report|credit", "credit card debt",
        "erase .. debt|credit",
    ),
    "cryptocurrency and trading tips": Words(
        "=bitcoin", "=btc", "ethereum", "=eth", "crypto", "cryptocurrency", "cryptocurrencies", "altcoin",
        "token sale|presale|drop", "=nft", "=nfts", "dogecoin", "coin .. signals|buy|trade|market|wallet",
        "a coin", "stock tips|picks|alerts", "forex", "trading signals|tips|alerts", "trade alerts|signals",
        "penny stocks", "=sol", "solana", "staking rewards", "defi", "airdrop", "buy signal",
        "investment opportunity|returns|tip", "guaranteed returns", "options alerts|trades|picks",
        "enter|exit .. at #", "day trading", "binary options", "copy trading", "mining rig",
        unless=Words(
            "coin laundry|op|operated|collection|show|dealer|wash|shop",
            "a coin for|toss|laundry|wash|op|operated|collection|shop|show", "rare coin", "eth zurich",
            "exit|enter .. code|door|gate", "=crypto .. cryptosporidium", "cryptosporidium .. crypto",
            "crypto was|is .. water|found", "crypto found|advisory|outbreak|sample|in|is|was|test|parasite|levels",
        ),
    ),
    "get-rich-quick offers": Words(
        "get rich", "multi level marketing", "mlm", "work from home .. earn|$|money|opportunity",
        "earn $ .. week|day|home|hour|month", "passive income", "make money fast|online|from", "be your own boss",
        "financial freedom", "business opportunity", "pyramid", "extra income from|at|working|each",
        "mystery shopper", "join .. downline", "downline", "network marketing", "secret shopper", "six figure",
        "recruit .. earn", "residual income", "earn .. from home", "reshipping",
    ),
    "sexual content": Words(
        "escort agency|service|site|ad|ads|directory|listing",
        "female|male|elite|vip|companion|hire|our|independent escort",
        "porn", "pornography", "sexually explicit", "xxx video|videos|content",
        "adult content|entertainment|films|toys|novelty|videos|store|shop|dating|chat|cam|club|webcam",
        "strip club", "stripper", "gentlemen's|gentlemen|gentleman club", "lap dance", "onlyfans",
        "hookup|hookups|hook_up tonight|now|app|site|near|culture", "local|easy|casual hookup|hookups",
        "sex toy|toys|shop|chat|work", "erotic", "nude", "nudes", "lingerie show|models live",
        "webcam girls|models", "sensual massage", "cam girls", "sugar daddy|baby", "exotic dancers", "topless",
        "hot singles", "casual encounters", "vibrator", "kink", "fetish", "swingers", "sexy",
        unless=Words(
            "security|police|vehicle|child|safety|walking|campus|night escort", "escort .. to|guests|patients|home",
        ),
    ),
    "hate": Words(
        "white power|pride|supremacy", "racial purity", "ethnic cleansing", "death to", "neo nazi", "kkk",
        "deport them all", "master race", "invaders out", "hate group", "subhuman", "inferior race", "race war",
    ),
    "unlawful goods": Words(
        "prescription without", "no prescription", "without .. prescription", "counterfeit",
        "replica watches|bags|designer", "fake id", "steroids", "anabolic", "weight loss pills|gummies|drops",
        "diet pills", "viagra", "hacking service", "spyware", "stolen", "essay writing", "fake reviews|followers",
        "detox tea", "ephedra", "miracle cure",
        unless=Words("prescription .. ready", "stolen bike|vehicle|card|property"),
    ),
}  # fmt: skip
"""Words for what a business sells or promotes, by what Twilio calls the kind."""

_ALL = frozenset(FORBIDDEN.values())

NOT_MEANT = Words(
    "smoke free", "no smoking|smoking|vaping", "quit smoking|vaping|tobacco", "stop smoking|vaping",
    "quit .. smoking|vaping|nicotine|tobacco", "cessation", "gun safety|violence|lock", "violence prevention",
    "addiction", "recovery", "support group", "rehab", "counseling for", "poison control", "smoking is",
    "tobacco free", "vape free", "parasite", "boil water", "not get|receive .. number|numbers|list", "unrelated to",
    "free of", "safe disposal", "helpline",
    "hotline",
)  # fmt: skip
"""What speaks of such things without selling them."""


def first_forbidden(reading: Reading) -> tuple[str, Found] | None:
    """Return the kind of the first thing that a text names and carriers forbid, and where; None if there is nothing."""
    return None if reading.has_none(_ALL) else next(_forbidden(reading), None)


def _forbidden(reading: Reading) -> Iterator[tuple[str, Found]]:
    for kind, words in FORBIDDEN.items():
        for found in reading.said(words):
            if not reading.within(NOT_MEANT, reading.sentence(found)):
                yield kind, found
