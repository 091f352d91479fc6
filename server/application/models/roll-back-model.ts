import type { Tracer } from '../telemetry.ts';
import type { LedgerEntry } from './model.ts';
import { referenceText } from './model-reference.ts';
import { errorsOfIssues, userError } from './model-user-error.ts';
import { type RollbackCommand, rollbackCommand } from './move-command.ts';
import { moved, type MoveResult, refused } from './move-result.ts';
import type { ModelRegistry, ModelStore, RegistrySession } from './ports.ts';
import { recordedBefore } from './recorded-before.ts';

interface RollbackPorts {
  readonly registry: ModelRegistry;
  readonly store: ModelStore;
  readonly tracer: Tracer;
  /** SHA-256 in hex. */
  readonly sha256: (text: string) => string;
}

/**
 * The version that an alias pointed to before the promotion that counts now: promotions pile up, a rollback takes the
 * topmost away, so that a second rollback goes one further back and never forth again. null where there is none.
 */
function previousVersion(moves: readonly LedgerEntry[]): string | null {
  const pile: string[] = [];
  for (const { action, to } of moves) {
    if (action === 'promote') pile.push(to);
    else pile.pop();
  }
  return pile.at(-2) ?? null;
}

/** Use case: let an alias point to the version before. It needs no gate, which that version has passed or was forced through. */
export class RollBackModel {
  readonly #ports: RollbackPorts;

  constructor(ports: RollbackPorts) {
    this.#ports = ports;
  }

  /**
   * What a caller can correct comes back as `userErrors`, and nothing is written then.
   * @param input what `rollbackCommand` takes
   */
  async execute(input: unknown): Promise<MoveResult> {
    const parsed = rollbackCommand.safeParse(input);
    if (!parsed.success) return refused(errorsOfIssues(parsed.error.issues));
    const command = parsed.data;
    const facts = { 'model.name': command.model, 'registry.alias': command.alias };
    return this.#ports.tracer.span('registry.rollback', facts, async (span) => {
      const result = await this.#ports.registry.session(command.model, (session) =>
        this.#inSession(session, command),
      );
      span.set({ 'registry.outcome': result.entry === null ? 'refused' : 'moved' });
      return result;
    });
  }

  async #inSession(session: RegistrySession, command: RollbackCommand): Promise<MoveResult> {
    const { idempotencyKey: key, ...asked } = command;
    const idempotency = key === null ? null : { key, requestSha256: this.#hash(asked) };
    const earlier = await recordedBefore(session, idempotency);
    if (earlier !== null) return earlier;
    const { model, alias, actor, reason } = command;
    const moves = await session.moves(alias);
    const holder = await session.holderOf(alias);
    if (holder === null) {
      const message = `No version of "${model}" is its ${alias}. \`forecastle models\` lists what there is.`;
      return refused([userError('MODEL_NOT_FOUND', 'model', message)]);
    }
    const previous = previousVersion(moves);
    if (previous === null) {
      const message = `${referenceText(holder)} is the first ${alias} that counts, so there is nothing to go back to. Promote another version, or serve another model by MODEL_NAME.`;
      return refused([userError('NOTHING_TO_ROLL_BACK', 'model', message)]);
    }
    const target = (await session.find(previous))!;
    const outcome = await this.#ports.store.verify(target, target.sha256);
    if (outcome.kind === 'failed') {
      const message = `${referenceText(target)}, the version before, cannot be used: ${outcome.detail} Restore its files, or promote another version.`;
      return refused([userError(outcome.reason, 'model', message)]);
    }
    const entry = await session.record({
      action: 'rollback',
      alias,
      actor,
      reason,
      gate: null,
      forced: false,
      from: holder,
      to: target,
      idempotency,
    });
    return moved(entry, 'recorded');
  }

  #hash(asked: unknown): string {
    return this.#ports.sha256(JSON.stringify(['rollback', asked]));
  }
}
