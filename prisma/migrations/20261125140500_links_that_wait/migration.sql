-- AlterTable
ALTER TABLE "outbox_mails" ADD COLUMN     "link_of" UUID NOT NULL DEFAULT gen_random_uuid();

-- CreateIndex
CREATE INDEX "outbox_mails_link_of_idx" ON "outbox_mails"("link_of");
