-- What filters ask of a passage, in rows narrow enough to be read by the hundred thousand.
-- Derived from `articles` and kept so by triggers; the lineage is not here, because it is worked
-- out after an article was stored and names few passages, which are found through the article.
CREATE TABLE IF NOT EXISTS facets (
    number   INTEGER PRIMARY KEY,  -- of the passage
    outlet   TEXT,
    day      INTEGER,              -- 20260331; null for an undated article
    kind     TEXT,
    language TEXT
);

INSERT OR REPLACE INTO facets
    SELECT p.number, a.outlet, CAST(replace(substr(a.published, 1, 10), '-', '') AS INTEGER),
           a.kind, a.language
    FROM passages p JOIN articles a ON a.id = p.article_id;

CREATE INDEX IF NOT EXISTS facets_by_outlet ON facets (outlet, day);
CREATE INDEX IF NOT EXISTS facets_by_day ON facets (day);
CREATE INDEX IF NOT EXISTS facets_by_kind ON facets (kind, day);
CREATE INDEX IF NOT EXISTS facets_by_language ON facets (language, day);

CREATE TRIGGER IF NOT EXISTS facets_come AFTER INSERT ON passages BEGIN
    INSERT OR REPLACE INTO facets
        SELECT new.number, a.outlet, CAST(replace(substr(a.published, 1, 10), '-', '') AS INTEGER),
               a.kind, a.language
        FROM articles a WHERE a.id = new.article_id;
END;

CREATE TRIGGER IF NOT EXISTS facets_go AFTER DELETE ON passages BEGIN
    DELETE FROM facets WHERE number = old.number;
END;

CREATE TRIGGER IF NOT EXISTS facets_change
AFTER UPDATE OF outlet, published, kind, language ON articles BEGIN
    UPDATE facets SET
        outlet = new.outlet, kind = new.kind, language = new.language,
        day = CAST(replace(substr(new.published, 1, 10), '-', '') AS INTEGER)
    WHERE number IN (SELECT number FROM passages WHERE article_id = new.id);
END;
