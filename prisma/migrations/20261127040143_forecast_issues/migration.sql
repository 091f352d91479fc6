-- CreateTable
CREATE TABLE "forecast_issue" (
    "id" SERIAL NOT NULL,
    "dataset_id" INTEGER NOT NULL,
    "basis_hash" CHAR(64) NOT NULL,
    "config_hash" CHAR(64) NOT NULL,
    "model" VARCHAR(200) NOT NULL,
    "model_version" VARCHAR(300),
    "artifact_sha256" CHAR(64),
    "sequence" INTEGER NOT NULL,
    "dataset_version" CHAR(64) NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "cutoff" INTEGER NOT NULL,
    "horizon" INTEGER NOT NULL,
    "quantile_levels" DOUBLE PRECISION[],
    "seed" INTEGER NOT NULL,
    "items" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "forecast_issue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "forecast_shard" (
    "issue_id" INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    "item_ids" INTEGER[],
    "holder" VARCHAR(64),
    "expires_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "forecast_shard_pkey" PRIMARY KEY ("issue_id","index")
);

-- CreateTable
CREATE TABLE "issued_forecast" (
    "item_id" INTEGER NOT NULL,
    "issue_id" INTEGER NOT NULL,
    "served_model" VARCHAR(200) NOT NULL,
    "model_version" VARCHAR(300) NOT NULL,
    "artifact_sha256" CHAR(64),
    "backend_name" VARCHAR(32),
    "backend_version" VARCHAR(200),
    "reason" VARCHAR(32),
    "detail" TEXT,
    "repeatable" BOOLEAN NOT NULL,
    "mean" DOUBLE PRECISION[],
    "median" DOUBLE PRECISION[],
    "quantiles" DOUBLE PRECISION[],

    CONSTRAINT "issued_forecast_pkey" PRIMARY KEY ("item_id","issue_id")
);

-- CreateTable
CREATE TABLE "forecast_export" (
    "id" CHAR(32) NOT NULL,
    "issue_id" INTEGER NOT NULL,
    "format" VARCHAR(16) NOT NULL,
    "rows" INTEGER NOT NULL,
    "bytes" BIGINT NOT NULL,
    "sha256" CHAR(64) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "forecast_export_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "forecast_issue_dataset_id_id_idx" ON "forecast_issue"("dataset_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "forecast_issue_dataset_id_basis_hash_config_hash_key" ON "forecast_issue"("dataset_id", "basis_hash", "config_hash");

-- CreateIndex
CREATE INDEX "issued_forecast_issue_id_idx" ON "issued_forecast"("issue_id");

-- CreateIndex
CREATE INDEX "forecast_export_issue_id_idx" ON "forecast_export"("issue_id");

-- AddForeignKey
ALTER TABLE "forecast_issue" ADD CONSTRAINT "forecast_issue_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forecast_shard" ADD CONSTRAINT "forecast_shard_issue_id_fkey" FOREIGN KEY ("issue_id") REFERENCES "forecast_issue"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "issued_forecast" ADD CONSTRAINT "issued_forecast_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "item"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "issued_forecast" ADD CONSTRAINT "issued_forecast_issue_id_fkey" FOREIGN KEY ("issue_id") REFERENCES "forecast_issue"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forecast_export" ADD CONSTRAINT "forecast_export_issue_id_fkey" FOREIGN KEY ("issue_id") REFERENCES "forecast_issue"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Rules that the Prisma schema cannot express
ALTER TABLE "forecast_issue"
    ADD CONSTRAINT "forecast_issue_shape_check" CHECK (
        "horizon" >= 1 AND "items" >= 0 AND "quantile_levels" IS NOT NULL
    );

ALTER TABLE "forecast_shard"
    ADD CONSTRAINT "forecast_shard_items_check" CHECK (cardinality("item_ids") >= 1),
    ADD CONSTRAINT "forecast_shard_lease_check" CHECK (
        ("holder" IS NULL) = ("expires_at" IS NULL) AND ("completed_at" IS NULL OR "holder" IS NULL)
    );

ALTER TABLE "issued_forecast"
    ADD CONSTRAINT "issued_forecast_shape_check" CHECK (
        cardinality("mean") >= 1 AND cardinality("median") = cardinality("mean")
        AND cardinality("quantiles") % cardinality("mean") = 0
    ),
    ADD CONSTRAINT "issued_forecast_reason_check" CHECK (("reason" IS NULL) = ("detail" IS NULL));

ALTER TABLE "forecast_export"
    ADD CONSTRAINT "forecast_export_format_check" CHECK ("format" IN ('csv', 'csv-gz', 'parquet')),
    ADD CONSTRAINT "forecast_export_size_check" CHECK ("rows" >= 0 AND "bytes" >= 0);
