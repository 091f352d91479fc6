import { type Attributes, metrics, type ObservableCallback } from '@opentelemetry/api';

import type { Metrics } from '../application/metrics.ts';
import { release } from '../release.ts';
import { counters, durationBuckets, durations, gauges } from './metric-descriptions.ts';

/** The metrics over the global OpenTelemetry provider, which must have been started before; without one they cost nothing. */
export function openTelemetryMetrics(): Metrics {
  const meter = metrics.getMeter('forecastle', release);
  const advice = { explicitBucketBoundaries: durationBuckets };
  const counterOf = made(counters, (name, options) => meter.createCounter(name, options));
  const histogramOf = made(durations, (name, options) =>
    meter.createHistogram(name, { ...options, advice }),
  );
  const gaugeOf = made(gauges, (name, options) => meter.createObservableGauge(name, options));
  return {
    count: (name, by, attributes) => {
      counterOf[name].add(by, plain(attributes));
    },
    record: (name, seconds, attributes) => {
      histogramOf[name].record(seconds, plain(attributes));
    },
    observe: (name, read) => {
      const callback: ObservableCallback = (result) => {
        for (const { value, attributes } of read()) result.observe(value, plain(attributes));
      };
      gaugeOf[name].addCallback(callback);
      return {
        [Symbol.dispose]: () => {
          gaugeOf[name].removeCallback(callback);
        },
      };
    },
  };
}

/** One instrument for each description. */
function made<Name extends string, Description, Instrument>(
  descriptions: Readonly<Record<Name, Description>>,
  make: (name: Name, description: Description) => Instrument,
): Readonly<Record<Name, Instrument>> {
  const instruments = Object.entries<Description>(descriptions).map(([name, description]) => [
    name,
    // The names are the keys of the table.
    make(name as Name, description),
  ]);
  return Object.fromEntries(instruments) as Record<Name, Instrument>;
}

/** Interfaces have no index signature; the values are texts and numbers. */
function plain(attributes: object): Attributes {
  return { ...attributes };
}
