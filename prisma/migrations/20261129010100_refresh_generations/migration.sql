-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "predecessor" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "used" BOOLEAN NOT NULL DEFAULT false;
