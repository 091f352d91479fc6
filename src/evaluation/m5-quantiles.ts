/** The nine quantile levels of M5's uncertainty competition. */
export const m5QuantileLevels: readonly number[] = [
  0.005, 0.025, 0.165, 0.25, 0.5, 0.75, 0.835, 0.975, 0.995,
];
