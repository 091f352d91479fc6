/** From a dataset to a model that serves, in one use case: checks, training, backtest, gate, promotion. */
export { CheckData } from './check-data.ts';
export { type DataCheck, type DataCheckName } from './data-check.ts';
export { promotionOutcome } from './promotion-outcome.ts';
export {
  type Rebuild,
  rebuildCommand,
  type RebuildInquiry,
  RebuildModel,
  type RebuildStage,
} from './rebuild-model.ts';
