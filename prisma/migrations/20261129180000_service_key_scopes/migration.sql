-- AlterTable
-- A key gets what it could do before, and so does one that an older instance creates during a rolling update.
ALTER TABLE "service_keys" ADD COLUMN     "scopes" TEXT[] DEFAULT ARRAY['introspect']::TEXT[];

-- AlterTable
ALTER TABLE "audit_events" ADD COLUMN     "service_key_id" UUID;

-- A key has a scope, and its scopes never change: no fault in the service widens a key.
ALTER TABLE "service_keys" ALTER COLUMN "scopes" SET NOT NULL,
ADD CONSTRAINT "service_keys_scopes_check" CHECK (cardinality("scopes") > 0);

CREATE FUNCTION refuse_scope_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the scopes of a service key never change';
END
$$;

CREATE TRIGGER "service_keys_scopes_fixed" BEFORE UPDATE OF "scopes" ON "service_keys"
  FOR EACH ROW WHEN (NEW.scopes IS DISTINCT FROM OLD.scopes) EXECUTE FUNCTION refuse_scope_change();
