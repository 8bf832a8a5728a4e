-- AlterTable
ALTER TABLE "audit_events" ADD COLUMN     "reason" VARCHAR(500);

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "suspension_reason" VARCHAR(500);

-- CreateIndex
CREATE INDEX "users_created_at_id_idx" ON "users"("created_at", "id");

-- Keys are ASCII and compared byte by byte: so their unique indexes also find what a key begins with.
ALTER TABLE "users" ALTER COLUMN "username_key" TYPE VARCHAR(32) COLLATE "C",
ALTER COLUMN "email_key" TYPE VARCHAR(254) COLLATE "C";

-- Few of all users: pages of them, and the question whether another administrator remains, read nobody else.
CREATE INDEX "users_administrators_idx" ON "users"("created_at", "id") WHERE role = 'ADMIN';
CREATE INDEX "users_suspended_idx" ON "users"("created_at", "id") WHERE status = 'SUSPENDED';

-- What somebody did to somebody else: few of all events. A deletion forgets where from they did it.
CREATE INDEX "audit_events_on_others_idx" ON "audit_events"("actor_id") WHERE actor_id <> user_id;

-- Where from may be forgotten when whoever did it has gone, and the words of an administrator when whom they are about
-- has: each by itself.
CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  OLD.ip_address := CASE WHEN NEW.ip_address IS NOT NULL THEN OLD.ip_address END;
  OLD.user_agent := CASE WHEN NEW.user_agent IS NOT NULL THEN OLD.user_agent END;
  OLD.reason := CASE WHEN NEW.reason IS NOT NULL THEN OLD.reason END;
  IF NEW IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'audit_events is append-only';
  END IF;
  RETURN NEW;
END
$$;
