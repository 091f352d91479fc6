import type { ModelRegistry, ModelStore, RegisteredVersion } from '../models/index.ts';
import type { Metrics } from '../metrics.ts';
import type { Logger, Tracer } from '../telemetry.ts';
import { type LearnedVersion, type Resolution, versionOf } from './learned-version.ts';
import type { ArtifactWatch, InferenceRunner } from './ports.ts';

interface ServingPorts {
  readonly registry: Pick<ModelRegistry, 'models' | 'find'>;
  readonly store: Pick<ModelStore, 'load'> & ArtifactWatch;
  readonly runner: Pick<InferenceRunner, 'warm'>;
  readonly tracer: Tracer;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** Milliseconds of a clock that only goes forwards. */
  readonly clock: () => number;
}

/** How long an answer of the registry or of the store counts. */
const freshMilliseconds = 1000;
/** Versions whose weights stay in memory. */
const mostVersions = 4;
/** Names whose answers are remembered. */
const mostNames = 1000;

interface Loaded {
  /** The hash that the version was registered with. */
  readonly sha256: string;
  /** The files as they were before they were read. */
  readonly state: string;
  readonly resolution: Resolution;
}

interface Fresh<Value> {
  readonly at: number;
  readonly value: Promise<Value>;
}

/**
 * The learned models that can answer now. `name` is its champion, `name@version` that version. A look at the registry and at the files
 * counts for a second: a moved alias, a damaged artifact and one that is good again are noticed without a restart. A version
 * is loaded once, checked as a whole, and warm on every thread before the first request gets it.
 */
export class LearnedModels {
  readonly #ports: ServingPorts;
  readonly #registered = new Map<string, Fresh<RegisteredVersion | NoVersion>>();
  /** By `name@version`, the one used last at the end. */
  readonly #loaded = new Map<string, Fresh<Loaded>>();

  constructor(ports: ServingPorts) {
    this.#ports = ports;
  }

  /** null: the registry knows no model or version of that name. */
  async resolve(name: string): Promise<Resolution | null> {
    const found = await this.#fresh(this.#registered, name, mostNames, () => this.#look(name));
    if ('missing' in found) {
      return found.missing === null
        ? null
        : { kind: 'failed', reason: 'MODEL_MISSING', detail: found.missing };
    }
    const reference = `${found.model}@${found.version}`;
    const { resolution } = await this.#fresh(this.#loaded, reference, mostVersions, (before) =>
      this.#load(found, before),
    );
    return resolution;
  }

  /** One look at a time for a name; what it gave counts for a while, and an error for nobody else. */
  async #fresh<Value>(
    known: Map<string, Fresh<Value>>,
    name: string,
    most: number,
    look: (before: Value | null) => Promise<Value>,
  ): Promise<Value> {
    const { clock } = this.#ports;
    const before = known.get(name);
    known.delete(name);
    if (before !== undefined && clock() - before.at < freshMilliseconds) {
      known.set(name, before);
      return before.value;
    }
    const value = (before === undefined ? Promise.resolve(null) : before.value.catch(() => null))
      .then(look)
      .finally(() => {
        // Time counts from the end: a load that takes long is not repeated at once.
        if (known.get(name)?.value === value) known.set(name, { at: clock(), value });
      });
    known.set(name, { at: Number.POSITIVE_INFINITY, value });
    for (const oldest of known.keys()) {
      if (known.size <= most) break;
      known.delete(oldest);
    }
    return value;
  }

  async #look(name: string): Promise<RegisteredVersion | NoVersion> {
    const { registry } = this.#ports;
    const [model = '', asked, ...more] = name.split('@');
    if (more.length > 0) return { missing: null };
    let version = asked;
    if (version === undefined) {
      const registered = (await registry.models()).find((one) => one.name === model);
      if (registered === undefined) return { missing: null };
      version = registered.aliases.find(({ alias }) => alias === 'champion')?.version;
      if (version === undefined) {
        return { missing: `No version of ${model} is its champion; promote one.` };
      }
    }
    const [found] = await registry.find([{ model, version }]);
    return found ?? { missing: null };
  }

  async #load(registered: RegisteredVersion, before: Loaded | null): Promise<Loaded> {
    const { store, tracer, metrics, runner, clock } = this.#ports;
    const { model, version, sha256 } = registered;
    const state = await store.stateOf({ model, version });
    const failedToLoad =
      before?.resolution.kind === 'failed' && before.resolution.reason === 'MODEL_LOAD_FAILED';
    if (before?.state === state && before.sha256 === sha256 && !failedToLoad) return before;
    const names = { 'model.name': model, 'model.version': version };
    const start = clock();
    const resolution = await tracer.span('model.load', names, async (span): Promise<Resolution> => {
      const outcome = await store.load({ model, version }, sha256);
      const loaded = outcome.kind === 'failed' ? outcome : versionOf(outcome.artifact);
      if (loaded.kind === 'failed') {
        span.event('degraded', { 'forecast.degrade.reason': loaded.reason });
        return loaded;
      }
      const warmed = await runner.warm(loaded.version);
      // A model that is slow or fails is for the breaker to judge, request by request.
      return warmed.kind === 'failed' && warmed.reason === 'MODEL_LOAD_FAILED'
        ? { kind: 'failed', reason: warmed.reason, detail: warmed.detail }
        : loaded;
    });
    metrics.record('model.load.duration', (clock() - start) / 1000, {
      ...names,
      'model.outcome': resolution.kind === 'ready' ? 'ready' : resolution.reason,
    });
    this.#report(registered, resolution, before?.resolution ?? null);
    return { sha256, state, resolution };
  }

  #report({ model, version }: RegisteredVersion, now: Resolution, before: Resolution | null): void {
    const { logger } = this.#ports;
    const names = { model, model_version: version };
    if (now.kind === 'ready') {
      logger.info({ ...names, sha256: now.version.sha256 }, 'a learned model is ready');
    } else if (before?.kind !== 'failed' || before.detail !== now.detail) {
      const { reason, detail } = now;
      logger.warn({ ...names, reason, detail }, 'a learned model cannot answer');
    }
  }
}

/** `missing`: why there is no version, or null where nobody knows the name. */
interface NoVersion {
  readonly missing: string | null;
}

/** Whether a dataset and a horizon are what the version was trained for; null, or why not. */
export function unsuitable(
  { reference: { model, version }, horizon, frequency }: LearnedVersion,
  asked: { readonly horizon: number; readonly frequency: LearnedVersion['frequency'] },
): string | null {
  const name = `${model}@${version}`;
  if (frequency !== asked.frequency) {
    return `${name} was trained on ${frequency} demand and the dataset is ${asked.frequency}.`;
  }
  if (asked.horizon <= horizon) return null;
  return `${name} forecasts ${horizon} periods ahead and ${asked.horizon} were asked for.`;
}
