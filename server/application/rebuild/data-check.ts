/** What is looked at before a model is trained on a dataset, in the order in which it is reported. */
export const dataChecks = [
  'history',
  'items',
  'unknown',
  'audit',
  'prices',
  'events',
  'freshness',
  'origin',
] as const;
export type DataCheckName = (typeof dataChecks)[number];

/** One check: `refused` means that training makes no sense, `warning` that people should know. */
export interface DataCheck {
  readonly check: DataCheckName;
  readonly state: 'passed' | 'warning' | 'refused';
  /** One sentence: what was found, and what was needed or follows from it. */
  readonly found: string;
}
