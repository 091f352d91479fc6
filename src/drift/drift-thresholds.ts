/** When a shift of a weekly figure counts. */
export interface ShiftRule {
  /** Least size, in the unit of the figure (a logarithm for level, price and listing). */
  readonly effect: number;
  /** Least CUSUM of the standardised errors, for a level of ten segments. */
  readonly decision: number;
  /** Errors are not taken to be smaller than this, in the unit of the figure. */
  readonly leastSpread: number;
  /** Weeks that the shift must have lasted. */
  readonly leastWeeks: number;
}

/** When a weekly pattern counts as another one. */
export interface PatternRule {
  /** Least relative change of how far the days stand out. */
  readonly effect: number;
  /** Least change in standard deviations of those of earlier checks. */
  readonly spreads: number;
}

/** When silence counts as death. Days are translated to periods. */
export interface DeadRule {
  /** Least days without demand. */
  readonly days: number;
  /** Least length, in multiples of the longest gap of the year before. */
  readonly multiple: number;
  /** Least units that were to be expected meanwhile. */
  readonly expected: number;
}

/**
 * Chosen on M5's sample, as sensitive as a year of ordinary weeks allows. Figures of 2015 and 2016 were seen meanwhile, so that
 * they are no test of them (docs/monitoring.md).
 */
export const driftThresholds = {
  level: { effect: 0.18, decision: 6, leastSpread: 0.03, leastWeeks: 2 },
  zeroShare: { effect: 0.08, decision: 6, leastSpread: 0.01, leastWeeks: 2 },
  price: { effect: 0.1, decision: 6, leastSpread: 0.01, leastWeeks: 1 },
  listing: { effect: 0.2, decision: 6, leastSpread: 0.02, leastWeeks: 1 },
  pattern: { effect: 0.6, spreads: 3.5 },
  deadSegment: { days: 3, multiple: 2, expected: 10 },
  deadItem: { days: 14, multiple: 2, expected: 10 },
  /** Least demand of four weeks, in multiples of that of the weeks before. */
  ramp: 2,
} satisfies {
  readonly level: ShiftRule;
  readonly zeroShare: ShiftRule;
  readonly price: ShiftRule;
  readonly listing: ShiftRule;
  readonly pattern: PatternRule;
  readonly deadSegment: DeadRule;
  readonly deadItem: DeadRule;
  readonly ramp: number;
};

export type DriftThresholds = typeof driftThresholds;
