-- CreateEnum
CREATE TYPE "LedgerAccount" AS ENUM ('BALANCE', 'REFERRAL');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "OneTimeTokenPurpose" ADD VALUE 'EMAIL_VERIFICATION';
ALTER TYPE "OneTimeTokenPurpose" ADD VALUE 'EMAIL_CHANGE';

-- AlterTable
ALTER TABLE "one_time_tokens" ADD COLUMN     "email" VARCHAR(254),
ADD COLUMN     "session_id" UUID;

-- DropIndex
DROP INDEX "devices_digest_idx";

-- AlterTable
ALTER TABLE "devices" ADD COLUMN     "by_fingerprint" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "outbox_mails" (
    "id" UUID NOT NULL,
    "sealed" BYTEA NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMP(3) NOT NULL,
    "expires_at" TIMESTAMP(3) NOT NULL,
    "given_up_at" TIMESTAMP(3),
    "created_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "outbox_mails_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entries" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "account" "LedgerAccount" NOT NULL,
    "amount" DECIMAL(20,2) NOT NULL,
    "reason" VARCHAR(40) NOT NULL,
    "reference" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ledger_entries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "outbox_mails_due_at_idx" ON "outbox_mails"("due_at");

-- CreateIndex
CREATE INDEX "devices_digest_first_seen_at_idx" ON "devices"("digest", "first_seen_at");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_entries_user_id_reason_reference_key" ON "ledger_entries"("user_id", "reason", "reference");

-- An entry of nothing says nothing, and one that is no number would swallow every balance: numeric has a NaN.
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_amount_check" CHECK (amount <> 0 AND amount <> 'NaN');

-- Before the entry takes its place in the unique index: whoever holds the user and credits the same thing would
-- wait for the entry, and the entry for the user.
CREATE FUNCTION hold_ledger_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM users WHERE id = NEW.user_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'a ledger entry needs a user';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER ledger_entries_hold BEFORE INSERT ON "ledger_entries"
  FOR EACH ROW EXECUTE FUNCTION hold_ledger_user();

-- A balance is the sum of its entries: the database adds each, and lets nobody else write a balance.
CREATE FUNCTION add_ledger_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.account = 'BALANCE' THEN
    UPDATE users SET balance = balance + NEW.amount WHERE id = NEW.user_id;
  ELSE
    UPDATE users SET referral_balance = referral_balance + NEW.amount WHERE id = NEW.user_id;
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER ledger_entries_add AFTER INSERT ON "ledger_entries"
  FOR EACH ROW EXECUTE FUNCTION add_ledger_entry();

CREATE TRIGGER ledger_entries_append_only BEFORE UPDATE OR DELETE ON "ledger_entries"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER ledger_entries_stay BEFORE TRUNCATE ON "ledger_entries"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.balance <> 0 OR NEW.referral_balance <> 0 THEN
      RAISE EXCEPTION 'a balance begins at 0';
    END IF;
    -- The entries of an account that was deleted are nobody else's.
    IF EXISTS (SELECT FROM ledger_entries WHERE user_id = NEW.id) THEN
      RAISE EXCEPTION 'this id has been another user''s';
    END IF;
  -- The second level is the trigger of a ledger entry.
  ELSIF pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'a balance changes by ledger entries alone';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER users_balance_begins BEFORE INSERT ON "users"
  FOR EACH ROW EXECUTE FUNCTION refuse_balance();

CREATE TRIGGER users_balance_guarded BEFORE UPDATE OF balance, referral_balance ON "users"
  FOR EACH ROW EXECUTE FUNCTION refuse_balance();

-- Entries name a user by id, and rewards follow who referred whom: both stay. A referral may be forgotten, and nobody
-- refers themselves, so referrers never form a ring.
ALTER TABLE "users" ADD CONSTRAINT "users_referred_by_id_check" CHECK (referred_by_id <> id);

CREATE FUNCTION refuse_new_identity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id <> OLD.id OR NEW.referred_by_id <> OLD.referred_by_id
    OR (OLD.referred_by_id IS NULL AND NEW.referred_by_id IS NOT NULL) THEN
    RAISE EXCEPTION 'who a user is, and who referred them, is fixed at registration';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER users_identity_fixed BEFORE UPDATE OF id, referred_by_id ON "users"
  FOR EACH ROW EXECUTE FUNCTION refuse_new_identity();

-- What happened stays as it was written; where from may be forgotten, when the user is.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  OLD.ip_address := NULL;
  OLD.user_agent := NULL;
  IF NEW IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'audit_events is append-only';
  END IF;
  RETURN NEW;
END
$$;

DROP TRIGGER audit_events_append_only ON "audit_events";
CREATE TRIGGER audit_events_append_only BEFORE UPDATE ON "audit_events"
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
