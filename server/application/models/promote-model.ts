import { isForecastError } from '#core/errors';

import type { BacktestStore } from '../backtests/index.ts';
import type { Span, Tracer } from '../telemetry.ts';
import type { ArtifactFailure, LoadedArtifact } from './artifact.ts';
import { gatherEvidence } from './gather-evidence.ts';
import { evaluateGate, type GateResult, type GateThresholds } from './gate.ts';
import type { Idempotency, RegisteredVersion } from './model.ts';
import { referenceText } from './model-reference.ts';
import { errorsOfIssues, type ModelUserError, userError } from './model-user-error.ts';
import { type PromoteCommand, promoteCommand } from './move-command.ts';
import { moved, type MoveResult, refused } from './move-result.ts';
import type {
  BacktestFinder,
  ModelProbe,
  ModelRegistry,
  ModelStore,
  RegistrySession,
} from './ports.ts';
import { recordedBefore } from './recorded-before.ts';

export interface PromotionPorts {
  readonly registry: ModelRegistry;
  readonly store: ModelStore;
  readonly backtests: Pick<BacktestStore, 'find' | 'results'>;
  readonly finder: BacktestFinder;
  /** null: versions are not warmed here, and latency is that of a backtest. */
  readonly probe: ModelProbe | null;
  readonly tracer: Tracer;
  /** SHA-256 in hex. */
  readonly sha256: (text: string) => string;
}

/**
 * Use case: let an alias point to a version. The files are verified and the gate is asked while nobody else can move the
 * aliases of the model; what it said is stored with the move. A challenger serves nobody: its gate is recorded and refuses
 * nothing.
 */
export class PromoteModel {
  readonly #ports: PromotionPorts;
  readonly #thresholds: GateThresholds;

  constructor(ports: PromotionPorts, thresholds: GateThresholds) {
    this.#ports = ports;
    this.#thresholds = thresholds;
  }

  /**
   * What a caller can correct comes back as `userErrors`, and nothing is written then.
   * @param input what `promoteCommand` takes
   */
  async execute(input: unknown): Promise<MoveResult> {
    const parsed = promoteCommand.safeParse(input);
    if (!parsed.success) return refused(errorsOfIssues(parsed.error.issues));
    const command = parsed.data;
    const { model, version, alias } = command;
    const facts = { 'model.name': model, 'model.version': version, 'registry.alias': alias };
    return this.#ports.tracer.span('registry.promote', facts, async (span) => {
      const problem = await this.#makeKnown(command);
      if (problem !== null) return refused([problem]);
      const result = await this.#ports.registry.session(model, (session) =>
        this.#inSession(session, command),
      );
      report(span, result);
      return result;
    });
  }

  /** Registers a version that was published behind this database's back. */
  async #makeKnown({ model, version }: PromoteCommand): Promise<ModelUserError | null> {
    const { registry, store } = this.#ports;
    const reference = { model, version };
    if ((await registry.find([reference])).length > 0) return null;
    const outcome = await store.verify(reference);
    if (outcome.kind === 'verified') {
      await registry.register(outcome.artifact);
      return null;
    }
    return outcome.reason === 'MODEL_MISSING'
      ? this.#notFound(reference)
      : unusable(reference, outcome);
  }

  async #notFound({ model, version }: { model: string; version: string }): Promise<ModelUserError> {
    const models = await this.#ports.registry.models();
    const known = models.find(({ name }) => name === model);
    if (known === undefined) {
      const message = `No learned model is named "${model}". \`forecastle models\` lists them; baselines come with the release and are never promoted.`;
      return userError('MODEL_NOT_FOUND', 'model', message);
    }
    const message = `"${model}" has no version "${version}"; its newest is "${known.newest.version}". \`forecastle models show ${model}\` lists them.`;
    return userError('MODEL_VERSION_NOT_FOUND', 'version', message);
  }

  async #inSession(session: RegistrySession, command: PromoteCommand): Promise<MoveResult> {
    const idempotency = this.#idempotencyOf(command);
    const earlier = await recordedBefore(session, idempotency);
    if (earlier !== null) return earlier;
    const candidate = (await session.find(command.version))!;
    const holder = await session.holderOf(command.alias);
    if (holder?.id === candidate.id) {
      return moved((await session.moves(command.alias)).at(-1)!, 'unchanged');
    }
    const outcome = await this.#ports.store.load(candidate, candidate.sha256);
    if (outcome.kind === 'failed') return refused([unusable(candidate, outcome)]);
    const gate = await this.#askGate(session, { command, candidate, artifact: outcome.artifact });
    if (!('checks' in gate)) return refused([gate]);
    const { alias, actor, reason, force } = command;
    if (!gate.passed && !force && alias === 'champion') {
      return refused(gateErrors(candidate, gate), gate);
    }
    const entry = await session.record({
      action: 'promote',
      alias,
      actor,
      reason,
      gate,
      forced: force && !gate.passed,
      from: holder,
      to: candidate,
      idempotency,
    });
    return moved(entry, 'recorded');
  }

  async #askGate(
    session: RegistrySession,
    {
      command,
      candidate,
      artifact,
    }: { command: PromoteCommand; candidate: RegisteredVersion; artifact: LoadedArtifact },
  ): Promise<GateResult | ModelUserError> {
    const champion = await session.holderOf('champion');
    try {
      const question = { candidate, champion, run: command.backtest };
      const evidence = await gatherEvidence(question, this.#ports);
      const warmed = await this.#ports.probe?.warm(artifact);
      const latencyMs = warmed?.latencyMs ?? evidence.latencyMs;
      return evaluateGate({ ...evidence, latencyMs }, this.#thresholds);
    } catch (error) {
      if (!isForecastError(error, 'BACKTEST_NOT_FOUND')) throw error;
      return userError('BACKTEST_NOT_FOUND', 'backtest', error.message);
    }
  }

  #idempotencyOf(command: PromoteCommand): Idempotency | null {
    const { idempotencyKey: key, ...asked } = command;
    if (key === null) return null;
    return { key, requestSha256: this.#ports.sha256(JSON.stringify(['promote', asked])) };
  }
}

function unusable(
  reference: { readonly model: string; readonly version: string },
  { reason, detail }: ArtifactFailure,
): ModelUserError {
  return userError(reason, 'version', `${referenceText(reference)} cannot be used: ${detail}`);
}

/** One error per check that failed. */
function gateErrors(
  candidate: RegisteredVersion,
  { checks }: GateResult,
): readonly ModelUserError[] {
  return checks
    .filter(({ passed }) => !passed)
    .map(({ check, expected, detail }) =>
      userError(
        'GATE_FAILED',
        'version',
        `${referenceText(candidate)} does not pass the check ${check}: ${detail} Expected ${expected}.`,
      ),
    );
}

function report(span: Span, { entry, unchanged, gate, userErrors }: MoveResult): void {
  span.set({
    'registry.outcome': outcomeOf(entry !== null, unchanged),
    'registry.refusals': [...new Set(userErrors.map(({ code }) => code))],
    'registry.forced': entry?.forced ?? false,
    ...(gate === null ? {} : { 'registry.gate.passed': gate.passed }),
  });
}

function outcomeOf(isMoved: boolean, unchanged: boolean): string {
  if (!isMoved) return 'refused';
  return unchanged ? 'unchanged' : 'moved';
}
