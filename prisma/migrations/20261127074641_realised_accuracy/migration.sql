-- CreateTable
CREATE TABLE "realised_check" (
    "id" SERIAL NOT NULL,
    "dataset_id" INTEGER NOT NULL,
    "issue_id" INTEGER NOT NULL,
    "config_hash" CHAR(64) NOT NULL,
    "dataset_version" CHAR(64) NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "through" INTEGER NOT NULL,
    "items" INTEGER NOT NULL,
    "degraded" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "realised_check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "realised_score" (
    "check_id" INTEGER NOT NULL,
    "rank" SMALLINT NOT NULL,
    "level" VARCHAR(200) NOT NULL,
    "segment" VARCHAR(200),
    "series" INTEGER NOT NULL,
    "count" DOUBLE PRECISION[],
    "actual" DOUBLE PRECISION[],
    "absolute_actual" DOUBLE PRECISION[],
    "error" DOUBLE PRECISION[],
    "absolute_error" DOUBLE PRECISION[],
    "squared_error" DOUBLE PRECISION[],
    "median_absolute_error" DOUBLE PRECISION[],
    "baseline_absolute_error" DOUBLE PRECISION[],
    "interval_nominal" DOUBLE PRECISION[],
    "interval_count" INTEGER[],
    "interval_inside" INTEGER[],
    "interval_shared" DOUBLE PRECISION[],
    "interval_width" DOUBLE PRECISION[],

    CONSTRAINT "realised_score_pkey" PRIMARY KEY ("check_id","rank")
);

-- CreateIndex
CREATE UNIQUE INDEX "realised_check_config_hash_key" ON "realised_check"("config_hash");

-- CreateIndex
CREATE INDEX "realised_check_dataset_id_issue_id_idx" ON "realised_check"("dataset_id", "issue_id");

-- CreateIndex
CREATE INDEX "realised_check_issue_id_idx" ON "realised_check"("issue_id");

-- AddForeignKey
ALTER TABLE "realised_check" ADD CONSTRAINT "realised_check_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "realised_check" ADD CONSTRAINT "realised_check_issue_id_fkey" FOREIGN KEY ("issue_id") REFERENCES "forecast_issue"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "realised_score" ADD CONSTRAINT "realised_score_check_id_fkey" FOREIGN KEY ("check_id") REFERENCES "realised_check"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Rules that the Prisma schema cannot express
ALTER TABLE "realised_check"
    ADD CONSTRAINT "realised_check_counts_check" CHECK ("degraded" BETWEEN 0 AND "items");

ALTER TABLE "realised_score"
    ADD CONSTRAINT "realised_score_shape_check" CHECK (
        cardinality("count") >= 1
        AND cardinality("actual") = cardinality("count")
        AND cardinality("absolute_actual") = cardinality("count")
        AND cardinality("error") = cardinality("count")
        AND cardinality("absolute_error") = cardinality("count")
        AND cardinality("squared_error") = cardinality("count")
        AND cardinality("median_absolute_error") = cardinality("count")
        AND cardinality("baseline_absolute_error") = cardinality("count")
        AND cardinality("interval_count") = cardinality("interval_nominal")
        AND cardinality("interval_inside") = cardinality("interval_nominal")
        AND cardinality("interval_shared") = cardinality("interval_nominal")
        AND cardinality("interval_width") = cardinality("interval_nominal")
    );
