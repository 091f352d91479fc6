/** A deterministic generator of retail demand for the demo and for load tests, and the demand classes that it is tested by. */
export type { SyntheticEvent } from './calendar-factors.ts';
export {
  type DemandClass,
  demandClasses,
  type DemandPattern,
  demandPattern,
} from './demand-class.ts';
export {
  type SyntheticDataset,
  type SyntheticItem,
  type SyntheticItemAttributes,
  type SyntheticRetail,
  syntheticRetail,
  type SyntheticScale,
  syntheticScales,
  syntheticVersion,
} from './synthetic-retail.ts';
