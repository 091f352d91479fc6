/** The named checks of a data audit, in the order in which they are reported. */
export const auditChecks = [
  'duplicates',
  'gaps',
  'negatives',
  'non-numeric',
  'unknown-items',
  'future-dates',
  'spikes',
  'leading-zeros',
  'all-zero',
] as const;
export type AuditCheckName = (typeof auditChecks)[number];

/** What one check found. `examples` names at most 5 of the `count` places. */
export interface AuditFinding {
  readonly check: AuditCheckName;
  /** What is counted: `values`, `rows` or `items`. */
  readonly unit: 'values' | 'rows' | 'items';
  readonly count: number;
  readonly examples: readonly string[];
}

/** The audit of one ingestion; every check is present, also with count 0. */
export interface Audit {
  readonly findings: readonly AuditFinding[];
}
