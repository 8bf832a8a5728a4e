-- AlterTable
ALTER TABLE "password_hashes" ADD COLUMN     "breach_told_at" TIMESTAMP(3);
