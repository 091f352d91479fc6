/** A query of the README and the answer in JSON that is printed below it. */
export interface ReadmeExample {
  readonly query: string;
  readonly answer: string;
}

const examples = /(?<before>```graphql\n(?<query>.+?)```.+?```json\n)(?<answer>.+?)(?=```)/gs;

/** The examples of a page, in order. */
export function readmeExamples(page: string): readonly ReadmeExample[] {
  return Array.from(page.matchAll(examples), ({ groups }) => ({
    query: groups!['query']!,
    answer: groups!['answer']!,
  }));
}

/** The page with other answers, one per example. */
export function withAnswers(page: string, answers: readonly object[]): string {
  let place = 0;
  return page.replaceAll(
    examples,
    (_all, before: string) => `${before}${formatAnswer(answers[place++] ?? {})}`,
  );
}

/** An answer of `forecast` as the README prints it: one line per field of the answer and of each forecast. */
function formatAnswer(data: object): string {
  const [field, answer] = Object.entries(data as Readonly<Record<string, object>>)[0]!;
  const lines = Object.entries(answer).map(([name, value]: [string, unknown]) =>
    Array.isArray(value) && name === 'forecasts'
      ? `  "forecasts": [${value.map((one: object) => `{\n${formatFields(one)}\n  }`).join(', ')}]`
      : `  "${name}": ${spaced(value)}`,
  );
  return `{ "data": { "${field}": {\n${lines.join(',\n')}\n} } }\n`;
}

function formatFields(forecast: object): string {
  return Object.entries(forecast)
    .map(([name, value]: [string, unknown]) => `    "${name}": ${spaced(value)}`)
    .join(',\n');
}

/** JSON on one line with a space after each comma and colon. */
function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(
    ([name, one]) => `${JSON.stringify(name)}: ${spaced(one)}`,
  );
  return `{${fields.join(', ')}}`;
}
