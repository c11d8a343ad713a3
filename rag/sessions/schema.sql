CREATE TABLE IF NOT EXISTS sessions (
    number  INTEGER PRIMARY KEY,
    id      TEXT NOT NULL UNIQUE,
    title   TEXT NOT NULL,
    folded  TEXT NOT NULL,      -- the words of the title as they are searched
    created TEXT NOT NULL,      -- ISO 8601, UTC
    updated TEXT NOT NULL,
    filters TEXT NOT NULL,      -- JSON
    as_of   TEXT,
    turns   INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS sessions_by_time ON sessions (updated DESC, number DESC);
CREATE TABLE IF NOT EXISTS turns (
    session INTEGER NOT NULL REFERENCES sessions (number) ON DELETE CASCADE,
    number  INTEGER NOT NULL,   -- 1 is the first; none is ever missing
    asked   TEXT NOT NULL,
    filters TEXT NOT NULL,      -- JSON
    answer  TEXT NOT NULL,      -- JSON, as `ask --json` prints it
    UNIQUE (session, number)
) STRICT;
-- Not FTS5: what is deleted there stays on the disk until segments happen to be joined.
CREATE TABLE IF NOT EXISTS words (
    word    TEXT NOT NULL,
    session INTEGER NOT NULL REFERENCES sessions (number) ON DELETE CASCADE,
    PRIMARY KEY (word, session)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS words_of_session ON words (session);
CREATE TABLE IF NOT EXISTS chores (
    name TEXT PRIMARY KEY       -- what is owed by a process that may have been killed
) STRICT, WITHOUT ROWID;
