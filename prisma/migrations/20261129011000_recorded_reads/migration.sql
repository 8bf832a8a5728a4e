-- CreateTable
CREATE TABLE "recorded_reads" (
    "digest" BYTEA NOT NULL,
    "recorded_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "recorded_reads_pkey" PRIMARY KEY ("digest")
);
