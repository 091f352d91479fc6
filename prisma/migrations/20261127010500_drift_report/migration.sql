-- CreateTable
CREATE TABLE "drift_report" (
    "id" SERIAL NOT NULL,
    "dataset_id" INTEGER NOT NULL,
    "config_hash" CHAR(64) NOT NULL,
    "dataset_version" CHAR(64) NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "cutoff" INTEGER NOT NULL,
    "report" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "drift_report_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "drift_report_config_hash_key" ON "drift_report"("config_hash");

-- CreateIndex
CREATE INDEX "drift_report_dataset_id_id_idx" ON "drift_report"("dataset_id", "id");

-- AddForeignKey
ALTER TABLE "drift_report" ADD CONSTRAINT "drift_report_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;
