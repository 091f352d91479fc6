-- AlterTable
ALTER TABLE "dataset" ADD COLUMN     "default_model" VARCHAR(200);
