-- AlterTable
ALTER TABLE "trusted_devices" ADD COLUMN     "credentials_epoch" INTEGER;

-- Trust that was given before belongs to the present epoch: each change until now has deleted what it ended.
UPDATE "trusted_devices" t SET "credentials_epoch" = u."credentials_epoch" FROM "users" u WHERE u."id" = t."user_id";

-- AlterTable
ALTER TABLE "trusted_devices" ALTER COLUMN "credentials_epoch" SET NOT NULL;
