import type { z } from 'zod';

import { integer, number } from './rules.ts';

/** Thresholds of alerts, as environment variables. */
export const alertEnvironment = {
  ALERT_MAX_WAPE_OVER_BASELINE_PERCENT: number(0, 1000)
    .default(15)
    .describe(
      'how much larger than in the backtest the WAPE of issued forecasts may be before there is an alert',
    ),
  ALERT_MAX_BIAS_PERCENT: number(0, 1000)
    .default(10)
    .describe('bias of issued forecasts, either way, above which there is an alert'),
  ALERT_MAX_COVERAGE_ERROR_POINTS: number(0, 100)
    .default(10)
    .describe(
      'points that the coverage of an interval may be off, either way, before there is an alert',
    ),
  ALERT_MAX_DRIFTED_PERCENT: number(0, 100)
    .default(20)
    .describe('share of the segments of a level that may drift before there is an alert'),
  ALERT_MAX_DEGRADED_PERCENT: number(0, 100)
    .default(5)
    .describe('share of forecasts that may come from a fallback before there is an alert'),
  ALERT_MAX_LATENCY_MS: number(1, 600_000)
    .default(500)
    .describe('95th percentile of latency above which there is an alert'),
  ALERT_SERVING_MINUTES: integer(1, 1440)
    .default(15)
    .describe('minutes over which latency and the share of fallbacks are measured'),
  ALERT_SERVING_MIN_REQUESTS: integer(1, 1_000_000)
    .default(20)
    .describe('requests of a dataset in those minutes below which nothing follows from them'),
  ALERT_MAX_DATA_AGE_HOURS: integer(0, 100_000)
    .default(24)
    .describe('complete hours without data, in hourly datasets, above which there is an alert'),
  ALERT_MAX_DATA_AGE_DAYS: integer(0, 10_000)
    .default(3)
    .describe('complete days without data, in daily datasets, above which there is an alert'),
  ALERT_MAX_DATA_AGE_WEEKS: integer(0, 1000)
    .default(1)
    .describe('complete weeks without data, in weekly datasets, above which there is an alert'),
  ALERT_MAX_DATA_AGE_MONTHS: integer(0, 1000)
    .default(1)
    .describe('complete months without data, in monthly datasets, above which there is an alert'),
  ALERT_MAX_MODEL_AGE_DAYS: integer(0, 10_000)
    .default(90)
    .describe('days of data that a champion may not have seen before there is an alert'),
  ALERT_MAX_JOB_FAILURES: integer(0, 1000)
    .default(0)
    .describe('failures of a job since it last succeeded, above which there is an alert'),
  ALERT_MAX_JOB_DELAY_MINUTES: integer(0, 100_000)
    .default(60)
    .describe('minutes that a job may start late before there is an alert'),
};

type Values = {
  readonly [Name in keyof typeof alertEnvironment]: z.output<(typeof alertEnvironment)[Name]>;
};

/** Above which values there is an alert. */
export interface AlertSettings {
  readonly alertMaxWapeOverBaselinePercent: number;
  readonly alertMaxBiasPercent: number;
  readonly alertMaxCoverageErrorPoints: number;
  readonly alertMaxDriftedPercent: number;
  readonly alertMaxDegradedPercent: number;
  readonly alertMaxLatencyMs: number;
  readonly alertServingMinutes: number;
  readonly alertServingMinRequests: number;
  readonly alertMaxDataAgeHours: number;
  readonly alertMaxDataAgeDays: number;
  readonly alertMaxDataAgeWeeks: number;
  readonly alertMaxDataAgeMonths: number;
  readonly alertMaxModelAgeDays: number;
  readonly alertMaxJobFailures: number;
  readonly alertMaxJobDelayMinutes: number;
}

export function alertSettings(value: Values): AlertSettings {
  return {
    alertMaxWapeOverBaselinePercent: value.ALERT_MAX_WAPE_OVER_BASELINE_PERCENT,
    alertMaxBiasPercent: value.ALERT_MAX_BIAS_PERCENT,
    alertMaxCoverageErrorPoints: value.ALERT_MAX_COVERAGE_ERROR_POINTS,
    alertMaxDriftedPercent: value.ALERT_MAX_DRIFTED_PERCENT,
    alertMaxDegradedPercent: value.ALERT_MAX_DEGRADED_PERCENT,
    alertMaxLatencyMs: value.ALERT_MAX_LATENCY_MS,
    alertServingMinutes: value.ALERT_SERVING_MINUTES,
    alertServingMinRequests: value.ALERT_SERVING_MIN_REQUESTS,
    alertMaxDataAgeHours: value.ALERT_MAX_DATA_AGE_HOURS,
    alertMaxDataAgeDays: value.ALERT_MAX_DATA_AGE_DAYS,
    alertMaxDataAgeWeeks: value.ALERT_MAX_DATA_AGE_WEEKS,
    alertMaxDataAgeMonths: value.ALERT_MAX_DATA_AGE_MONTHS,
    alertMaxModelAgeDays: value.ALERT_MAX_MODEL_AGE_DAYS,
    alertMaxJobFailures: value.ALERT_MAX_JOB_FAILURES,
    alertMaxJobDelayMinutes: value.ALERT_MAX_JOB_DELAY_MINUTES,
  };
}
