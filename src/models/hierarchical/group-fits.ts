import type { HierarchyLevel } from '../../hierarchy/index.ts';
import { type AggregateFit, fitAggregate } from './aggregate-model.ts';
import { Designs } from './designs.ts';
import type { GroupGround } from './group-ground.ts';
import type { FilterWeights } from './smoothing-filter.ts';

/** How single aggregates are fitted. Models with the same one share their fits. */
export interface AggregateMethod {
  readonly weights: FilterWeights;
  /** A straight line instead of a level that moves. */
  readonly hasTrend: boolean;
}

/** Past cutoffs lie this far apart and reach this far back. */
const driftStep = 7;
const driftReach = 728;

/** The fits of the aggregates of a panel, each made when it is first asked for. */
export class GroupFits {
  readonly #ground: GroupGround;
  readonly #method: AggregateMethod;
  readonly #designs: Designs;
  readonly #cutoffs: readonly number[];
  readonly #fits: (AggregateFit | undefined)[] = [];

  constructor(ground: GroupGround, method: AggregateMethod) {
    this.#ground = ground;
    this.#method = method;
    this.#designs = new Designs({ ...ground, ...method, end: ground.fitEnd });
    this.#cutoffs = pastCutoffs(ground.end, ground.horizon);
  }

  /** The fits of a level, in the order of its groups. */
  ofLevel(level: HierarchyLevel): readonly AggregateFit[] {
    return Array.from(
      { length: level.count },
      (_, group) => (this.#fits[level.first + group] ??= this.#fit(level, group)),
    );
  }

  #fit(level: HierarchyLevel, group: number): AggregateFit {
    const { demand, closed, prices, season, fitEnd, horizon } = this.#ground;
    const row = level.first + group;
    const design = this.#designs.of(level, group, knownPeriods(demand[row]!, closed));
    const price = prices[row] ?? null;
    const plan = { season, weights: this.#method.weights, end: fitEnd };
    const past = { horizon, cutoffs: this.#cutoffs };
    return fitAggregate(demand[row]!, design, price === null ? [] : [price], plan, past);
  }
}

/** From the first sale on, but for closed periods and unknown demand. */
function knownPeriods(demand: Float64Array, closed: Uint8Array): Uint8Array {
  const known = new Uint8Array(demand.length);
  let hasSold = false;
  for (let index = 0; index < demand.length; index += 1) {
    hasSold ||= demand[index]! > 0;
    known[index] = Number(hasSold && closed[index] === 0 && !Number.isNaN(demand[index]!));
  }
  return known;
}

function pastCutoffs(end: number, horizon: number): readonly number[] {
  const cutoffs: number[] = [];
  for (
    let index = end - 1 - horizon;
    index >= Math.max(horizon, end - driftReach);
    index -= driftStep
  ) {
    cutoffs.push(index);
  }
  return cutoffs.reverse();
}
