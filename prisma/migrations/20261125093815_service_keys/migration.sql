-- CreateTable
CREATE TABLE "service_keys" (
    "id" UUID NOT NULL,
    "name" VARCHAR(64) NOT NULL,
    "digest" BYTEA NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL,
    "last_used_at" TIMESTAMP(3),

    CONSTRAINT "service_keys_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "service_keys_digest_key" ON "service_keys"("digest");
