-- CreateTable
CREATE TABLE "backtest_lease" (
    "run_id" INTEGER NOT NULL,
    "window" INTEGER NOT NULL,
    "model" VARCHAR(200) NOT NULL,
    "holder" VARCHAR(64) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "backtest_lease_pkey" PRIMARY KEY ("run_id","window","model")
);

-- CreateTable
CREATE TABLE "job" (
    "id" SERIAL NOT NULL,
    "kind" VARCHAR(32) NOT NULL,
    "dataset_id" INTEGER NOT NULL,
    "input" JSONB NOT NULL,
    "request_sha256" CHAR(64) NOT NULL,
    "idempotency_key" VARCHAR(200),
    "status" VARCHAR(16) NOT NULL DEFAULT 'queued',
    "priority" SMALLINT NOT NULL,
    "turn" INTEGER NOT NULL,
    "deadline_at" TIMESTAMPTZ(3),
    "budget" DOUBLE PRECISION,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "stage" VARCHAR(32) NOT NULL DEFAULT 'queued',
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER,
    "unit" VARCHAR(32) NOT NULL DEFAULT '',
    "details" JSONB NOT NULL DEFAULT '{}',
    "revision" INTEGER NOT NULL DEFAULT 0,
    "cancel_requested_at" TIMESTAMPTZ(3),
    "error" JSONB,
    "result" JSONB,
    "cpu_seconds" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "wall_seconds" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "peak_memory_bytes" BIGINT NOT NULL DEFAULT 0,
    "values_read" BIGINT NOT NULL DEFAULT 0,
    "item_windows" BIGINT NOT NULL DEFAULT 0,
    "price" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "traceparent" VARCHAR(64),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "job_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "job_idempotency_key_key" ON "job"("idempotency_key");

-- CreateIndex
CREATE INDEX "job_dataset_id_id_idx" ON "job"("dataset_id", "id");

-- CreateIndex
CREATE INDEX "job_status_idx" ON "job"("status");

-- AddForeignKey
ALTER TABLE "backtest_lease" ADD CONSTRAINT "backtest_lease_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "backtest_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job" ADD CONSTRAINT "job_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Rules that the Prisma schema cannot express
ALTER TABLE "job"
    ADD CONSTRAINT "job_status_check" CHECK (
        "status" IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')
    ),
    ADD CONSTRAINT "job_finished_check" CHECK (
        ("status" IN ('succeeded', 'failed', 'cancelled')) = ("finished_at" IS NOT NULL)
    ),
    ADD CONSTRAINT "job_result_check" CHECK (("status" = 'succeeded') = ("result" IS NOT NULL)),
    ADD CONSTRAINT "job_progress_check" CHECK ("done" >= 0 AND "attempts" >= 0);

-- Progress never falls, and every change raises the revision: who follows a job sees it go forwards only.
CREATE FUNCTION "advance_job"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW."revision" := OLD."revision" + 1;
    NEW."done" := GREATEST(OLD."done", NEW."done");
    RETURN NEW;
END
$$;

CREATE TRIGGER "job_advance" BEFORE UPDATE ON "job"
    FOR EACH ROW EXECUTE FUNCTION "advance_job"();

-- Every process that answers hears of every change.
CREATE FUNCTION "notify_job"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('forecastle_job', NEW."id"::text);
    RETURN NULL;
END
$$;

CREATE TRIGGER "job_notify" AFTER INSERT OR UPDATE ON "job"
    FOR EACH ROW EXECUTE FUNCTION "notify_job"();
