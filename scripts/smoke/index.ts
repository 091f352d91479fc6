import { Unavailable } from '../runtime/index.ts';
import { chooseItems, forecast, type Subject } from './forecast-checks.ts';
import { serverClient, type ServerClient } from './server-client.ts';
import { health, ready, schema, typedErrors } from './service-checks.ts';

/** One expectation of a running server, and what was found. */
export interface SmokeCheck {
  readonly name: string;
  readonly status: 'ok' | 'failed';
  readonly found: string;
  readonly advice: null;
}

interface SmokeOptions {
  readonly url: string;
  readonly signal: AbortSignal;
  readonly timeoutSeconds: number;
}

/**
 * Asks a running server what a user would, and checks that the answers make sense. Later checks build on earlier ones, so
 * the first failure ends the run.
 * @throws Unavailable where no server answers at all.
 */
export async function smoke({
  url,
  signal,
  timeoutSeconds,
}: SmokeOptions): Promise<readonly SmokeCheck[]> {
  const client = serverClient(url, signal, timeoutSeconds);
  await client.get('/health').catch((error: unknown) => {
    signal.throwIfAborted();
    throw noAnswer(url, error);
  });
  const checks: SmokeCheck[] = [];
  for (const [name, look] of steps(client)) {
    try {
      checks.push({ name, status: 'ok', found: await look(), advice: null });
    } catch (error) {
      signal.throwIfAborted();
      const found = error instanceof Error ? error.message : String(error);
      return [...checks, { name, status: 'failed', found, advice: null }];
    }
  }
  return checks;
}

type Step = readonly [name: string, look: () => Promise<string>];

function steps(client: ServerClient): readonly Step[] {
  let subject: Subject | null = null;
  return [
    ['health', () => health(client)],
    ['ready', () => ready(client)],
    ['schema', () => schema(client)],
    [
      'items',
      async () => {
        subject = await chooseItems(client);
        return `${subject.keys.length} of "${subject.slug}": ${subject.keys.join(', ')}`;
      },
    ],
    ['forecast', () => forecast(client, subject!)],
    ['typed errors', () => typedErrors(client, subject!)],
  ];
}

function noAnswer(url: string, error: unknown): Unavailable {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const problem = cause instanceof Error ? cause.message : String(cause);
  return new Unavailable(
    `No server answers at ${url}: ${problem}. Start one with \`forecastle start\`, or correct --url.`,
    error,
  );
}
