import type { Hierarchy } from '../../hierarchy/index.ts';

interface NaiveInput {
  readonly horizon: number;
  /** Item after item. */
  readonly history: readonly number[];
  readonly actual: readonly number[];
  readonly mean: readonly number[];
  readonly sales: readonly number[];
  /** Row after row of the hierarchy. */
  readonly quantiles: readonly { readonly level: number; readonly values: Float64Array }[];
}

interface NaiveScore {
  readonly wrmsse: number | null;
  readonly wspl: number | null;
}

/**
 * WRMSSE and WSPL of each level straight from the formulas of the M5 Competitors' Guide: slow, on plain lists, sharing no
 * code with what it is compared with.
 */
export function naiveScores(hierarchy: Hierarchy, input: NaiveInput): readonly NaiveScore[] {
  const { horizon, history, actual, mean, sales, quantiles } = input;
  const past = history.length / sales.length;
  let row = -1;
  return hierarchy.levels.map(({ count, groupOf }) => {
    const groups = Array.from({ length: count }, (_, group) => {
      row += 1;
      const members = [...groupOf.keys()].filter((item) => groupOf[item] === group);
      const sum = (values: readonly number[], length: number) =>
        Array.from({ length }, (_, t) => total(members.map((item) => values[item * length + t]!)));
      const y = sum(history, past);
      const trimmed = y.slice(y.findIndex((value) => value !== 0));
      const steps = y.some((value) => value !== 0)
        ? trimmed.slice(1).map((value, t) => value - trimmed[t]!)
        : [];
      const demand = sum(actual, horizon);
      const forecast = sum(mean, horizon);
      const squared = demand.map((value, t) => (value - forecast[t]!) ** 2);
      const losses = quantiles.map(({ level, values }) =>
        average(
          demand.map((value, t) => {
            const quantile = values[row * horizon + t]!;
            return value >= quantile
              ? (value - quantile) * level
              : (quantile - value) * (1 - level);
          }),
        ),
      );
      return {
        dollars: total(members.map((item) => sales[item]!)),
        rmsse: divide(
          Math.sqrt(average(squared)),
          Math.sqrt(average(steps.map((one) => one ** 2))),
        ),
        spl: divide(average(losses), average(steps.map(Math.abs))),
      };
    });
    const dollars = total(groups.map((group) => group.dollars));
    const weighted = (score: 'rmsse' | 'spl') => {
      const counted = groups
        .map((group) => ({ weight: dollars > 0 ? group.dollars : 1, value: group[score] }))
        .filter(({ weight, value }) => weight > 0 && value !== null);
      const weight = total(counted.map((one) => one.weight));
      return weight === 0 ? null : total(counted.map((one) => (one.weight / weight) * one.value!));
    };
    return { wrmsse: weighted('rmsse'), wspl: weighted('spl') };
  });
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function average(values: readonly number[]): number {
  return total(values) / values.length;
}

/** 0 / 0 is 0, and there is no score without a scale. */
function divide(error: number, scale: number): number | null {
  if (Number.isNaN(scale)) return null;
  if (scale === 0) return error === 0 ? 0 : null;
  return error / scale;
}
