import type { PeriodEvent } from '../covariates/index.ts';
import type { EventFeatures, FeatureSpec } from './feature-spec.ts';

/** Where an event writes its channels: `reach` is 0 for flags. */
interface Target {
  readonly offset: number;
  readonly reach: number;
}

/** Names of the channels, in the order in which `eventTarget` places them. */
export function eventChannelNames(
  { events, flags }: FeatureSpec,
  vocabulary: readonly string[],
): readonly string[] {
  // The last takes the events that the fit has not seen.
  const named = [...vocabulary.map((name) => `event.${name}`), 'event-other'];
  const names = events === null ? [] : named;
  const faces = events === null || events.reach === 0 ? ['on'] : ['on', 'before', 'after'];
  return [
    ...names.flatMap((name) => faces.map((face) => `${name}.${face}`)),
    ...flags.map((kind) => `flag.${kind}`),
  ];
}

/** Finds the channels of an event; null where it has none. */
export function eventTargets(
  { events, flags }: FeatureSpec,
  vocabulary: readonly string[],
): (event: PeriodEvent) => Target | null {
  const width = events === null || events.reach === 0 ? 1 : 3;
  const places = new Map(vocabulary.map((name, index) => [name, index * width]));
  const firstFlag = events === null ? 0 : (vocabulary.length + 1) * width;
  const flagPlaces = new Map(flags.map((kind, index) => [kind, firstFlag + index]));
  const silent = new Set(events?.except);
  const placeOf = (event: PeriodEvent, { by, reach }: EventFeatures): Target => ({
    offset: places.get(event[by]) ?? vocabulary.length * width,
    reach,
  });
  return (event) => {
    const flag = flagPlaces.get(event.kind);
    if (flag !== undefined) return { offset: flag, reach: 0 };
    return events === null || silent.has(event.kind) ? null : placeOf(event, events);
  };
}

/**
 * Writes one event into a row that lies `distance` periods after it (negative: before it), at most its reach: `on` 1, else `before` or
 * `after` from 1 beside the event down to 1 / reach at its end. The nearest of several events counts.
 */
export function writeEvent(
  values: Float32Array,
  at: number,
  { offset, reach }: Target,
  distance: number,
): void {
  if (distance === 0) {
    values[at + offset] = 1;
    return;
  }
  const near = Math.abs(distance);
  const place = at + offset + (distance < 0 ? 1 : 2);
  values[place] = Math.max(values[place]!, (reach + 1 - near) / reach);
}
