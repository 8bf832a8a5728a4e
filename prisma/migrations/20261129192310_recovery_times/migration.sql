-- AlterTable
ALTER TABLE "users" ADD COLUMN     "recovered_since" TIMESTAMP(3);
