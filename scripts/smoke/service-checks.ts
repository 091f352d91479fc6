import { z } from 'zod';

import type { Subject } from './forecast-checks.ts';
import type { ServerClient } from './server-client.ts';

/** The process lives. */
export async function health(client: ServerClient): Promise<string> {
  const { status, body } = await client.get('/health');
  const { version } = z.object({ status: z.literal('alive'), version: z.string() }).parse(body);
  if (status !== 200) throw new Error(`/health answers ${status}`);
  return `alive, version ${version}`;
}

/** Requests may be sent. */
export async function ready(client: ServerClient): Promise<string> {
  const { status, body } = await client.get('/ready');
  const state = z.object({ status: z.string(), reasons: z.array(z.string()) }).parse(body);
  if (status !== 200) throw new Error(`/ready answers ${status}: ${state.reasons.join(' ')}`);
  return [state.status, ...state.reasons].join(': ');
}

const schemaShape = z.object({
  apiVersion: z.string(),
  limits: z.object({ maxHorizon: z.int(), maxItems: z.int() }),
  forecasters: z.array(z.object({ name: z.string(), isDefault: z.boolean() })).min(1),
});

/** The API answers with its version, limits and models. */
export async function schema(client: ServerClient): Promise<string> {
  const { apiVersion, limits, forecasters } = await client.query(
    schemaShape,
    '{ apiVersion limits { maxHorizon maxItems } forecasters { name isDefault } }',
  );
  const names = forecasters.map(({ name, isDefault }) => (isDefault ? `${name} (default)` : name));
  return `API ${apiVersion}, up to ${limits.maxItems} items x ${limits.maxHorizon} periods, models ${names.join(', ')}`;
}

/** A request that breaks the rules is refused with a code that programs can rely on. */
export async function typedErrors(client: ServerClient, { slug, keys }: Subject): Promise<string> {
  const input = `dataset: ${JSON.stringify(slug)}, itemKeys: ${JSON.stringify(keys)}, horizon: 0`;
  const codes = await client.errorCodes(`{ forecast(input: { ${input} }) { horizon } }`);
  if (String(codes) !== 'BAD_USER_INPUT') {
    throw new Error(
      `horizon 0 should be refused as BAD_USER_INPUT, the answer was ${codes.join(', ') || 'no error'}`,
    );
  }
  return 'horizon 0 is refused as BAD_USER_INPUT';
}
