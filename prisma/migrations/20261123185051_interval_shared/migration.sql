-- AlterTable
ALTER TABLE "backtest_score" ADD COLUMN     "interval_shared" DOUBLE PRECISION[];
