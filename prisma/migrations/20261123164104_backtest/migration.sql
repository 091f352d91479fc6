-- CreateTable
CREATE TABLE "backtest_run" (
    "id" SERIAL NOT NULL,
    "dataset_id" INTEGER NOT NULL,
    "config_hash" CHAR(64) NOT NULL,
    "config" JSONB NOT NULL,
    "dataset_version" CHAR(64) NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "item_ids" INTEGER[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "completed_at" TIMESTAMPTZ(3),
    "result_hash" CHAR(64),

    CONSTRAINT "backtest_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backtest_window" (
    "run_id" INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    "cutoff" INTEGER NOT NULL,
    "fit_cutoff" INTEGER NOT NULL,
    "item_count" INTEGER[],
    "item_actual" DOUBLE PRECISION[],
    "item_absolute_actual" DOUBLE PRECISION[],

    CONSTRAINT "backtest_window_pkey" PRIMARY KEY ("run_id","index")
);

-- CreateTable
CREATE TABLE "backtest_unit" (
    "id" SERIAL NOT NULL,
    "run_id" INTEGER NOT NULL,
    "window" INTEGER NOT NULL,
    "model" VARCHAR(200) NOT NULL,
    "seconds" DOUBLE PRECISION NOT NULL,
    "completed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "result_hash" CHAR(64) NOT NULL,
    "item_error" DOUBLE PRECISION[],
    "item_absolute_error" DOUBLE PRECISION[],
    "item_squared_error" DOUBLE PRECISION[],
    "item_median_absolute_error" DOUBLE PRECISION[],

    CONSTRAINT "backtest_unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backtest_score" (
    "unit_id" INTEGER NOT NULL,
    "rank" SMALLINT NOT NULL,
    "level" VARCHAR(200) NOT NULL,
    "series" INTEGER NOT NULL,
    "unscaled" INTEGER NOT NULL,
    "wrmsse" DOUBLE PRECISION,
    "wspl" DOUBLE PRECISION,
    "rmsse" DOUBLE PRECISION,
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
    "interval_width" DOUBLE PRECISION[],

    CONSTRAINT "backtest_score_pkey" PRIMARY KEY ("unit_id","rank")
);

-- CreateIndex
CREATE UNIQUE INDEX "backtest_run_config_hash_key" ON "backtest_run"("config_hash");

-- CreateIndex
CREATE INDEX "backtest_run_dataset_id_idx" ON "backtest_run"("dataset_id");

-- CreateIndex
CREATE UNIQUE INDEX "backtest_unit_run_id_window_model_key" ON "backtest_unit"("run_id", "window", "model");

-- AddForeignKey
ALTER TABLE "backtest_run" ADD CONSTRAINT "backtest_run_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backtest_window" ADD CONSTRAINT "backtest_window_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "backtest_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backtest_unit" ADD CONSTRAINT "backtest_unit_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "backtest_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backtest_score" ADD CONSTRAINT "backtest_score_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "backtest_unit"("id") ON DELETE CASCADE ON UPDATE CASCADE;
