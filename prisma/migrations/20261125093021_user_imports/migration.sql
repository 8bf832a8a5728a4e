-- CreateTable
CREATE TABLE "user_imports" (
    "digest" BYTEA NOT NULL,
    "line" INTEGER NOT NULL DEFAULT 0,
    "users" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMP(3) NOT NULL,
    "finished_at" TIMESTAMP(3),

    CONSTRAINT "user_imports_pkey" PRIMARY KEY ("digest")
);
