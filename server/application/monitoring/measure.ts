import type { Frequency } from '#core/calendar';

import type { Observation } from './observation.ts';
import type { AlertThresholds } from './thresholds.ts';

/** An observation as one number beside its threshold, and the parts of its message. */
export interface Measure {
  readonly value: number;
  readonly threshold: number;
  /** A sentence without its full stop, such as `WAPE is 80.0 %`. */
  readonly found: string;
  readonly expected: string;
  readonly advice: string;
}

const periodNames = {
  hourly: 'hour(s)',
  daily: 'day(s)',
  weekly: 'week(s)',
  monthly: 'month(s)',
} satisfies Record<Frequency, string>;

function maxDataAge(frequency: Frequency, thresholds: AlertThresholds): number {
  switch (frequency) {
    case 'hourly':
      return thresholds.alertMaxDataAgeHours;
    case 'daily':
      return thresholds.alertMaxDataAgeDays;
    case 'weekly':
      return thresholds.alertMaxDataAgeWeeks;
    case 'monthly':
      return thresholds.alertMaxDataAgeMonths;
  }
}

const percent = (ratio: number) => `${(ratio * 100).toFixed(1)} %`;

/** The threshold that counts for an observation. A share of nothing is 0: there is nothing wrong with it. */
export function measure(observation: Observation, thresholds: AlertThresholds): Measure {
  switch (observation.kind) {
    case 'ACCURACY': {
      const { wape, baselineWape } = observation;
      const threshold = thresholds.alertMaxWapeOverBaselinePercent;
      return {
        value: (wape / baselineWape - 1) * 100,
        threshold,
        found: `WAPE of issued forecasts is ${percent(wape)}`,
        expected: `at most ${threshold} % above the ${percent(baselineWape)} of the backtest`,
        advice: 'Look for the segment that errs, then retrain or roll back',
      };
    }
    case 'BIAS': {
      const threshold = thresholds.alertMaxBiasPercent;
      return {
        value: Math.abs(observation.bias) * 100,
        threshold,
        found: `Forecasts are ${percent(Math.abs(observation.bias))} too ${observation.bias > 0 ? 'high' : 'low'}`,
        expected: `at most ${threshold} % either way`,
        advice: 'Check demand for a shift and stock-outs, then retrain',
      };
    }
    case 'COVERAGE': {
      const { nominal, coverage } = observation;
      const threshold = thresholds.alertMaxCoverageErrorPoints;
      return {
        value: Math.abs(coverage - nominal) * 100,
        threshold,
        found: `${percent(coverage)} of actuals lie inside of intervals of ${percent(nominal)}`,
        expected: `at most ${threshold} points off`,
        advice: 'Run a backtest to calibrate the intervals again',
      };
    }
    case 'DRIFT': {
      const { drifted, segments, subject } = observation;
      const threshold = thresholds.alertMaxDriftedPercent;
      return {
        value: shareInPercent(drifted, segments),
        threshold,
        found: `${drifted} of ${segments} segments of level ${subject} drifted`,
        expected: `at most ${threshold} %`,
        advice: 'Read the drift report, then decide whether to retrain',
      };
    }
    case 'DEGRADED_RATIO': {
      const { degraded, forecasts } = observation;
      const threshold = thresholds.alertMaxDegradedPercent;
      return {
        value: shareInPercent(degraded, forecasts),
        threshold,
        found: `${degraded} of ${forecasts} forecasts came from a fallback`,
        expected: `at most ${threshold} %`,
        advice: 'Look up their reasons and repair the model',
      };
    }
    case 'LATENCY': {
      const threshold = thresholds.alertMaxLatencyMs;
      return {
        value: observation.milliseconds,
        threshold,
        found: `The 95th percentile of latency is ${observation.milliseconds.toFixed(0)} ms`,
        expected: `at most ${threshold} ms`,
        advice: 'Look at queues, the database and the cores',
      };
    }
    case 'DATA_STALE': {
      const { periods, frequency } = observation;
      const threshold = maxDataAge(frequency, thresholds);
      return {
        value: periods,
        threshold,
        found: `${periods} complete ${periodNames[frequency]} have no data yet`,
        expected: `at most ${threshold}`,
        advice: 'Run the ingestion that is missing',
      };
    }
    case 'MODEL_STALE': {
      const threshold = thresholds.alertMaxModelAgeDays;
      return {
        value: observation.days,
        threshold,
        found: `The model has not seen the last ${observation.days} day(s) of data`,
        expected: `at most ${threshold}`,
        advice: 'Train a new version and promote it',
      };
    }
    case 'JOB_FAILED': {
      const { failures, lastError } = observation;
      const threshold = thresholds.alertMaxJobFailures;
      return {
        value: failures,
        threshold,
        found: `The job failed ${failures} time(s) since it last succeeded, with: ${lastError}`,
        expected: `at most ${threshold}`,
        advice: 'Correct the cause and start it again',
      };
    }
    case 'JOB_MISSED': {
      const threshold = thresholds.alertMaxJobDelayMinutes;
      return {
        value: observation.minutes,
        threshold,
        found: `The job should have started ${observation.minutes.toFixed(0)} minute(s) ago`,
        expected: `at most ${threshold}`,
        advice: 'Check that a worker runs',
      };
    }
  }
}

function shareInPercent(part: number, whole: number): number {
  return whole === 0 ? 0 : (part / whole) * 100;
}
