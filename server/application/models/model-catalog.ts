import { leaderboard, type LeaderboardEntry } from '#core/backtest';
import type { AnyForecaster } from '#core/models';

import type { BacktestStore } from '../backtests/index.ts';
import { pageSize } from '../catalog/index.ts';
import type { ArtifactProblem } from './artifact.ts';
import { cardOfBaseline, cardOfManifest, renderModelCard } from './card/index.ts';
import { type LevelMetrics, levelMetricsOf } from './level-metrics.ts';
import type { Manifest, ModelKind } from './manifest.ts';
import type { LedgerEntry, ModelAlias, RegisteredModel, RegisteredVersion } from './model.ts';
import type { ModelReference } from './model-reference.ts';
import type { BacktestFinder, ModelRegistry, ModelStore } from './ports.ts';

/** A model that forecasts can be asked for: learned, or a baseline that comes with the release. */
export interface Model {
  readonly name: string;
  readonly kind: ModelKind;
  readonly description: string;
  readonly champion: ModelVersion | null;
  readonly challenger: ModelVersion | null;
}

/** What a version is used for: `candidate` never had an alias, `retired` has none any more. */
export type VersionStatus = 'champion' | 'challenger' | 'candidate' | 'retired';

/** A version of a model; that of a baseline is the release, and has no artifact. */
export interface ModelVersion extends ModelReference {
  readonly kind: ModelKind;
  readonly artifactSha256: string | null;
  readonly manifest: Manifest | null;
  readonly status: VersionStatus;
  readonly registeredAt: Date | null;
  /** Its place among the versions of its model; grows with time. */
  readonly place: number;
}

/** What a look at the files of a version found just now. */
export interface Verification {
  readonly state: 'VERIFIED' | 'NO_ARTIFACT' | ArtifactProblem;
  /** The facts, where it is not usable. */
  readonly detail: string | null;
  /** Id of the key that signed; null where that is not known. */
  readonly signedBy: string | null;
}

/** Scores of a version, and where they come from. */
export interface VersionMetrics {
  /** `manifest`, or a stored backtest such as `backtest 12`; null where there are no scores. */
  readonly source: string | null;
  readonly levels: readonly LevelMetrics[];
}

/** One page, newest first; `hasMore` says whether older entries follow. */
export interface Page<Entry> {
  readonly entries: readonly Entry[];
  readonly hasMore: boolean;
}

/** What a page of a list starts behind, and how long it is. */
export interface PageRequest {
  readonly first: number | null;
  readonly before: number | null;
}

interface CatalogPorts {
  readonly registry: ModelRegistry;
  readonly store: ModelStore;
  readonly backtests: Pick<BacktestStore, 'find' | 'results'>;
  readonly finder: BacktestFinder;
  readonly forecasters: readonly AnyForecaster[];
}

/** Reads models and their versions: the learned ones of the registry beside the baselines of the release. */
export class ModelCatalog {
  readonly #ports: CatalogPorts;
  readonly #release: string;
  readonly #maxPageSize: number;
  readonly #baselines: ReadonlyMap<string, AnyForecaster>;
  #leaderboard: {
    readonly run: number;
    readonly entries: Promise<readonly LeaderboardEntry[]>;
  } | null = null;

  constructor(
    ports: CatalogPorts,
    { release, maxPageSize }: { readonly release: string; readonly maxPageSize: number },
  ) {
    this.#ports = ports;
    this.#release = release;
    this.#maxPageSize = maxPageSize;
    this.#baselines = new Map(ports.forecasters.map((forecaster) => [forecaster.name, forecaster]));
  }

  /** Learned models by name, then the baselines, simplest first. */
  async models(): Promise<readonly Model[]> {
    const learned = await this.#ports.registry.models();
    const versions = await this.#held(learned);
    return [
      ...learned.map((model) => learnedModel(model, versions)),
      ...[...this.#baselines.values()].map((forecaster) => this.#baseline(forecaster)),
    ];
  }

  async model(name: string): Promise<Model | null> {
    return (await this.models()).find((model) => model.name === name) ?? null;
  }

  async versions(references: readonly ModelReference[]): Promise<readonly (ModelVersion | null)[]> {
    const learned = references.filter(({ model }) => !this.#baselines.has(model));
    const found = learned.length === 0 ? [] : await this.#ports.registry.find(learned);
    return references.map((reference) => {
      const baseline = this.#baselines.get(reference.model);
      if (baseline !== undefined) {
        return reference.version === this.#release ? this.#baselineVersion(baseline) : null;
      }
      const row = found.find(
        ({ model, version }) => model === reference.model && version === reference.version,
      );
      return row === undefined ? null : learnedVersion(row);
    });
  }

  /** @throws ForecastError INVALID_INPUT, LIMIT_EXCEEDED for a page that is too small or too large. */
  async versionPage(model: string, { first, before }: PageRequest): Promise<Page<ModelVersion>> {
    const limit = pageSize(first, this.#maxPageSize);
    const baseline = this.#baselines.get(model);
    if (baseline !== undefined) {
      return { entries: before === null ? [this.#baselineVersion(baseline)] : [], hasMore: false };
    }
    const rows = await this.#ports.registry.versions({ model, before, limit: limit + 1 });
    return { entries: rows.slice(0, limit).map(learnedVersion), hasMore: rows.length > limit };
  }

  /**
   * The moves of a model's aliases, or only those to and from one version.
   * @throws ForecastError INVALID_INPUT, LIMIT_EXCEEDED for a page that is too small or too large.
   */
  async ledgerPage(
    { model, version }: { readonly model: string; readonly version: string | null },
    { first, before }: PageRequest,
  ): Promise<Page<LedgerEntry>> {
    const limit = pageSize(first, this.#maxPageSize);
    const rows = await this.#ports.registry.ledger({ model, version, before, limit: limit + 1 });
    return { entries: rows.slice(0, limit), hasMore: rows.length > limit };
  }

  /** Looks at the files of a version: nothing is believed of them that was not checked. */
  async verify(version: ModelVersion): Promise<Verification> {
    if (version.artifactSha256 === null) {
      return { state: 'NO_ARTIFACT', detail: null, signedBy: null };
    }
    const outcome = await this.#ports.store.verify(version, version.artifactSha256);
    return outcome.kind === 'verified'
      ? { state: 'VERIFIED', detail: null, signedBy: outcome.artifact.signedBy }
      : { state: outcome.reason, detail: outcome.detail, signedBy: null };
  }

  /** Scores per level: those of the manifest, for a baseline those of the newest stored backtest with it. */
  async metrics({ model, manifest }: ModelVersion): Promise<VersionMetrics> {
    if (manifest !== null) {
      const { backtest, singleRun } = manifest.metrics;
      const levels = backtest?.levels ?? singleRun;
      return { source: levels.length === 0 ? null : 'manifest', levels };
    }
    const run = await this.#ports.finder.newestRunOf(model);
    if (run === null) return { source: null, levels: [] };
    const entry = (await this.#leaderboardOf(run)).find((one) => one.model === model);
    return { source: `backtest ${run}`, levels: (entry?.levels ?? []).map(levelMetricsOf) };
  }

  /** The model card, in Markdown. */
  async card(version: ModelVersion): Promise<string> {
    if (version.manifest !== null) return renderModelCard(cardOfManifest(version.manifest));
    const { source, levels } = await this.metrics(version);
    const run = source === null ? null : Number(source.replace('backtest ', ''));
    const stored = run === null ? null : await this.#ports.backtests.find(run);
    const forecaster = this.#baselines.get(version.model)!;
    return renderModelCard(cardOfBaseline(forecaster, this.#release, { run: stored, levels }));
  }

  /** A finished run never changes, and the baselines share one: it is kept until another one is asked for. */
  #leaderboardOf(run: number): Promise<readonly LeaderboardEntry[]> {
    if (this.#leaderboard?.run !== run) {
      this.#leaderboard = { run, entries: this.#ports.backtests.results(run).then(leaderboard) };
    }
    return this.#leaderboard.entries;
  }

  /** The versions that aliases point to, in one statement. */
  async #held(models: readonly RegisteredModel[]): Promise<readonly RegisteredVersion[]> {
    const references = models.flatMap(({ name, aliases }) =>
      aliases.map(({ version }) => ({ model: name, version })),
    );
    return references.length === 0 ? [] : this.#ports.registry.find(references);
  }

  #baseline(forecaster: AnyForecaster): Model {
    const { name, description } = forecaster;
    const champion = this.#baselineVersion(forecaster);
    return { name, kind: 'baseline', description, champion, challenger: null };
  }

  #baselineVersion({ name }: AnyForecaster): ModelVersion {
    return {
      model: name,
      version: this.#release,
      kind: 'baseline',
      artifactSha256: null,
      manifest: null,
      status: 'champion',
      registeredAt: null,
      place: 0,
    };
  }
}

function learnedModel(
  { name, newest, aliases }: RegisteredModel,
  versions: readonly RegisteredVersion[],
): Model {
  const heldBy = (alias: ModelAlias) => {
    const place = aliases.find((one) => one.alias === alias);
    const row = versions.find((one) => one.model === name && one.version === place?.version);
    return row === undefined ? null : learnedVersion(row);
  };
  const { kind, description } = newest.manifest;
  const [champion, challenger] = [heldBy('champion'), heldBy('challenger')];
  return { name, kind, description, champion, challenger };
}

function learnedVersion(row: RegisteredVersion): ModelVersion {
  const { id: place, model, version, sha256: artifactSha256, manifest, registeredAt } = row;
  const { kind } = manifest;
  const status = statusOf(row);
  return { model, version, kind, artifactSha256, manifest, status, registeredAt, place };
}

function statusOf({ aliases, wasPromoted }: RegisteredVersion): VersionStatus {
  const [alias] = aliases.toSorted();
  if (alias !== undefined) return alias;
  return wasPromoted ? 'retired' : 'candidate';
}
