-- AlterEnum
ALTER TYPE "OneTimeTokenPurpose" ADD VALUE 'INVITATION';
