import autocannon from 'autocannon';

const query = `
  query Forecast($input: ForecastInput!) {
    forecast(input: $input) {
      forecasts { item { key } dates mean quantiles { level values } }
    }
  }`;

/** The body of a request for forecasts. */
export function forecastBody(input: {
  readonly dataset: string;
  readonly itemKeys: readonly string[];
  readonly horizon: number;
  readonly model: string;
}): string {
  return JSON.stringify({ query, variables: { input } });
}

/** Response times in milliseconds. Throws unless every answer was a forecast. */
export async function load(
  url: string,
  bodies: readonly string[],
  connections: number,
  amount: number,
): Promise<readonly number[]> {
  const times: number[] = [];
  const run = autocannon({
    url: `${url}/graphql`,
    connections,
    amount,
    timeout: 30,
    requests: bodies.map((body) => ({
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    })),
    verifyBody: (body) => !body.includes('"errors"'),
  });
  run.on('response', (_client, _status, _bytes, milliseconds) => times.push(milliseconds));
  const { errors, timeouts, mismatches, non2xx } = await run;
  if (errors + timeouts + mismatches + non2xx > 0) {
    throw new Error(
      `${times.length} requests: ${errors} failed, ${timeouts} timed out, ${non2xx} had another status than 2xx, ${mismatches} held GraphQL errors.`,
    );
  }
  return times;
}

/** Throws unless the server answers with forecasts of that shape. */
export async function assertAnswer(
  url: string,
  body: string,
  { items, horizon }: { readonly items: number; readonly horizon: number },
): Promise<void> {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const text = await answer.text();
  // A value of the API under test; the next lines check the part that is used.
  const parsed = JSON.parse(text) as {
    readonly data?: {
      readonly forecast: { readonly forecasts: readonly { readonly mean: readonly number[] }[] };
    };
  };
  const forecasts = parsed.data?.forecast.forecasts ?? [];
  if (forecasts.length !== items || forecasts.some(({ mean }) => mean.length !== horizon)) {
    throw new Error(`Expected ${items} forecasts of ${horizon} days, got: ${text.slice(0, 500)}`);
  }
}
