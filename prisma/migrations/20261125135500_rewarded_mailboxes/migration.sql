-- CreateTable
CREATE TABLE "rewarded_mailboxes" (
    "digest" BYTEA NOT NULL,
    "rewarded_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "rewarded_mailboxes_pkey" PRIMARY KEY ("digest")
);
