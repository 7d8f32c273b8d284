-- The ends of generations that are told to somebody.
CREATE TABLE webhook (
  id           TEXT   NOT NULL PRIMARY KEY, -- of generation and event: written twice, it is there once
  generation   TEXT   NOT NULL,
  key_id       TEXT   NOT NULL,
  event        TEXT   NOT NULL,
  url          TEXT   NOT NULL,
  host         TEXT   NOT NULL,             -- of the url, with its port: a slow one must not hold up others
  origin       TEXT,                        -- under which the caller reached the gateway: https://tessera.example
  state        TEXT   NOT NULL,             -- pending, delivered, dead
  created_at   BIGINT NOT NULL,
  attempts     BIGINT NOT NULL,             -- begun; the number of the last one says whose word on the outcome counts
  tries        BIGINT NOT NULL,             -- of these, since the first or the last replay: the place in the schedule
  due_at       BIGINT,                      -- not before this; while an attempt runs, when it counts as lost
  delivered_at BIGINT
);

CREATE INDEX webhook_due    ON webhook (due_at, host) WHERE due_at IS NOT NULL;
CREATE INDEX webhook_by_key ON webhook (key_id, id);

CREATE TABLE webhook_attempt (
  webhook  TEXT   NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
  place    BIGINT NOT NULL,                 -- 1 is the first
  at       BIGINT NOT NULL,
  duration BIGINT NOT NULL,
  status   BIGINT,                          -- of HTTP; null: no answer came
  error    TEXT,
  PRIMARY KEY (webhook, place)
);

-- What deliveries are signed with. Not as a hash: a signature needs the secret itself.
CREATE TABLE webhook_secret (
  secret     TEXT   NOT NULL PRIMARY KEY,
  key_id     TEXT   NOT NULL,
  created_at BIGINT NOT NULL,
  ends_at    BIGINT                         -- null: in force until another takes its place
);

CREATE INDEX webhook_secret_by_key ON webhook_secret (key_id);
