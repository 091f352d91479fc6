/** A small shop, and a backtest of it with units enough to be interrupted. */
export const shop = { items: 6, days: 200 };

export const backtest = {
  dataset: 'shop',
  models: ['simple-exponential-smoothing', 'ets-auto'],
  horizon: 1,
  windows: 140,
};

/** Of the backtest: one for each model in each window. */
export const units = 280;
