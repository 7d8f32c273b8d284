-- What a caller was told of a call that failed: a repeat is told the same.
ALTER TABLE generation ADD COLUMN error_status  BIGINT;
ALTER TABLE generation ADD COLUMN error_type    TEXT;
ALTER TABLE generation ADD COLUMN failure_class TEXT; -- not_accepted, maybe_accepted or produced

-- Which generation answers an idempotency key. One row for each key of a client that was sent within the last day.
CREATE TABLE claim (
  key_id          TEXT   NOT NULL,
  idempotency_key TEXT   NOT NULL,
  fingerprint     TEXT   NOT NULL, -- SHA-256 over the call, hexadecimal
  digests         TEXT   NOT NULL, -- a short one of each parameter: name=digest;…
  generation      TEXT   NOT NULL,
  node            TEXT   NOT NULL, -- the process that took the call
  claimed_at      BIGINT NOT NULL,
  alive_at        BIGINT NOT NULL, -- when the process last said that it is at it
  PRIMARY KEY (key_id, idempotency_key)
);

CREATE INDEX claim_by_age ON claim (claimed_at);
