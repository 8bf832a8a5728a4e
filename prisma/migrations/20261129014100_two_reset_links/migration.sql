-- The unique index of user and purpose stays: instances of the version before replace tokens by it.
-- AlterTable
ALTER TABLE "one_time_tokens" ADD COLUMN     "previous_digest" BYTEA,
ADD COLUMN     "previous_expires_at" TIMESTAMP(3);

-- CreateIndex
CREATE UNIQUE INDEX "one_time_tokens_previous_digest_key" ON "one_time_tokens"("previous_digest");
