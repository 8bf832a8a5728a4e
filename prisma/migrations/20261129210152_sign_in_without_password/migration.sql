-- CreateEnum
CREATE TYPE "MailedCodePurpose" AS ENUM ('SIGN_IN', 'REGISTRATION', 'STEP_UP');

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "provisioned" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "verified_elsewhere" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "mailed_codes" (
    "id" UUID NOT NULL,
    "purpose" "MailedCodePurpose" NOT NULL,
    "digest" BYTEA NOT NULL,
    "code_digest" BYTEA,
    "user_id" UUID,
    "credentials_epoch" INTEGER,
    "session_id" UUID,
    "email" VARCHAR(254),
    "registration" JSONB,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMP(3) NOT NULL,
    "expires_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "mailed_codes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identities" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "provider" VARCHAR(32) NOT NULL,
    "issuer" VARCHAR(255) NOT NULL,
    "subject" VARCHAR(255) NOT NULL,
    "email" VARCHAR(254),
    "created_at" TIMESTAMP(3) NOT NULL,
    "last_used_at" TIMESTAMP(3),

    CONSTRAINT "identities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pending_identities" (
    "id" UUID NOT NULL,
    "digest" BYTEA NOT NULL,
    "user_id" UUID,
    "credentials_epoch" INTEGER,
    "provider" VARCHAR(32) NOT NULL,
    "issuer" VARCHAR(255) NOT NULL,
    "subject" VARCHAR(255) NOT NULL,
    "email" VARCHAR(254),
    "email_proven" BOOLEAN NOT NULL,
    "name" VARCHAR(64),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMP(3) NOT NULL,
    "expires_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "pending_identities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_flows" (
    "id" UUID NOT NULL,
    "state" BYTEA,
    "challenge" BYTEA NOT NULL,
    "result" BYTEA,
    "provider" VARCHAR(32) NOT NULL,
    "encrypted" BYTEA NOT NULL,
    "return_to" VARCHAR(2000),
    "session_id" UUID,
    "created_at" TIMESTAMP(3) NOT NULL,
    "expires_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "provider_flows_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "mailed_codes_digest_key" ON "mailed_codes"("digest");

-- CreateIndex
CREATE INDEX "mailed_codes_user_id_idx" ON "mailed_codes"("user_id");

-- CreateIndex
CREATE INDEX "mailed_codes_expires_at_idx" ON "mailed_codes"("expires_at");

-- CreateIndex
CREATE INDEX "identities_user_id_idx" ON "identities"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "identities_issuer_subject_key" ON "identities"("issuer", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "pending_identities_digest_key" ON "pending_identities"("digest");

-- CreateIndex
CREATE INDEX "pending_identities_user_id_idx" ON "pending_identities"("user_id");

-- CreateIndex
CREATE INDEX "pending_identities_expires_at_idx" ON "pending_identities"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "provider_flows_state_key" ON "provider_flows"("state");

-- CreateIndex
CREATE UNIQUE INDEX "provider_flows_challenge_key" ON "provider_flows"("challenge");

-- CreateIndex
CREATE UNIQUE INDEX "provider_flows_result_key" ON "provider_flows"("result");

-- CreateIndex
CREATE INDEX "provider_flows_expires_at_idx" ON "provider_flows"("expires_at");

-- AddForeignKey
ALTER TABLE "mailed_codes" ADD CONSTRAINT "mailed_codes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identities" ADD CONSTRAINT "identities_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pending_identities" ADD CONSTRAINT "pending_identities_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
