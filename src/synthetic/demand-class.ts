/** The four demand patterns, from regular to irregular. */
export const demandClasses = ['smooth', 'erratic', 'intermittent', 'lumpy'] as const;
export type DemandClass = (typeof demandClasses)[number];

/** How often and how evenly an item sells, from its first sale to the end of its history. */
export interface DemandPattern {
  /** Average inter-demand interval (ADI): known periods from the first sale on, per period with a sale. */
  readonly averageInterval: number;
  /** Squared coefficient of variation (CV²) of the demand sizes: population variance over squared mean, zeros left out. */
  readonly squaredVariation: number;
  /** Share of zeros among the known periods from the first sale on. */
  readonly zeroShare: number;
  readonly class: DemandClass;
}

/** Above this ADI demand is called intermittent (or lumpy). */
const intervalThreshold = 4 / 3;
/** Above this CV² demand is called erratic (or lumpy). */
const variationThreshold = 0.5;

/**
 * Classifies demand by ADI and CV² (A. A. Syntetos, J. E. Boylan and J. D. Croston, "On the categorization of demand
 * patterns", Journal of the Operational Research Society 56, 2005; their cut-offs 1.32 and 0.49 as rounded in the M5
 * papers). Everything before the first positive value is ignored, NaN is unknown and not counted.
 * Returns null for a history without any sale.
 */
export function demandPattern(demand: Iterable<number>): DemandPattern | null {
  let known = 0;
  let sales = 0;
  let sum = 0;
  let sumOfSquares = 0;
  for (const value of demand) {
    if (Number.isNaN(value) || (sales === 0 && value <= 0)) continue;
    known += 1;
    if (value <= 0) continue;
    sales += 1;
    sum += value;
    sumOfSquares += value * value;
  }
  if (sales === 0) return null;
  const mean = sum / sales;
  const averageInterval = known / sales;
  const squaredVariation = Math.max(0, sumOfSquares / sales / (mean * mean) - 1);
  return {
    averageInterval,
    squaredVariation,
    zeroShare: 1 - sales / known,
    class: classOf(averageInterval, squaredVariation),
  };
}

function classOf(averageInterval: number, squaredVariation: number): DemandClass {
  const varied = squaredVariation > variationThreshold;
  if (averageInterval > intervalThreshold) return varied ? 'lumpy' : 'intermittent';
  return varied ? 'erratic' : 'smooth';
}
