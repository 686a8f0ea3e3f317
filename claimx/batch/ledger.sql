-- The ledger of a batch folder. A change of its shape needs another FORMAT in configuration.py.

-- Facts of the run: its configuration as JSON, when it began.
CREATE TABLE IF NOT EXISTS run (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- Everything that a reader found, in the order in which it was first found.
-- status: open (given to a worker, not answered), done, failed.
CREATE TABLE IF NOT EXISTS inputs (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    origin TEXT NOT NULL,
    sha256 TEXT NOT NULL,      -- of the article's data as read; empty where it could not be read
    metadata TEXT NOT NULL,    -- title, published and source as given, as JSON
    status TEXT NOT NULL,
    part INTEGER,              -- the part that holds the document; NULL until one does
    kind TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    detail TEXT NOT NULL DEFAULT '',
    seconds REAL,
    finished TEXT              -- UTC, ISO 8601
);
CREATE INDEX IF NOT EXISTS inputs_by_id ON inputs (id);
CREATE INDEX IF NOT EXISTS inputs_by_status ON inputs (status, position);

-- Documents that are done and not yet in a part, as wire lines.
CREATE TABLE IF NOT EXISTS pending (
    position INTEGER PRIMARY KEY,
    lines BLOB NOT NULL
);

-- Every file that the run vouches for.
CREATE TABLE IF NOT EXISTS parts (
    name TEXT PRIMARY KEY,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    rows INTEGER NOT NULL
);
