-- AlterTable
ALTER TABLE "one_time_tokens" ADD COLUMN     "used_at" TIMESTAMP(3);
