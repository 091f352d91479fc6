import type { Scenario } from '#core/scenarios';

/** The scenario that a forecast was made under. */
export interface ForecastScenario {
  readonly id: number;
  /** SHA-256 of what it assumes. */
  readonly contentSha256: string;
  /** Whether the model that answered looks at prices or events; where it does not, the forecast is the one as planned. */
  readonly isRead: boolean;
}

/** A scenario in the periods of a batch's dataset. */
export interface AskedScenario extends Omit<ForecastScenario, 'isRead'> {
  readonly changes: Scenario;
}
