import { forecasterNamed } from '#core/models';

import type { ModelRunner } from '../application/forecasts/index.ts';

/** Runs models on the test's own thread. */
export const inProcessRunner: ModelRunner = {
  run: ({ model, panel, context, quantileLevels, signal }) => {
    signal.throwIfAborted();
    const { horizon } = context;
    const forecasts = forecasterNamed(model)!
      .fit(panel, context)
      .forecast({ horizon, quantileLevels });
    return Promise.resolve({ kind: 'forecast', forecasts });
  },
};
