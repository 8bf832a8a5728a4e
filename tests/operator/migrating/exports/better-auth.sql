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
  ('a2', '583233', 'github', 'Zk3Q1', NULL, '2025-01-02 03:04:05', '2025-01-02 03:04:05'),
  ('a3', '108000000000000000901', 'google', 'Zk3Q2', NULL, '2025-01-02 03:04:05', '2025-01-02 03:04:05');
CREATE TABLE "twoFactor" (
  "id" text PRIMARY KEY, "secret" text NOT NULL, "backupCodes" text NOT NULL, "userId" text NOT NULL REFERENCES "user" ("id")
);
ALTER TABLE "user" ADD COLUMN "twoFactorEnabled" boolean;
UPDATE "user" SET "twoFactorEnabled" = true WHERE "id" = 'Zk3Q1';
INSERT INTO "twoFactor" VALUES ('t1',
  '8f4385416a3b1158c136ad4334261a70454319f2b92d70d54789fb9c91823270ee203504716cdf5754b7afd22835760ee862c04415b31ad3a57400a7', 'encrypted', 'Zk3Q1');
