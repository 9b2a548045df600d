-- The local Twilio's database. A change here raises `SCHEMA_VERSION` in store.py.
CREATE TABLE IF NOT EXISTS objects (
    sequence    INTEGER PRIMARY KEY AUTOINCREMENT,
    kind        TEXT NOT NULL,             -- 'account', 'incoming_phone_number', ...
    sid         TEXT NOT NULL,
    account_sid TEXT NOT NULL,
    parent_sid  TEXT NOT NULL DEFAULT '',  -- the service of a sender, the owner of an account, ...
    created     REAL NOT NULL,             -- seconds since 1970
    updated     REAL NOT NULL,
    body        TEXT NOT NULL              -- JSON
);
CREATE UNIQUE INDEX IF NOT EXISTS objects_identity ON objects (kind, sid, parent_sid);
CREATE INDEX IF NOT EXISTS objects_of_account ON objects (kind, account_sid, sequence);
CREATE INDEX IF NOT EXISTS objects_of_parent ON objects (parent_sid, kind, sequence);
CREATE INDEX IF NOT EXISTS objects_by_friendly_name ON objects (kind, json_extract(body, '$.friendly_name'));
CREATE INDEX IF NOT EXISTS objects_by_recipient ON objects (kind, json_extract(body, '$.to'));
CREATE INDEX IF NOT EXISTS objects_by_phone_number ON objects (kind, json_extract(body, '$.phone_number'));

CREATE TABLE IF NOT EXISTS settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL  -- JSON
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS faults (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    plan   TEXT NOT NULL,             -- JSON: what it matches and what it does
    seen   INTEGER NOT NULL DEFAULT 0 -- calls that matched so far
);

CREATE TABLE IF NOT EXISTS journal (
    sequence    INTEGER PRIMARY KEY AUTOINCREMENT,
    time        REAL NOT NULL,
    method      TEXT NOT NULL,
    host        TEXT NOT NULL,
    path        TEXT NOT NULL,
    caller_sid  TEXT,             -- the account whose credentials were used
    account_sid TEXT,             -- the account acted upon
    credential  TEXT,             -- 'auth_token' or 'api_key'
    status      INTEGER,          -- null where a fault ended the call before an answer
    code        INTEGER,
    fault       TEXT,             -- 'before drop', 'after status', ...
    note        TEXT              -- 'not covered', 'OverflowError', ...; databases made before it get it on opening
);

CREATE TABLE IF NOT EXISTS ledger (
    sequence    INTEGER PRIMARY KEY AUTOINCREMENT,
    kind        TEXT NOT NULL,
    sid         TEXT NOT NULL,
    account_sid TEXT NOT NULL,
    opened      REAL NOT NULL,
    closed      REAL,
    once_usd    TEXT NOT NULL,
    monthly_usd TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS ledger_by_sid ON ledger (sid, closed);

CREATE TABLE IF NOT EXISTS underway (  -- messages that have not reached their last status
    sid   TEXT PRIMARY KEY,
    began REAL NOT NULL,               -- seconds since 1970
    step  INTEGER NOT NULL             -- steps made since
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS usage (
    account_sid TEXT NOT NULL,
    category    TEXT NOT NULL,
    day         TEXT NOT NULL,     -- YYYY-MM-DD in GMT
    count       INTEGER NOT NULL,
    units       INTEGER NOT NULL,
    micro_usd   INTEGER NOT NULL,
    PRIMARY KEY (account_sid, category, day)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS webhooks (
    sequence          INTEGER PRIMARY KEY AUTOINCREMENT,
    time              REAL NOT NULL,
    account_sid       TEXT NOT NULL,
    resource_sid      TEXT NOT NULL,
    method            TEXT NOT NULL,
    url               TEXT NOT NULL,
    parameters        TEXT NOT NULL,             -- JSON
    body              TEXT NOT NULL DEFAULT '',  -- JSON sent instead of parameters; older databases get it on opening
    idempotency_token TEXT NOT NULL,
    courier           TEXT NOT NULL DEFAULT '',  -- who sends it: process id and a token of its own
    attempts          INTEGER NOT NULL DEFAULT 0,
    outcome           TEXT                       -- 'delivered: 204', 'not delivered: ...'; null while it waits
);
CREATE INDEX IF NOT EXISTS webhooks_pending ON webhooks (courier) WHERE outcome IS NULL;
