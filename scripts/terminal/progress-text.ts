import type { Progress } from '../../server/application/telemetry.ts';
import { formatBytes, formatCount, formatDuration } from './numbers.ts';

/** How far the work is: `1,200 of 4,800 rows`, or `1,200 rows` while the total is unknown; then the time left. */
export function progressText({ done, total, unit, rows, secondsLeft, loss }: Progress): string {
  const shown = unit === 'bytes' ? formatBytes : formatCount;
  const name = unit === 'bytes' ? '' : ` ${unit}`;
  const extent = total === null ? shown(done) : `${shown(done)} of ${shown(total)}`;
  const read = rows === undefined ? '' : `, ${formatCount(rows)} rows`;
  const learned = loss === undefined ? '' : `, loss ${loss.toFixed(4)}`;
  const left = secondsLeft === undefined ? '' : `, ${formatDuration(1000 * secondsLeft)} left`;
  return `${extent}${name}${read}${learned}${left}`;
}

/** Whole per cent of the work that is done, 100 only when all of it is; null while the total is unknown. */
export function percentDone({ done, total }: Progress): number | null {
  if (total === null) return null;
  return total <= 0 ? 100 : Math.min(100, Math.floor((done / total) * 100));
}
