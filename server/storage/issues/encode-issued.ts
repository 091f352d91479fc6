import type { IssuedRow } from '../../application/forecast-issues/index.ts';
import { CopyBuffer, textBytes } from '../copy/copy-buffer.ts';
import { float64ArrayBytes } from '../copy/encode-array.ts';

/** The table with the columns that `encodeIssued` writes, in its order. */
export const issuedTable = `issued_forecast (item_id, issue_id, served_model, model_version, artifact_sha256, backend_name,
  backend_version, reason, detail, repeatable, mean, median, quantiles)`;

/** The number of fields, two integers and a truth value with their lengths. */
const fixedBytes = 2 + 2 * 8 + 5;

/** Forecasts of an issue as the data of a COPY BINARY. */
export function* encodeIssued(issue: number, rows: readonly IssuedRow[]): Generator<Buffer> {
  const buffer = new CopyBuffer();
  for (const { itemId, forecast, isRepeatable, ...row } of rows) {
    const { mean, median, quantiles } = forecast;
    const arrays = [mean, median, quantiles];
    const texts = [
      ...[row.servedModel, row.modelVersion, row.artifactSha256],
      ...[row.backend?.name ?? null, row.backend?.version ?? null],
      ...[row.degradation?.reason ?? null, row.degradation?.detail ?? null],
    ];
    const size =
      texts.reduce((sum, text) => sum + textBytes(text), fixedBytes) +
      arrays.reduce((sum, values) => sum + 4 + float64ArrayBytes(values), 0);
    const chunk = buffer.reserve(size);
    if (chunk !== null) yield chunk;
    buffer.tuple(13);
    buffer.int32(itemId);
    buffer.int32(issue);
    for (const text of texts) buffer.text(text);
    buffer.boolean(isRepeatable);
    for (const values of arrays) buffer.float64Array(values);
  }
  yield buffer.end();
}
