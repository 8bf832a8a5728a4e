-- AlterTable
ALTER TABLE "audit_events" DROP COLUMN "detail",
ADD COLUMN     "metadata" JSONB;

-- CreateIndex
CREATE INDEX "ledger_entries_user_id_id_idx" ON "ledger_entries"("user_id", "id");
