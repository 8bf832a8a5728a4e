-- CreateTable
CREATE TABLE "known_devices" (
    "digest" BYTEA NOT NULL,
    "user_id" UUID NOT NULL,
    "given_at" TIMESTAMP(3) NOT NULL,
    "expires_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "known_devices_pkey" PRIMARY KEY ("digest")
);

-- CreateIndex
CREATE INDEX "known_devices_user_id_expires_at_idx" ON "known_devices"("user_id", "expires_at");

-- CreateIndex
CREATE INDEX "known_devices_expires_at_idx" ON "known_devices"("expires_at");

-- AddForeignKey
ALTER TABLE "known_devices" ADD CONSTRAINT "known_devices_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
