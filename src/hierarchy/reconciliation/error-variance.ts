/**
 * What is known of the errors of the base forecasts, from which MinT takes their covariance W (S. L. Wickramasuriya,
 * G. Athanasopoulos and R. J. Hyndman, "Optimal forecast reconciliation for hierarchical and grouped time series through
 * trace minimization", Journal of the American Statistical Association 114, 2019).
 * - `ols`: W = I.
 * - `wls-struct`: W = diag(number of items in the row).
 * - `wls-var`: W = diag(variance of each row's errors).
 * - `shrink`: the sample covariance of the residuals, shrunk towards its diagonal; for few thousand rows.
 */
export type ErrorVariance =
  | { readonly kind: 'ols' }
  | { readonly kind: 'wls-struct' }
  | { readonly kind: 'wls-var'; readonly variances: Float64Array }
  | { readonly kind: 'shrink'; readonly residuals: Residuals };

/** Errors of past forecasts of every row in the same periods: `values[row * periods + period]`, all known. */
export interface Residuals {
  readonly values: Float64Array;
  readonly periods: number;
}
