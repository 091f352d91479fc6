-- CreateTable
CREATE TABLE "scenario" (
    "id" SERIAL NOT NULL,
    "dataset_id" INTEGER NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "content_sha256" CHAR(64) NOT NULL,
    "content" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "scenario_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "scenario_dataset_id_id_idx" ON "scenario"("dataset_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "scenario_dataset_id_content_sha256_key" ON "scenario"("dataset_id", "content_sha256");

-- AddForeignKey
ALTER TABLE "scenario" ADD CONSTRAINT "scenario_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;
