-- CreateTable
CREATE TABLE "alert" (
    "id" SERIAL NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "kind" VARCHAR(32) NOT NULL,
    "dataset_id" INTEGER,
    "subject" VARCHAR(200) NOT NULL,
    "severity" VARCHAR(16) NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "threshold" DOUBLE PRECISION NOT NULL,
    "message" VARCHAR(2000) NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "times_seen" INTEGER NOT NULL DEFAULT 1,
    "acknowledged_by" VARCHAR(200),
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledge_note" VARCHAR(2000),
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "alert_dataset_id_id_idx" ON "alert"("dataset_id", "id");

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Rules that the Prisma schema cannot express
-- Of two processes that find the same breach at once, one raises the alert.
CREATE UNIQUE INDEX "alert_unresolved_key" ON "alert"("fingerprint") WHERE "resolved_at" IS NULL;

ALTER TABLE "alert"
    ADD CONSTRAINT "alert_severity_check" CHECK ("severity" IN ('WARNING', 'CRITICAL')),
    ADD CONSTRAINT "alert_seen_check" CHECK ("times_seen" >= 1 AND "last_seen_at" >= "raised_at"),
    ADD CONSTRAINT "alert_resolved_check" CHECK ("resolved_at" >= "last_seen_at"),
    ADD CONSTRAINT "alert_acknowledged_check" CHECK (
        ("acknowledged_by" IS NULL) = ("acknowledged_at" IS NULL)
        AND ("acknowledged_by" IS NULL) = ("acknowledge_note" IS NULL)
    );
