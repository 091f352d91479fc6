import { ForecastError } from '#core/errors';

/** What a global id names. */
export type NodeReference =
  | { readonly kind: 'Item'; readonly dataset: string; readonly key: string }
  | { readonly kind: 'Dataset'; readonly slug: string }
  | { readonly kind: 'Ingestion'; readonly dataset: string; readonly sequence: number }
  | { readonly kind: 'Model'; readonly name: string }
  | { readonly kind: 'ModelVersion'; readonly model: string; readonly version: string }
  | { readonly kind: 'Alert'; readonly id: number }
  | { readonly kind: 'Job'; readonly id: number }
  | { readonly kind: 'BacktestRun'; readonly id: number }
  | { readonly kind: 'ForecastIssue'; readonly id: number }
  | { readonly kind: 'Scenario'; readonly id: number };

const expected = 'an id that this API has returned';

/**
 * base64url of `Item:<dataset>:<key>`, `Dataset:<slug>`, `Ingestion:<dataset>:<sequence>`, `Model:<name>`,
 * `ModelVersion:<model>:<version>`, `Alert:<number>`, `Job:<number>`, `BacktestRun:<number>`,
 * `ForecastIssue:<number>` or `Scenario:<number>`.
 */
export function globalId(reference: NodeReference): string {
  return Buffer.from(plainId(reference)).toString('base64url');
}

function plainId(reference: NodeReference): string {
  switch (reference.kind) {
    case 'Item':
      return `Item:${reference.dataset}:${reference.key}`;
    case 'Dataset':
      return `Dataset:${reference.slug}`;
    case 'Ingestion':
      return `Ingestion:${reference.dataset}:${reference.sequence}`;
    case 'Model':
      return `Model:${reference.name}`;
    case 'ModelVersion':
      return `ModelVersion:${reference.model}:${reference.version}`;
    case 'Alert':
    case 'Job':
    case 'BacktestRun':
    case 'ForecastIssue':
    case 'Scenario':
      return `${reference.kind}:${reference.id}`;
  }
}

/** @throws ForecastError INVALID_ID for anything that `globalId` does not make. */
export function parseGlobalId(id: string): NodeReference {
  const plain = Buffer.from(id, 'base64url').toString('utf8');
  const [, kind = '', first = '', , rest = ''] = /^(\w+):([^:]+)(:(.+))?$/su.exec(plain) ?? [];
  const reference = referenceOf(kind, first, rest);
  if (reference === null || globalId(reference) !== id) throw invalid(id, expected);
  return reference;
}

/** @throws ForecastError INVALID_ID when the id is malformed or names something else than an item. */
export function parseItemId(id: string): { readonly dataset: string; readonly key: string } {
  const reference = parseGlobalId(id);
  if (reference.kind !== 'Item') throw invalid(id, 'the id of an item');
  return { dataset: reference.dataset, key: reference.key };
}

/** @throws ForecastError INVALID_ID when the id is malformed or names something else than a version of a model. */
export function parseModelVersionId(id: string): {
  readonly model: string;
  readonly version: string;
} {
  const reference = parseGlobalId(id);
  if (reference.kind !== 'ModelVersion') throw invalid(id, 'the id of a version of a model');
  return { model: reference.model, version: reference.version };
}

/** @throws ForecastError INVALID_ID when the id is malformed or names something else than an alert. */
export function parseAlertId(id: string): number {
  const reference = parseGlobalId(id);
  if (reference.kind !== 'Alert') throw invalid(id, 'the id of an alert');
  return reference.id;
}

/** @throws ForecastError INVALID_ID when the id is malformed or names something else than a job. */
export function parseJobId(id: string): number {
  const reference = parseGlobalId(id);
  if (reference.kind !== 'Job') throw invalid(id, 'the id of a job');
  return reference.id;
}

/** @throws ForecastError INVALID_ID when the id is malformed or names something else than a backtest. */
export function parseBacktestRunId(id: string): number {
  const reference = parseGlobalId(id);
  if (reference.kind !== 'BacktestRun') throw invalid(id, 'the id of a backtest');
  return reference.id;
}

/** @throws ForecastError INVALID_ID when the id is malformed or names something else than an issue of forecasts. */
export function parseForecastIssueId(id: string): number {
  const reference = parseGlobalId(id);
  if (reference.kind !== 'ForecastIssue') throw invalid(id, 'the id of an issue of forecasts');
  return reference.id;
}

/** @throws ForecastError INVALID_ID when the id is malformed or names something else than a scenario. */
export function parseScenarioId(id: string): number {
  const reference = parseGlobalId(id);
  if (reference.kind !== 'Scenario') throw invalid(id, 'the id of a scenario');
  return reference.id;
}

function referenceOf(kind: string, first: string, rest: string): NodeReference | null {
  if (kind === 'Item' && rest !== '') return { kind, dataset: first, key: rest };
  if (kind === 'Dataset' && rest === '') return { kind, slug: first };
  if (kind === 'Model' && rest === '') return { kind, name: first };
  if (kind === 'ModelVersion' && rest !== '') return { kind, model: first, version: rest };
  if (isNumbered(kind) && rest === '' && isNumber(first)) return { kind, id: Number(first) };
  if (kind === 'Ingestion' && isNumber(rest)) {
    return { kind, dataset: first, sequence: Number(rest) };
  }
  return null;
}

/** A number as the database gives them to rows. */
function isNumber(text: string): boolean {
  return /^[1-9]\d{0,8}$/.test(text);
}

function invalid(id: string, wanted: string): ForecastError {
  const shown = id.length > 80 ? `${id.slice(0, 80)}…` : id;
  return new ForecastError(
    'INVALID_ID',
    `"${shown}" is not ${wanted}. Take ids from the "id" field of items, datasets, ingestions, models, versions, alerts, jobs, backtests, issues or scenarios.`,
    { id: shown, expected: wanted },
  );
}

const numbered = ['Alert', 'Job', 'BacktestRun', 'ForecastIssue', 'Scenario'] as const;

function isNumbered(kind: string): kind is (typeof numbered)[number] {
  return numbered.some((one) => one === kind);
}
