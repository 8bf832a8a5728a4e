-- AlterTable
ALTER TABLE "signing_keys" ADD COLUMN     "access_token_life" INTEGER,
ADD COLUMN     "refresh_token_life" INTEGER,
ADD COLUMN     "revoked_at" TIMESTAMP(3),
ADD COLUMN     "signs_from" TIMESTAMP(3);

-- A key that is there has signed since it was made. It has signed no refresh token that outlives its session, and no
-- access token that lives longer than the settings allow.
UPDATE "signing_keys" SET
  "signs_from" = "created_at",
  "access_token_life" = 86400,
  "refresh_token_life" = COALESCE(
    (SELECT ceil(max(extract(epoch FROM "expires_at" - "created_at")))::integer FROM "sessions"), 0);

-- AlterTable
ALTER TABLE "signing_keys" ALTER COLUMN "access_token_life" SET NOT NULL,
ALTER COLUMN "refresh_token_life" SET NOT NULL,
ALTER COLUMN "signs_from" SET NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "signing_keys_signs_from_key" ON "signing_keys"("signs_from");
