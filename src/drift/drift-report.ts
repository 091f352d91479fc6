import type { DriftFinding, DriftKind } from './drift-finding.ts';

/** How much of a level has changed; where many segments have, the whole has. */
export interface LevelDrift {
  readonly level: string;
  readonly segments: number;
  /** Segments with a finding. */
  readonly drifted: number;
}

/** What has changed in a dataset by one period. */
export interface DriftReport {
  /** The last period that was looked at. */
  readonly checkedThrough: number;
  /** Whether there was a year before to tell the season from. */
  readonly isSeasonKnown: boolean;
  /** Kinds that the history was long enough to look for, and the prices there. */
  readonly judged: readonly DriftKind[];
  /** Levels of segments, in their order; single items are not among them. */
  readonly levels: readonly LevelDrift[];
  /** Segments in the order of the levels, then items, those first that exceed their threshold most. */
  readonly findings: readonly DriftFinding[];
  /** Findings on items that are left out because there are too many. */
  readonly omittedItems: number;
}
