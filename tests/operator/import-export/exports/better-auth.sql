CREATE TABLE "user" (
  "id" text PRIMARY KEY, "name" text NOT NULL, "email" text NOT NULL UNIQUE, "emailVerified" boolean NOT NULL, "image" text,
  "createdAt" timestamp NOT NULL, "updatedAt" timestamp NOT NULL
);
CREATE TABLE "account" (
  "id" text PRIMARY KEY, "accountId" text NOT NULL, "providerId" text NOT NULL, "userId" text NOT NULL REFERENCES "user" ("id"),
  "password" text, "createdAt" timestamp NOT NULL, "updatedAt" timestamp NOT NULL
);
INSERT INTO "user" VALUES
  ('Zk3Q1', 'Ada', 'ada@better-auth.example', true, NULL, '2025-01-02 03:04:05.678', '2025-01-02 03:04:05.678'),
  ('Zk3Q2', 'Bob', 'bob@better-auth.example', false, NULL, '2025-01-02 03:04:05', '2025-01-02 03:04:05');
INSERT INTO "account" VALUES
  ('a1', 'Zk3Q1', 'credential', 'Zk3Q1',
   '1c50892c354da5b23ec3b5007649bc6e:319b7d216390925e0c2ac01444aa826b288e51e4471850e507d1d6ed7908aa8e56787428fc1f36441d410af365fae10c7ee91af763448255cf393b2b2b6bae78',
   '2025-01-02 03:04:05', '2025-01-02 03:04:05'),
  ('a2', '1234', 'github', 'Zk3Q1', NULL, '2025-01-02 03:04:05', '2025-01-02 03:04:05'),
  ('a3', '5678', 'github', 'Zk3Q2', NULL, '2025-01-02 03:04:05', '2025-01-02 03:04:05');
