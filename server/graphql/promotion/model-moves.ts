import type { MoveResult } from '../../application/models/index.ts';
import type { Loaders } from '../loaders/index.ts';
import { parseModelVersionId } from '../node/global-id.ts';
import type { PromoteModelVersionInput, RollbackModelInput } from './promotion.input.ts';
import type { PromotionOutcome } from './promotion.payload.ts';

/** A use case that moves an alias. */
export interface AliasMove {
  execute(input: unknown): Promise<MoveResult>;
}

/** Turns the outcome of a move, also a refusal, into the payload of its mutation. */
export class ModelMoves {
  readonly #promote: AliasMove;
  readonly #rollBack: AliasMove;

  constructor(promote: AliasMove, rollBack: AliasMove) {
    this.#promote = promote;
    this.#rollBack = rollBack;
  }

  /** @throws ForecastError INVALID_ID. */
  async promote(input: PromoteModelVersionInput, loaders: Loaders): Promise<PromotionOutcome> {
    const { actor, reason, alias, backtest = null, force, idempotencyKey = null } = input;
    const command = { actor, reason, alias, backtest, force, idempotencyKey };
    const reference = parseModelVersionId(input.version);
    return outcomeOf(await this.#promote.execute({ ...command, ...reference }), loaders);
  }

  async rollBack(input: RollbackModelInput, loaders: Loaders): Promise<PromotionOutcome> {
    const { model, actor, reason, alias, idempotencyKey = null } = input;
    const command = { model, actor, reason, alias, idempotencyKey };
    return outcomeOf(await this.#rollBack.execute(command), loaders);
  }
}

async function outcomeOf(result: MoveResult, loaders: Loaders): Promise<PromotionOutcome> {
  const { entry: promotion, unchanged, gate, userErrors } = result;
  if (promotion === null) return { promotion, model: null, unchanged, gate, userErrors };
  // An earlier field of the same request may have read what this one changed.
  loaders.models.clearAll();
  loaders.modelVersions.clearAll();
  const model = await loaders.models.load(promotion.model);
  return { promotion, model, unchanged, gate, userErrors };
}
