import { forecasters, hierarchyForecasters } from '#core/models';
import { describe, expect, it } from 'vitest';

import { parseBacktestCommand } from './backtest-command.ts';

const every = [...forecasters, ...hierarchyForecasters].map(({ name }) => name);

describe('the models of a backtest', () => {
  it('are all that there are, of single items and of whole panels, where none is named', () => {
    expect(parseBacktestCommand({ dataset: 'shop', horizon: 7 }).models).toEqual(every);
  });

  it('are all for the word all, each of them once', () => {
    const models = ['top-down', 'all'];
    const named = parseBacktestCommand({ dataset: 'shop', horizon: 7, models }).models;
    expect(named.toSorted()).toEqual(every.toSorted());
  });
});
