-- What is spent and set aside in each window of an account, over all nodes: spent + sliced is never more than the limit was when
-- a slice was taken. Only a settlement may exceed it: what a provider charged is charged.
CREATE TABLE account_window (
  account   BIGINT NOT NULL,
  starts_at BIGINT NOT NULL,
  ends_at   BIGINT,          -- null: never
  spent     BIGINT NOT NULL,
  sliced    BIGINT NOT NULL, -- the sum of the slices of all nodes
  wanted    BIGINT NOT NULL, -- counts up each time a node finds too little: the others then give back what they do not use
  PRIMARY KEY (account, starts_at)
);

-- Processes that have these books open.
CREATE TABLE node (
  id      TEXT   NOT NULL PRIMARY KEY,
  beat    BIGINT NOT NULL, -- counts up while it has slices; -1: it has none, and is not watched
  written BIGINT NOT NULL  -- groups: tells a process whether its last one was committed, and whether it is still the one it thinks
);

-- What a node may draw in memory.
CREATE TABLE slice (
  node      TEXT   NOT NULL,
  account   BIGINT NOT NULL,
  starts_at BIGINT NOT NULL,
  amount    BIGINT NOT NULL,
  held      BIGINT NOT NULL, -- of it, for calls that run
  answered  BIGINT NOT NULL, -- the last account_window.wanted that this node has given back its unused room for
  PRIMARY KEY (node, account, starts_at)
);

CREATE INDEX slice_by_account ON slice (account, starts_at);

-- Calls for which a provider has been asked and that run for longer than a group takes; others never get a row.
CREATE TABLE hold (
  generation TEXT   NOT NULL PRIMARY KEY,
  node       TEXT   NOT NULL,
  booked     BIGINT NOT NULL, -- 1: its node died, and the worst case was booked; kept for a settlement that comes after all
  note       BLOB   NOT NULL  -- the draft of its record, and what it draws
);

CREATE INDEX hold_by_node ON hold (node);
