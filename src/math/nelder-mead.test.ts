import { describe, expect, it } from 'vitest';

import { nelderMead } from './nelder-mead.ts';

const thorough = { tolerance: 1e-12, maximumEvaluations: 2000 };

describe('nelderMead', () => {
  it('finds the bottom of a curved valley', () => {
    const rosenbrock = ([x = 0, y = 0]: Float64Array) => 100 * (y - x * x) ** 2 + (1 - x) ** 2;
    const [x, y] = nelderMead(Float64Array.of(-1.2, 1), rosenbrock, thorough);
    expect(x).toBeCloseTo(1, 4);
    expect(y).toBeCloseTo(1, 4);
  });

  it('ends where R ends, after as many evaluations', () => {
    // R 4.2.2: optim(c(-1.2, 1), function(x) 100 * (x[2] - x[1]^2)^2 + (1 - x[1])^2) gives these, counts 195.
    let evaluations = 0;
    const [x, y] = nelderMead(
      Float64Array.of(-1.2, 1),
      ([a = 0, b = 0]) => {
        evaluations += 1;
        return 100 * (b - a * a) ** 2 + (1 - a) ** 2;
      },
      { tolerance: Math.sqrt(2 ** -52), maximumEvaluations: 500 },
    );
    expect(x).toBeCloseTo(1.00026013872567, 13);
    expect(y).toBeCloseTo(1.00050599930377, 13);
    expect(evaluations).toBe(195);
  });

  it('stays where it is allowed', () => {
    const objective = ([x = 0]: Float64Array) => (x < 2 ? Infinity : x);
    const [x] = nelderMead(Float64Array.of(5), objective, thorough);
    expect(x).toBeGreaterThanOrEqual(2);
    expect(x).toBeCloseTo(2, 4);
  });

  it('draws together around a point that nothing near it beats', () => {
    const pit = ([x = 0, y = 0]: Float64Array) => (x === 3 && y === 4 ? 0 : 1);
    const found = nelderMead(Float64Array.of(3, 4), pit, { tolerance: 0, maximumEvaluations: 1e5 });
    expect(found).toEqual(Float64Array.of(3, 4));
  });

  it('starts from zero as well, and stops after the evaluations that it has', () => {
    let evaluations = 0;
    nelderMead(
      new Float64Array(3),
      (point) => {
        evaluations += 1;
        return point.reduce((sum, value, axis) => sum + (value - axis) ** 2, 0);
      },
      { tolerance: 0, maximumEvaluations: 50 },
    );
    expect(evaluations).toBeGreaterThan(50);
    expect(evaluations).toBeLessThan(56);
  });
});
