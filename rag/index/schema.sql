-- The catalogue: the truth about articles. Everything in Chroma and in passages_fts follows from it.
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS articles (
    id        TEXT PRIMARY KEY,
    outlet    TEXT,
    title     TEXT,
    author    TEXT,
    published TEXT,
    url       TEXT,
    language  TEXT,
    kind      TEXT,
    origins   TEXT NOT NULL,      -- JSON list
    lineage   TEXT,               -- id of the first article of its group; null until worked out
    words     INTEGER NOT NULL,
    sha256    TEXT NOT NULL,      -- of `text`
    path      TEXT,
    extra     TEXT NOT NULL,      -- JSON object
    text      TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS articles_by_outlet ON articles (outlet, published);
CREATE INDEX IF NOT EXISTS articles_by_text ON articles (sha256);
CREATE INDEX IF NOT EXISTS articles_by_lineage ON articles (lineage);

-- Which record of which file an article was read from, and in which state.
CREATE TABLE IF NOT EXISTS sources (
    key        TEXT PRIMARY KEY,  -- path, or path#record
    path       TEXT NOT NULL,
    revision   TEXT NOT NULL,     -- hash of the record as it was read
    article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sources_by_path ON sources (path);
CREATE INDEX IF NOT EXISTS sources_by_article ON sources (article_id);

CREATE TABLE IF NOT EXISTS sentences (
    article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    ordinal    INTEGER NOT NULL,
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    vector     BLOB NOT NULL,     -- float16, unit length
    PRIMARY KEY (article_id, ordinal)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS passages (
    number     INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    first      INTEGER NOT NULL,
    last       INTEGER NOT NULL,
    vector     BLOB NOT NULL,     -- float16, unit length; kept so that a rebuild embeds nothing
    indexed    INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS passages_by_article ON passages (article_id, first);
CREATE INDEX IF NOT EXISTS passages_pending ON passages (indexed) WHERE indexed = 0;

-- Passages that Chroma may still hold although their article is gone or was edited.
CREATE TABLE IF NOT EXISTS tombstones (passage_id TEXT PRIMARY KEY) WITHOUT ROWID;

-- What lineage is worked out from: keys under which like articles meet, and what came of it.
CREATE TABLE IF NOT EXISTS prints (
    key        INTEGER NOT NULL,
    article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    PRIMARY KEY (key, article_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS prints_by_article ON prints (article_id);

CREATE TABLE IF NOT EXISTS bands (
    key        INTEGER NOT NULL,
    article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    PRIMARY KEY (key, article_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS bands_by_article ON bands (article_id);

CREATE TABLE IF NOT EXISTS relations (
    one   TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,  -- the lesser id
    other TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    kind  TEXT NOT NULL,          -- copy, reprint, rewrite, correction
    score REAL NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS relations_by_other ON relations (other);

-- What an article said before it was edited at its source.
CREATE TABLE IF NOT EXISTS versions (
    article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    number     INTEGER NOT NULL,  -- 1 is the oldest
    title      TEXT,
    published  TEXT,
    sha256     TEXT NOT NULL,
    text       TEXT NOT NULL,
    PRIMARY KEY (article_id, number)
) WITHOUT ROWID;

-- What cleaning took away, in the order of the page; nothing is dropped without trace.
CREATE TABLE IF NOT EXISTS removed (
    article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    place      INTEGER NOT NULL,
    text       TEXT NOT NULL,
    reason     TEXT NOT NULL,
    PRIMARY KEY (article_id, place)
) WITHOUT ROWID;

-- Where each known value of an article came from, and the words that say so.
CREATE TABLE IF NOT EXISTS provenance (
    article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    field      TEXT NOT NULL,
    source     TEXT NOT NULL,
    PRIMARY KEY (article_id, field)
) WITHOUT ROWID;

CREATE VIRTUAL TABLE IF NOT EXISTS passages_fts USING fts5 (
    title, text, tokenize = "porter unicode61 remove_diacritics 2"
);

CREATE VIRTUAL TABLE IF NOT EXISTS passages_vocab USING fts5vocab (passages_fts, 'row');

-- Whatever removes a passage also removes its words and leaves a note for Chroma.
CREATE TRIGGER IF NOT EXISTS passage_gone AFTER DELETE ON passages BEGIN
    DELETE FROM passages_fts WHERE rowid = old.number;
    INSERT OR IGNORE INTO tombstones VALUES (old.id);
END;
