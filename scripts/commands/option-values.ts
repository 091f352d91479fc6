import { InvalidArgumentError } from 'commander';

import {
  type JobKindName,
  jobKinds,
  type JobStatus,
  jobStatuses,
} from '../../server/application/jobs/index.ts';

const digits = /^\d+$/;

/** Parses a whole number between two bounds, both included. */
export function wholeNumber(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (digits.test(text) && value >= minimum && value <= maximum) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${minimum} to ${maximum}.`);
  };
}

/** Parses comma-separated whole numbers between two bounds, both included. */
export function wholeNumbers(
  minimum: number,
  maximum: number,
): (text: string) => readonly number[] {
  const parse = wholeNumber(minimum, maximum);
  return (text) => texts(text).map(parse);
}

/** Parses comma-separated texts, as `CA_1,CA_2`. */
export function texts(text: string): readonly string[] {
  const values = text.split(',').flatMap((value) => value.trim() || []);
  if (values.length > 0) return values;
  throw new InvalidArgumentError('Expected one value or several, separated by commas.');
}

/** Parses comma-separated quantile levels, as `0.1,0.5,0.9`. */
export function quantileLevels(text: string): readonly number[] {
  return texts(text).map((value) => {
    const level = Number(value);
    if (level > 0 && level < 1) return level;
    throw new InvalidArgumentError(
      'Expected levels between 0 and 1, separated by commas, as 0.1,0.5,0.9.',
    );
  });
}

/** Parses an instant, as `2026-01-31T12:00:00Z`. */
export function instant(text: string): Date {
  const value = new Date(text);
  if (/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(text) && !Number.isNaN(value.getTime())) {
    return value;
  }
  throw new InvalidArgumentError(
    'Expected an instant with its time zone, as 2026-01-31T12:00:00Z.',
  );
}

/** Parses comma-separated kinds of jobs, as `backtest,train`. */
export const kindNames: (text: string) => readonly JobKindName[] = namesAmong(jobKinds);

/** Parses comma-separated states of jobs, as `queued,running`. */
export const statusNames: (text: string) => readonly JobStatus[] = namesAmong(jobStatuses);

function namesAmong<Name extends string>(
  known: readonly Name[],
): (text: string) => readonly Name[] {
  return (text) =>
    texts(text).map((value) => {
      const name = known.find((one) => one === value);
      if (name !== undefined) return name;
      throw new InvalidArgumentError(`Expected some of ${known.join(', ')}.`);
    });
}
