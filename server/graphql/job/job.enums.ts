import { registerEnumType } from 'type-graphql';

import type { JobKindName, JobStatus, PromotionOutcome } from '../../application/jobs/index.ts';

/** The API's names of the kinds: those of the application in capitals. */
export const jobKind = {
  BACKTEST: 'backtest',
  TRAIN: 'train',
  REFRESH: 'refresh',
  EXPORT: 'export',
  REBUILD: 'rebuild',
  DRIFT: 'drift',
  MONITOR: 'monitor',
} satisfies Record<Uppercase<JobKindName>, JobKindName>;

registerEnumType(jobKind, {
  name: 'JobKind',
  description: 'What a job does.',
  valuesConfig: {
    BACKTEST: { description: 'It scores models on past data.' },
    TRAIN: { description: 'It trains a network, scores it, signs and publishes it.' },
    REFRESH: { description: 'It forecasts every item of a dataset and stores what it says.' },
    EXPORT: { description: 'It writes stored forecasts to a file.' },
    REBUILD: { description: 'It checks the data, trains, backtests and asks the gate.' },
    DRIFT: { description: 'It looks for what has changed in the data.' },
    MONITOR: { description: 'It scores issued forecasts, raises and resolves alerts.' },
  },
});

export const promotionOutcome = {
  PROMOTED: 'promoted',
  AWAITING_APPROVAL: 'awaiting-approval',
  REFUSED: 'refused',
} satisfies Record<string, PromotionOutcome>;

registerEnumType(promotionOutcome, {
  name: 'PromotionOutcome',
  description: 'What became of a version that was rebuilt.',
  valuesConfig: {
    PROMOTED: { description: 'It serves.' },
    AWAITING_APPROVAL: {
      description:
        'It passed the gate and is challenger, which serves nobody: `promoteModelVersion` lets it serve.',
    },
    REFUSED: { description: 'The gate refused it; it serves nobody.' },
  },
});

export const jobStatus = {
  QUEUED: 'queued',
  RUNNING: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
} satisfies Record<Uppercase<JobStatus>, JobStatus>;

registerEnumType(jobStatus, {
  name: 'JobStatus',
  description: 'Where a job stands.',
  valuesConfig: {
    QUEUED: { description: 'It waits for a worker, for the first time or again.' },
    RUNNING: { description: 'A worker, or several, compute it.' },
    SUCCEEDED: { description: 'It is done, and its result is stored.' },
    FAILED: { description: 'It ended without a result; `error` says why.' },
    CANCELLED: { description: 'It was ended by `cancelJob`.' },
  },
});
