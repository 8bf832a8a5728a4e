-- AlterTable
ALTER TABLE "challenges" ADD COLUMN     "ip_address" VARCHAR(45),
ADD COLUMN     "user_agent" VARCHAR(256);

-- AlterTable
ALTER TABLE "factor_removals" DROP COLUMN "reminded_at",
ADD COLUMN     "kind" VARCHAR(16) NOT NULL,
ADD COLUMN     "reminder" BYTEA,
ADD COLUMN     "session_id" UUID NOT NULL;

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "recovered_at" TIMESTAMP(3);

-- CreateIndex
CREATE UNIQUE INDEX "factor_removals_reminder_key" ON "factor_removals"("reminder");
