-- CreateTable
CREATE TABLE "schedule" (
    "id" SERIAL NOT NULL,
    "name" VARCHAR(64) NOT NULL,
    "dataset_id" INTEGER NOT NULL,
    "kind" VARCHAR(32) NOT NULL,
    "cron" VARCHAR(200) NOT NULL,
    "time_zone" VARCHAR(100) NOT NULL,
    "settings" JSONB NOT NULL,
    "is_paused" BOOLEAN NOT NULL,
    "watched_since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "schedule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "schedule_run" (
    "id" SERIAL NOT NULL,
    "schedule_id" INTEGER NOT NULL,
    "planned_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" VARCHAR(16) NOT NULL,
    "job_id" INTEGER,
    "detail" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "schedule_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "serving_minute" (
    "minute" TIMESTAMPTZ(0) NOT NULL,
    "dataset_id" INTEGER NOT NULL,
    "requests" INTEGER NOT NULL,
    "forecasts" INTEGER NOT NULL,
    "degraded" INTEGER NOT NULL,
    "latency_counts" INTEGER[],

    CONSTRAINT "serving_minute_pkey" PRIMARY KEY ("minute","dataset_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "schedule_name_key" ON "schedule"("name");

-- CreateIndex
CREATE UNIQUE INDEX "schedule_dataset_id_kind_key" ON "schedule"("dataset_id", "kind");

-- CreateIndex
CREATE INDEX "schedule_run_job_id_idx" ON "schedule_run"("job_id");

-- CreateIndex
CREATE UNIQUE INDEX "schedule_run_schedule_id_planned_at_key" ON "schedule_run"("schedule_id", "planned_at");

-- CreateIndex
CREATE INDEX "serving_minute_dataset_id_idx" ON "serving_minute"("dataset_id");

-- AddForeignKey
ALTER TABLE "schedule" ADD CONSTRAINT "schedule_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "schedule_run" ADD CONSTRAINT "schedule_run_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "schedule"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "schedule_run" ADD CONSTRAINT "schedule_run_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "job"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "serving_minute" ADD CONSTRAINT "serving_minute_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Rules that the Prisma schema cannot express
ALTER TABLE "schedule_run"
    ADD CONSTRAINT "schedule_run_outcome_check" CHECK ("outcome" IN ('due', 'started', 'skipped', 'failed')),
    ADD CONSTRAINT "schedule_run_detail_check" CHECK (("outcome" IN ('skipped', 'failed')) = ("detail" IS NOT NULL));
ALTER TABLE "serving_minute"
    ADD CONSTRAINT "serving_minute_counts_check" CHECK ("degraded" BETWEEN 0 AND "forecasts" AND "requests" > 0);
