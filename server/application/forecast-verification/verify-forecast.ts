import { isForecastError } from '#core/errors';
import { modelNamed } from '#core/models';

import type { Item } from '../catalog/index.ts';
import type { ForecastAnswer, ItemForecast, Provenance } from '../forecasts/index.ts';
import { type Claim, parseClaims } from './claim.ts';
import { compareForecast, type ForecastDifference } from './differences.ts';
import { type ForecastUserError, refusalsOf } from './forecast-user-error.ts';

/** One forecast, computed again. */
export interface ForecastVerification {
  readonly item: Item;
  /** Nothing differs but the tensor backend, and the values only by what backends may differ by. */
  readonly matches: boolean;
  readonly differences: readonly ForecastDifference[];
  /** Largest absolute difference of the values; null where none were given. */
  readonly largestDifference: number | null;
  /** How the forecast was made that was computed now. */
  readonly found: Provenance;
}

export interface VerificationResult {
  /** In the order of the input; null when refused. */
  readonly verifications: readonly ForecastVerification[] | null;
  readonly userErrors: readonly ForecastUserError[];
}

interface Forecasts {
  execute(input: unknown, signal: AbortSignal): Promise<ForecastAnswer>;
}

/**
 * Use case: say whether forecasts are what this service computes from the data, the model and the settings that their
 * provenance names. Each is asked for as it was; where another version answers now, the one of the provenance is asked by name.
 */
export class VerifyForecast {
  readonly #forecasts: Forecasts;
  readonly #limits: { readonly maxItems: number };

  constructor(forecasts: Forecasts, limits: { readonly maxItems: number }) {
    this.#forecasts = forecasts;
    this.#limits = limits;
  }

  /** @throws ForecastError OVERLOADED, and what is not the caller's to correct. */
  async execute(input: unknown, signal: AbortSignal): Promise<VerificationResult> {
    try {
      const claims = parseClaims(input, this.#limits);
      const found = await this.#computeAgain(claims, signal);
      const verifications = claims.map((claim, index) => verificationOf(claim, found[index]!));
      return { verifications, userErrors: [] };
    } catch (error) {
      const userErrors = refusalsOf(error);
      if (userErrors === null) throw error;
      return { verifications: null, userErrors };
    }
  }

  async #computeAgain(
    claims: readonly Claim[],
    signal: AbortSignal,
  ): Promise<readonly ItemForecast[]> {
    const asked = await this.#forecast(claims, ({ requestedModel }) => requestedModel, signal);
    const others = claims.filter((claim) => {
      const { modelVersion } = asked.get(claim)!.provenance;
      return (
        modelVersion !== claim.provenance.modelVersion && nameOf(claim) !== claim.requestedModel
      );
    });
    const named = await this.#forecastWhereKnown(others, signal);
    return claims.map((claim) => {
      const first = asked.get(claim)!;
      const other = named.get(claim);
      if (other === undefined) return first;
      // The hash is over the ladder, too, and that of the claim is the ladder that was asked.
      const { configHash } = first.provenance;
      return { ...other, provenance: { ...other.provenance, configHash } };
    });
  }

  /** A version that nobody knows any more leaves what answers now, and that differs by its version. */
  async #forecastWhereKnown(claims: readonly Claim[], signal: AbortSignal) {
    const found = new Map<Claim, ItemForecast>();
    for (const [model, those] of Map.groupBy(claims, nameOf)) {
      try {
        const forecasts = await this.#forecast(those, () => model, signal);
        for (const [claim, forecast] of forecasts) found.set(claim, forecast);
      } catch (error) {
        if (!isForecastError(error, 'MODEL_NOT_FOUND')) throw error;
      }
    }
    return found;
  }

  /** One request for all claims that differ in nothing but the item. */
  async #forecast(
    claims: readonly Claim[],
    modelOf: (claim: Claim) => string,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<Claim, ItemForecast>> {
    const found = new Map<Claim, ItemForecast>();
    for (const those of Map.groupBy(claims, (claim) => requestKey(claim, modelOf)).values()) {
      const [claim] = those as [Claim];
      const answer = await this.#forecasts.execute(
        {
          items: those.map(({ item }) => item),
          model: modelOf(claim),
          cutoff: claim.cutoff,
          horizon: claim.dates.length,
          quantileLevels: claim.quantiles.map(({ level }) => level),
          asOf: claim.provenance.asOf,
        },
        signal,
      );
      const byItem = new Map(answer.forecasts.map((forecast) => [itemKey(forecast), forecast]));
      for (const one of those)
        found.set(one, byItem.get(JSON.stringify([one.item.dataset, one.item.key]))!);
    }
    return found;
  }
}

function requestKey(claim: Claim, modelOf: (claim: Claim) => string): string {
  const { cutoff, dates, quantiles, provenance } = claim;
  const levels = quantiles.map(({ level }) => level);
  return JSON.stringify([modelOf(claim), cutoff, dates.length, levels, provenance.asOf]);
}

function itemKey({ item }: ItemForecast): string {
  return JSON.stringify([item.datasetSlug, item.key]);
}

/** The name by which the version of the claim is asked for: models of the release are known by their name alone. */
function nameOf({ provenance: { modelVersion } }: Claim): string {
  const [name = ''] = modelVersion.split('@');
  return modelNamed(name) === null ? modelVersion : name;
}

function verificationOf(claim: Claim, forecast: ItemForecast): ForecastVerification {
  const { differences, largest } = compareForecast(claim, forecast);
  return {
    item: forecast.item,
    matches: differences.every(({ kind }) => kind === 'BACKEND'),
    differences,
    largestDifference: largest?.size ?? null,
    found: forecast.provenance,
  };
}
