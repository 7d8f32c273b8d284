-- What a key may do, beside being a key.
ALTER TABLE api_key ADD COLUMN team TEXT;
ALTER TABLE api_key ADD COLUMN models TEXT;  -- full ids, a line each; null: all
ALTER TABLE api_key ADD COLUMN webhook TEXT;

-- Limits that calls are counted against. A row that is closed stays, since money was spent under its id.
CREATE TABLE account (
  id         BIGINT NOT NULL PRIMARY KEY,
  scope      TEXT   NOT NULL,           -- gateway, team:NAME or key:ID
  measure    TEXT   NOT NULL,           -- money, requests, images, tokens, pixels, calls
  period     TEXT   NOT NULL,           -- minute, day, week, month, total
  zone       TEXT   NOT NULL,           -- IANA name
  ceiling    BIGINT NOT NULL,           -- in the unit of the measure; money in nano-dollars
  soft       TEXT   NOT NULL,           -- per cent, set apart by commas
  wait       BIGINT NOT NULL,           -- microseconds a call may stand in line
  wanted     BIGINT NOT NULL DEFAULT 0, -- how much another process looks for in vain
  created_at BIGINT NOT NULL,
  closed_at  BIGINT
);

CREATE UNIQUE INDEX account_open ON account (scope, measure, period) WHERE closed_at IS NULL;

-- One row, counted up with every change of any account: tells another process to read again.
CREATE TABLE account_revision (value BIGINT NOT NULL);

INSERT INTO account_revision (value) VALUES (0);
