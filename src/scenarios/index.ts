/** What if: other prices and events than planned, laid over what is known beforehand. */
export { applyScenario } from './apply-scenario.ts';
export type { ItemSelection, PriceChange, Scenario } from './scenario.ts';
