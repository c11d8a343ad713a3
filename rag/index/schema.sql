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
    lineage   TEXT,
    words     INTEGER NOT NULL,
    sha256    TEXT NOT NULL,      -- of `text`
    path      TEXT,
    extra     TEXT NOT NULL,      -- JSON object
    text      TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS articles_by_outlet ON articles (outlet, published);
CREATE INDEX IF NOT EXISTS articles_by_text ON articles (sha256);

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

CREATE VIRTUAL TABLE IF NOT EXISTS passages_fts USING fts5 (
    title, text, tokenize = "porter unicode61 remove_diacritics 2"
);

CREATE VIRTUAL TABLE IF NOT EXISTS passages_vocab USING fts5vocab (passages_fts, 'row');

-- Whatever removes a passage also removes its words and leaves a note for Chroma.
CREATE TRIGGER IF NOT EXISTS passage_gone AFTER DELETE ON passages BEGIN
    DELETE FROM passages_fts WHERE rowid = old.number;
    INSERT OR IGNORE INTO tombstones VALUES (old.id);
END;
