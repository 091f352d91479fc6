import { z } from 'zod';

/** A server that is spoken to over HTTP, as any client would. */
export interface ServerClient {
  /** The status and the JSON of a plain path. */
  get(path: string): Promise<{ readonly status: number; readonly body: unknown }>;
  /** The data of a query, checked against a shape; throws on errors in the answer. */
  query<Shape extends z.ZodType>(
    shape: Shape,
    text: string,
    variables?: Readonly<Record<string, unknown>>,
  ): Promise<z.output<Shape>>;
  /** The codes of the errors of a query that should fail. */
  errorCodes(text: string): Promise<readonly string[]>;
}

const answer = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.object({ code: z.string() }) }))
    .optional(),
});

/** The client of the server at `url`; each request ends with `signal` or after `timeoutSeconds`. */
export function serverClient(
  url: string,
  signal: AbortSignal,
  timeoutSeconds: number,
): ServerClient {
  const limited = () => AbortSignal.any([signal, AbortSignal.timeout(timeoutSeconds * 1000)]);

  const post = async (query: string, variables: object) => {
    const response = await fetch(new URL('/graphql', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
      signal: limited(),
    });
    return answer.parse(await response.json());
  };
  return {
    async get(path) {
      const response = await fetch(new URL(path, url), { signal: limited() });
      return { status: response.status, body: await response.json() };
    },
    async query(shape, text, variables = {}) {
      const { data, errors = [] } = await post(text, variables);
      const [error] = errors;
      if (error !== undefined) throw new Error(`${error.extensions.code}: ${error.message}`);
      return shape.parse(data);
    },
    async errorCodes(text) {
      const { errors = [] } = await post(text, {});
      return errors.map(({ extensions }) => extensions.code);
    },
  };
}
