import { describe, expect, it } from 'vitest';

import { type AdamSettings, startAdam, stepAdam } from './adam.ts';

const settings: AdamSettings = {
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 0,
  clipNorm: 10,
  averageDecay: 0.9,
};

describe('stepAdam', () => {
  it('moves each weight by the learning rate against the sign of its first slope', () => {
    const state = startAdam([Float32Array.of(1, 1), Float32Array.of(1)]);
    stepAdam(state, [Float32Array.of(0.5, -2), Float32Array.of(0)], 0.1, settings);
    expect(state.weights[0]![0]).toBeCloseTo(0.9, 5);
    expect(state.weights[0]![1]).toBeCloseTo(1.1, 5);
    expect(state.weights[1]![0]).toBe(1);
    expect(state.step).toBe(1);
  });

  it('finds the least of a bowl', () => {
    const state = startAdam([Float32Array.of(4, -3)]);
    for (let step = 0; step < 400; step += 1) {
      const [x, y] = state.weights[0]!;
      stepAdam(state, [Float32Array.of(2 * x!, 20 * y!)], 0.05, settings);
    }
    expect(Math.hypot(...state.weights[0]!)).toBeLessThan(0.01);
    expect(Math.hypot(...state.averages[0]!)).toBeLessThan(0.02);
  });

  it('scales great slopes down to the norm and tells what it was', () => {
    const clipped = startAdam([Float32Array.of(0, 0)]);
    const norm = stepAdam(clipped, [Float32Array.of(300, 400)], 0.1, settings);
    expect(norm).toBe(500);
    expect(clipped.firstMoments[0]![0]).toBeCloseTo(0.6, 6);
    expect(clipped.firstMoments[0]![1]).toBeCloseTo(0.8, 6);
  });

  it('leaves the weights alone where a slope is not finite', () => {
    const state = startAdam([Float32Array.of(1, 2)]);
    expect(stepAdam(state, [Float32Array.of(Number.NaN, 1)], 0.1, settings)).toBeNaN();
    expect(state.weights[0]).toEqual(Float32Array.of(1, 2));
    expect(state.secondMoments[0]).toEqual(Float32Array.of(0, 0));
  });

  it('takes a share of each weight away where it decays', () => {
    const state = startAdam([Float32Array.of(2)]);
    stepAdam(state, [Float32Array.of(0)], 0.1, { ...settings, weightDecay: 0.5 });
    expect(state.weights[0]![0]).toBeCloseTo(1.9, 6);
  });

  it('forgets the start in the average quickly, then follows slowly', () => {
    const state = startAdam([Float32Array.of(10)]);
    for (let step = 0; step < 60; step += 1) {
      stepAdam(state, [Float32Array.of(1)], 0.1, settings);
    }
    const [average, weight] = [state.averages[0]![0]!, state.weights[0]![0]!];
    expect(average).toBeGreaterThan(weight);
    expect(average).toBeLessThan(weight + 1);
  });

  it('copies the weights that it starts from', () => {
    const weights = [Float32Array.of(1)];
    stepAdam(startAdam(weights), [Float32Array.of(1)], 0.1, settings);
    expect(weights[0]).toEqual(Float32Array.of(1));
  });
});
