import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createRandom } from '../../math/index.ts';
import {
  aggregate,
  buildHierarchy,
  type ErrorVariance,
  type Hierarchy,
  type HierarchyItem,
  levelNamed,
  m5Levels,
  minTrace,
  parseLevel,
} from '../index.ts';
import { incoherence, randomItems, summingMatrix, withBase } from '../testing/random-hierarchy.ts';

const horizon = 2;

/** Deterministic residuals and variances for any hierarchy. */
function errorsOf({ rows }: Hierarchy, periods = 8) {
  const random = createRandom(7);
  const values = Float64Array.from({ length: rows * periods }, () => random.uniform() * 4 - 2);
  const variances = Float64Array.from({ length: rows }, (_, row) => 0.5 + (row % 5));
  return { residuals: { values, periods }, variances };
}

function variancesFor(hierarchy: Hierarchy): ErrorVariance[] {
  const { residuals, variances } = errorsOf(hierarchy);
  return [
    { kind: 'ols' },
    { kind: 'wls-struct' },
    { kind: 'wls-var', variances },
    { kind: 'shrink', residuals },
  ];
}

/** The weighted squared distance of row forecasts. */
function distance(weights: readonly number[], one: Float64Array, other: Float64Array): number {
  return one.reduce(
    (sum, value, at) => sum + weights[Math.floor(at / horizon)]! * (value - other[at]!) ** 2,
    0,
  );
}

describe('minTrace', () => {
  it('adds up, whatever the forecasts, levels and variances are', () => {
    fc.assert(
      fc.property(withBase(horizon), ({ hierarchy, values }) => {
        for (const variance of variancesFor(hierarchy)) {
          for (const sign of ['any', 'non-negative'] as const) {
            const rows = minTrace(hierarchy, { values, horizon }, variance, sign);
            expect(incoherence(hierarchy, rows, horizon)).toBeLessThan(1e-6);
            if (sign === 'non-negative') expect(Math.min(...rows)).toBeGreaterThanOrEqual(0);
          }
        }
      }),
    );
  });

  it('leaves coherent forecasts as they are', () => {
    fc.assert(
      fc.property(withBase(horizon), ({ hierarchy, values }) => {
        const bottom = values.slice(0, hierarchy.items.length * horizon);
        const coherent = aggregate(hierarchy, bottom, horizon);
        for (const variance of variancesFor(hierarchy)) {
          const rows = minTrace(hierarchy, { values: coherent, horizon }, variance, 'any');
          rows.forEach((value, at) => {
            expect(value).toBeCloseTo(coherent[at]!, 8);
          });
        }
      }),
    );
  });

  it('is a projection: linear, and the same again when repeated', () => {
    fc.assert(
      fc.property(withBase(horizon), ({ hierarchy, values }) => {
        for (const variance of variancesFor(hierarchy)) {
          const once = minTrace(hierarchy, { values, horizon }, variance, 'any');
          const again = minTrace(hierarchy, { values: once, horizon }, variance, 'any');
          const doubled = values.map((value) => value * 2);
          const twice = minTrace(hierarchy, { values: doubled, horizon }, variance, 'any');
          once.forEach((value, at) => {
            expect(again[at]).toBeCloseTo(value, 6);
            expect(twice[at]).toBeCloseTo(2 * value, 6);
          });
        }
      }),
    );
  });

  it('leaves errors orthogonal to every item: Sᵀ Ω (ŷ − ỹ) = 0', () => {
    fc.assert(
      fc.property(withBase(horizon), ({ hierarchy, values }) => {
        const { variances } = errorsOf(hierarchy);
        const rows = minTrace(
          hierarchy,
          { values, horizon },
          { kind: 'wls-var', variances },
          'any',
        );
        const matrix = summingMatrix(hierarchy);
        hierarchy.items.forEach((_, item) => {
          let product = 0;
          matrix.forEach((members, row) => {
            const error = values[row * horizon]! - rows[row * horizon]!;
            product += (members[item]! * error) / variances[row]!;
          });
          expect(product).toBeCloseTo(0, 6);
        });
      }),
    );
  });

  it('does not depend on the order of items and levels', () => {
    const names = ['total', 'state', 'store', 'item', 'item-store'];
    const rowsByName = (items: readonly HierarchyItem[], levels: readonly string[]) => {
      const hierarchy = buildHierarchy(items, levels.map(parseLevel));
      const named = hierarchy.levels.flatMap(({ name, keys }) =>
        keys.map((key) => `${name}/${key}`),
      );
      const values = Float64Array.from(named, (name) =>
        Array.from(name).reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 97, 7),
      );
      const rows = minTrace(
        hierarchy,
        { values, horizon: 1 },
        { kind: 'wls-struct' },
        'non-negative',
      );
      return new Map(named.map((name, row) => [name, rows[row]!]));
    };
    fc.assert(
      fc.property(randomItems, (items) => {
        const one = rowsByName(items, names);
        const other = rowsByName(items.toReversed(), names.toReversed());
        for (const [name, value] of one) expect(other.get(name)).toBeCloseTo(value, 6);
      }),
    );
  });

  it('finds the closest non-negative sums: no small step improves them', () => {
    fc.assert(
      fc.property(withBase(horizon), ({ hierarchy, values }) => {
        const rows = minTrace(hierarchy, { values, horizon }, { kind: 'ols' }, 'non-negative');
        const { first, count } = levelNamed(hierarchy, 'item-store');
        const weights = Array.from({ length: hierarchy.rows }, () => 1);
        const best = distance(weights, values, rows);
        const bottom = rows.slice(first * horizon, (first + count) * horizon);
        for (let at = 0; at < bottom.length; at += 1) {
          for (const step of [0.01, -0.01]) {
            const moved = bottom.slice();
            moved[at] = Math.max(0, moved[at]! + step);
            const other = aggregate(hierarchy, moved, horizon);
            expect(distance(weights, values, other)).toBeGreaterThanOrEqual(best - 1e-7);
          }
        }
      }),
    );
  });

  it('solves a textbook case by hand', () => {
    // Total and two items, W = I: b = ŷ_b + (total − sum) / 3 each.
    const hierarchy = buildHierarchy(
      [
        { key: 'a', attributes: {} },
        { key: 'b', attributes: {} },
      ],
      ['total', 'item-store'].map(parseLevel),
    );
    const values = Float64Array.of(12, 4, 5);
    const rows = minTrace(hierarchy, { values, horizon: 1 }, { kind: 'ols' }, 'any');
    [11, 5, 6].forEach((expected, row) => {
      expect(rows[row]).toBeCloseTo(expected, 9);
    });
  });

  it('solves the grouped levels of M5 with large levels that cross', () => {
    const random = createRandom(3);
    const items = Array.from({ length: 30 * 25 }, (_, number) => {
      const [store, item] = [Math.floor(number / 25), number % 25];
      const department = `d${item % 5}`;
      return {
        key: `i${item}_s${store}`,
        attributes: {
          state: `t${store % 3}`,
          store: `s${store}`,
          category: `c${item % 2}`,
          department,
          item: `i${item}`,
        },
      };
    });
    const hierarchy = buildHierarchy(items, [
      ...m5Levels,
      parseLevel('store × item'),
      parseLevel('department × category × store'),
    ]);
    const values = Float64Array.from({ length: hierarchy.rows }, () => random.uniform());
    const variances = Float64Array.from({ length: hierarchy.rows }, () => random.uniform() ** 4);
    for (const variance of [{ kind: 'ols' }, { kind: 'wls-var', variances }] as const) {
      const rows = minTrace(hierarchy, { values, horizon: 1 }, variance, 'any');
      const again = minTrace(hierarchy, { values: rows, horizon: 1 }, variance, 'any');
      rows.forEach((value, at) => {
        expect(again[at]).toBeCloseTo(value, 7);
      });
    }
  });

  it('refuses what a shrunk covariance cannot be made of', () => {
    const items = Array.from({ length: 3_000 }, (_, item) => ({ key: `i${item}`, attributes: {} }));
    const large = buildHierarchy(items, ['total', 'item-store'].map(parseLevel));
    const reconcile = (hierarchy: Hierarchy, values: Float64Array, periods: number) =>
      minTrace(
        hierarchy,
        { values: new Float64Array(hierarchy.rows), horizon: 1 },
        { kind: 'shrink', residuals: { values, periods } },
        'any',
      );
    expect(() => reconcile(large, new Float64Array(3_001 * 2), 2)).toThrow(
      'dense matrix of 3001 × 3001; at most 3000 rows fit. Use wls-var',
    );
    const small = buildHierarchy(items.slice(0, 1), ['total', 'item-store'].map(parseLevel));
    expect(() => reconcile(small, Float64Array.of(1, 2), 1)).toThrow('at least 2 periods, found 1');
    expect(() => reconcile(small, Float64Array.of(1, 2, Number.NaN, 1), 2)).toThrow(
      'row 1 has NaN in period 0',
    );
  });
});
