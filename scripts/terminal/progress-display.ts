import type { OnProgress } from '../../server/application/telemetry.ts';

/** Shows the progress of long work until `finish`. */
export interface ProgressDisplay {
  readonly report: OnProgress;
  finish(): void;
}
