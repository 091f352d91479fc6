import { describe, expect, it } from 'vitest';

import { aSpec, someData } from './testing/samples.ts';
import { fitFeatures, PanelTargets } from './index.ts';

const unknown = Number.NaN;

function targets(
  series: Parameters<typeof someData>[0][number],
  listing: 'price' | 'demand',
  cutoff: number,
) {
  const data = someData([series]);
  const panelTargets = new PanelTargets(fitFeatures(aSpec({ listing }), data, 0), data, 4);
  const blocks = panelTargets.allocate(2);
  blocks.demand.fill(9);
  panelTargets.fill({ series: 0, cutoff }, blocks, 1);
  return { demand: [...blocks.demand.slice(4)], weight: [...blocks.weight.slice(4)] };
}

describe('targets', () => {
  it('are the demand after the cutoff; unknown demand and demand beyond the data weighs nothing', () => {
    expect(targets({ demand: [1, 2, unknown, 0] }, 'demand', 0)).toEqual({
      demand: [2, 0, 0, 0],
      weight: [1, 0, 1, 0],
    });
  });

  it('weigh nothing before the first sale', () => {
    expect(targets({ demand: [0, 0, 3, 0] }, 'demand', -1)).toEqual({
      demand: [0, 0, 3, 0],
      weight: [0, 0, 1, 1],
    });
    expect(targets({ demand: [0, 0], start: 1 }, 'demand', -1).weight).toEqual([0, 1, 1, 0]);
  });

  it('weigh nothing where a missing price means off the shelf', () => {
    const series = { demand: [1, 0, 0, 2, 0], price: [5, 5, unknown, unknown] };
    expect(targets(series, 'price', 0).weight).toEqual([1, 0, 1, 0]);
    expect(targets(series, 'demand', 0).weight).toEqual([1, 1, 1, 1]);
    const unpriced = { demand: [1, 0, 0, 2, 0], price: [unknown] };
    expect(targets(unpriced, 'price', 0).weight).toEqual([1, 1, 1, 1]);
    expect(targets({ demand: [0, 0, 0] }, 'price', 0).weight).toEqual([0, 0, 0, 0]);
    expect(targets({ demand: [0, 0, 0] }, 'demand', 0).weight).toEqual([1, 1, 0, 0]);
  });
});
