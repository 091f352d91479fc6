-- CreateTable
CREATE TABLE "model" (
    "id" SERIAL NOT NULL,
    "name" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_version" (
    "id" SERIAL NOT NULL,
    "model_id" INTEGER NOT NULL,
    "version" VARCHAR(64) NOT NULL,
    "sha256" CHAR(64) NOT NULL,
    "signed_by" VARCHAR(64) NOT NULL,
    "bytes" BIGINT NOT NULL,
    "manifest" JSONB NOT NULL,
    "registered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_alias" (
    "model_id" INTEGER NOT NULL,
    "alias" VARCHAR(32) NOT NULL,
    "version_id" INTEGER NOT NULL,

    CONSTRAINT "model_alias_pkey" PRIMARY KEY ("model_id","alias")
);

-- CreateTable
CREATE TABLE "model_move" (
    "id" SERIAL NOT NULL,
    "model_id" INTEGER NOT NULL,
    "alias" VARCHAR(32) NOT NULL,
    "action" VARCHAR(32) NOT NULL,
    "from_version_id" INTEGER,
    "to_version_id" INTEGER NOT NULL,
    "actor" VARCHAR(200) NOT NULL,
    "reason" VARCHAR(2000) NOT NULL,
    "forced" BOOLEAN NOT NULL,
    "gate" JSONB,
    "idempotency_key" VARCHAR(200),
    "request_sha256" CHAR(64),
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_move_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "model_name_key" ON "model"("name");

-- CreateIndex
CREATE UNIQUE INDEX "model_version_model_id_version_key" ON "model_version"("model_id", "version");

-- CreateIndex
CREATE INDEX "model_alias_version_id_idx" ON "model_alias"("version_id");

-- CreateIndex
CREATE UNIQUE INDEX "model_move_idempotency_key_key" ON "model_move"("idempotency_key");

-- CreateIndex
CREATE INDEX "model_move_model_id_id_idx" ON "model_move"("model_id", "id");

-- CreateIndex
CREATE INDEX "model_move_from_version_id_idx" ON "model_move"("from_version_id");

-- CreateIndex
CREATE INDEX "model_move_to_version_id_idx" ON "model_move"("to_version_id");

-- AddForeignKey
ALTER TABLE "model_version" ADD CONSTRAINT "model_version_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "model"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_alias" ADD CONSTRAINT "model_alias_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "model"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_alias" ADD CONSTRAINT "model_alias_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "model_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_move" ADD CONSTRAINT "model_move_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "model"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_move" ADD CONSTRAINT "model_move_from_version_id_fkey" FOREIGN KEY ("from_version_id") REFERENCES "model_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_move" ADD CONSTRAINT "model_move_to_version_id_fkey" FOREIGN KEY ("to_version_id") REFERENCES "model_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Rules that the Prisma schema cannot express
ALTER TABLE "model" ADD CONSTRAINT "model_name_check" CHECK ("name" ~ '^[a-z0-9]+(-[a-z0-9]+)*$');

ALTER TABLE "model_version"
    ADD CONSTRAINT "model_version_sha256_check" CHECK ("sha256" ~ '^[0-9a-f]{64}$'),
    ADD CONSTRAINT "model_version_bytes_check" CHECK ("bytes" >= 0);

ALTER TABLE "model_alias"
    ADD CONSTRAINT "model_alias_alias_check" CHECK ("alias" IN ('champion', 'challenger'));

ALTER TABLE "model_move"
    ADD CONSTRAINT "model_move_alias_check" CHECK ("alias" IN ('champion', 'challenger')),
    ADD CONSTRAINT "model_move_action_check" CHECK ("action" IN ('promote', 'rollback')),
    ADD CONSTRAINT "model_move_reason_check" CHECK ("actor" <> '' AND "reason" <> ''),
    ADD CONSTRAINT "model_move_gate_check" CHECK (("action" = 'promote') = ("gate" IS NOT NULL)),
    ADD CONSTRAINT "model_move_versions_check" CHECK ("from_version_id" <> "to_version_id"),
    ADD CONSTRAINT "model_move_idempotency_check" CHECK (
        ("idempotency_key" IS NULL) = ("request_sha256" IS NULL)
    );

-- The ledger and the hashes of versions are evidence: whoever connects can add to them and change nothing.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'table % is append-only: % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER "model_move_append_only"
    BEFORE UPDATE OR DELETE OR TRUNCATE ON "model_move"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

CREATE TRIGGER "model_version_append_only"
    BEFORE UPDATE OR DELETE OR TRUNCATE ON "model_version"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
