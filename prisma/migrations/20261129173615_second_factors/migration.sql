-- CreateEnum
CREATE TYPE "ChallengePurpose" AS ENUM ('SECOND_FACTOR', 'PASSKEY_SIGN_IN', 'PASSKEY_REGISTRATION', 'PASSKEY_STEP_UP');

-- AlterEnum
ALTER TYPE "OneTimeTokenPurpose" ADD VALUE 'FACTOR_ENROLMENT';

-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "authenticated_at" TIMESTAMP(3) NOT NULL DEFAULT '2000-01-01',
ADD COLUMN     "level" SMALLINT NOT NULL DEFAULT 1,
ADD COLUMN     "methods" VARCHAR(8)[] DEFAULT ARRAY['pwd']::VARCHAR(8)[],
ADD COLUMN     "recovered" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "step_up_generation" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "second_factor_since" TIMESTAMP(3);

-- No step-up is fresh in the sessions that are open already. A constant default rewrites no row, so the table is locked
-- for a moment alone; instances of the version before need the second default.
ALTER TABLE "sessions" ALTER COLUMN "authenticated_at" SET DEFAULT (now() AT TIME ZONE 'UTC');

-- CreateTable
CREATE TABLE "challenges" (
    "id" UUID NOT NULL,
    "purpose" "ChallengePurpose" NOT NULL,
    "digest" BYTEA NOT NULL,
    "user_id" UUID,
    "session_id" UUID,
    "credentials_epoch" INTEGER,
    "methods" VARCHAR(8)[],
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nonce" BYTEA,
    "created_at" TIMESTAMP(3) NOT NULL,
    "expires_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "challenges_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "totp_secrets" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "session_id" UUID,
    "sealed" BYTEA NOT NULL,
    "name" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL,
    "confirmed_at" TIMESTAMP(3),
    "last_step" BIGINT NOT NULL DEFAULT 0,
    "last_used_at" TIMESTAMP(3),

    CONSTRAINT "totp_secrets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recovery_codes" (
    "digest" BYTEA NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "recovery_codes_pkey" PRIMARY KEY ("digest")
);

-- CreateTable
CREATE TABLE "passkeys" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "credential_id" BYTEA NOT NULL,
    "public_key" BYTEA NOT NULL,
    "algorithm" INTEGER NOT NULL,
    "sign_count" BIGINT NOT NULL,
    "rp_id" VARCHAR(253) NOT NULL,
    "transports" VARCHAR(32)[],
    "aaguid" UUID NOT NULL,
    "backup_eligible" BOOLEAN NOT NULL,
    "backed_up" BOOLEAN NOT NULL,
    "name" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL,
    "last_used_at" TIMESTAMP(3),

    CONSTRAINT "passkeys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "passkey_owners" (
    "user_id" UUID NOT NULL,
    "handle" BYTEA NOT NULL,

    CONSTRAINT "passkey_owners_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "trusted_devices" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "digest" BYTEA NOT NULL,
    "factor_id" UUID NOT NULL,
    "name" VARCHAR(128) NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL,
    "last_used_at" TIMESTAMP(3) NOT NULL,
    "expires_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "trusted_devices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "factor_removals" (
    "factor_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "digest" BYTEA NOT NULL,
    "requested_at" TIMESTAMP(3) NOT NULL,
    "due_at" TIMESTAMP(3) NOT NULL,
    "reminded_at" TIMESTAMP(3),

    CONSTRAINT "factor_removals_pkey" PRIMARY KEY ("factor_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "challenges_digest_key" ON "challenges"("digest");

-- CreateIndex
CREATE INDEX "challenges_expires_at_idx" ON "challenges"("expires_at");

-- CreateIndex
CREATE INDEX "challenges_user_id_idx" ON "challenges"("user_id");

-- CreateIndex
CREATE INDEX "totp_secrets_user_id_idx" ON "totp_secrets"("user_id");

-- One unconfirmed secret for each user: the next one replaces it.
CREATE UNIQUE INDEX "totp_secrets_unconfirmed_key" ON "totp_secrets"("user_id") WHERE "confirmed_at" IS NULL;

-- CreateIndex
CREATE INDEX "recovery_codes_user_id_idx" ON "recovery_codes"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "passkeys_credential_id_key" ON "passkeys"("credential_id");

-- CreateIndex
CREATE INDEX "passkeys_user_id_idx" ON "passkeys"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "passkey_owners_handle_key" ON "passkey_owners"("handle");

-- CreateIndex
CREATE UNIQUE INDEX "trusted_devices_digest_key" ON "trusted_devices"("digest");

-- CreateIndex
CREATE INDEX "trusted_devices_user_id_idx" ON "trusted_devices"("user_id");

-- CreateIndex
CREATE INDEX "trusted_devices_expires_at_idx" ON "trusted_devices"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "factor_removals_digest_key" ON "factor_removals"("digest");

-- CreateIndex
CREATE INDEX "factor_removals_user_id_idx" ON "factor_removals"("user_id");

-- CreateIndex
CREATE INDEX "factor_removals_due_at_idx" ON "factor_removals"("due_at");

-- AddForeignKey
ALTER TABLE "challenges" ADD CONSTRAINT "challenges_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "totp_secrets" ADD CONSTRAINT "totp_secrets_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passkey_owners" ADD CONSTRAINT "passkey_owners_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trusted_devices" ADD CONSTRAINT "trusted_devices_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "factor_removals" ADD CONSTRAINT "factor_removals_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
