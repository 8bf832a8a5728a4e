-- A table of its own: instances of the version before read every row of signing_keys as a key that signs access tokens.
-- CreateTable
CREATE TABLE "refresh_keys" (
    "kid" VARCHAR(64) NOT NULL,
    "sealed_key" BYTEA NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL,
    "signs_from" TIMESTAMP(3) NOT NULL,
    "token_life" INTEGER NOT NULL,
    "revoked_at" TIMESTAMP(3),

    CONSTRAINT "refresh_keys_pkey" PRIMARY KEY ("kid")
);

-- CreateIndex
CREATE UNIQUE INDEX "refresh_keys_signs_from_key" ON "refresh_keys"("signs_from");

-- Instances of the version before still read and raise it.
-- AlterTable
ALTER TABLE "signing_keys" ALTER COLUMN "refresh_token_life" SET DEFAULT 0;
