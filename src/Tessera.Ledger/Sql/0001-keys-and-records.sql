-- Money is in whole nano-dollars, time in microseconds since 1970 (UTC), durations in microseconds.

CREATE TABLE api_key (
  id         TEXT    NOT NULL PRIMARY KEY,
  name       TEXT    NOT NULL,
  kind       TEXT    NOT NULL,
  prefix     TEXT    NOT NULL,
  hash       BLOB    NOT NULL UNIQUE, -- SHA-256 of the secret
  fixed      INTEGER NOT NULL,        -- 1: its secret comes from the settings of the process
  created_at INTEGER NOT NULL,
  revoked_at INTEGER,
  revision   INTEGER NOT NULL UNIQUE  -- rises with every change of any key: tells another process to read again
);

-- key_id points at api_key without a foreign key: a record must be taken whatever has become of its key.
CREATE TABLE generation (
  seq             INTEGER PRIMARY KEY,
  id              TEXT    NOT NULL UNIQUE,
  key_id          TEXT    NOT NULL,
  key_kind        TEXT    NOT NULL,
  operation       TEXT    NOT NULL,
  dialect         TEXT    NOT NULL,
  model           TEXT    NOT NULL,
  prompt          TEXT    NOT NULL,
  started_at      INTEGER NOT NULL,
  duration        INTEGER NOT NULL,
  outcome         TEXT    NOT NULL,
  text_in         INTEGER NOT NULL,
  cached_text_in  INTEGER NOT NULL,
  image_in        INTEGER NOT NULL,
  cached_image_in INTEGER NOT NULL,
  text_out        INTEGER NOT NULL,
  image_out       INTEGER NOT NULL,
  images          INTEGER NOT NULL,
  pixels          INTEGER NOT NULL,
  cost            INTEGER,            -- null: unknown, which is not 0
  size            TEXT,
  quality         TEXT,
  error_code      TEXT
);

CREATE INDEX generation_by_key   ON generation (key_id, id);
CREATE INDEX generation_by_model ON generation (model, id);

CREATE TABLE attempt (
  generation          INTEGER NOT NULL REFERENCES generation (seq) ON DELETE CASCADE,
  place               INTEGER NOT NULL, -- 0 is the first
  provider            TEXT    NOT NULL,
  provider_model      TEXT    NOT NULL,
  started_after       INTEGER NOT NULL,
  duration            INTEGER NOT NULL,
  status              INTEGER,
  error               TEXT,
  provider_request_id TEXT,
  PRIMARY KEY (generation, place)
) WITHOUT ROWID;

-- No index by hash: random entries would double the cost of a record (10 to 24 microseconds). Whoever asks for a picture
-- names its generation.
CREATE TABLE picture (
  generation     INTEGER NOT NULL REFERENCES generation (seq) ON DELETE CASCADE,
  place          INTEGER NOT NULL,
  hash           TEXT    NOT NULL,
  media_type     TEXT    NOT NULL,
  bytes          INTEGER NOT NULL,
  width          INTEGER NOT NULL,
  height         INTEGER NOT NULL,
  revised_prompt TEXT,
  PRIMARY KEY (generation, place)
) WITHOUT ROWID;
