import { format } from 'prettier';

import { describeEnvironment } from '../server/config/index.ts';

const introduction = `# Configuration

Every setting is an environment variable, read once at start by \`loadConfig\`
([server/config](../server/config/config.ts)). An empty variable counts as absent; an invalid one stops the start, and
the message names every problem at once. Units are part of the names. This page is written from the rules
themselves by \`npm run docs:configuration\`, and a test compares the two.
`;

const elsewhere = `## Read by others

| Variable | Meaning |
| --- | --- |
| \`OTEL_EXPORTER_OTLP_ENDPOINT\`, \`OTEL_EXPORTER_OTLP_TRACES_ENDPOINT\` | an OTLP collector; traces are exported as soon as one is named |
| \`OTEL_TRACES_EXPORTER\` | names the exporter (\`otlp\`, \`console\`); \`none\` exports nothing |
| \`OTEL_SDK_DISABLED\` | \`true\` switches the OpenTelemetry SDK off |
| \`OTEL_SERVICE_NAME\`, \`OTEL_RESOURCE_ATTRIBUTES\`, \`OTEL_TRACES_SAMPLER\`, … | as the OpenTelemetry specification has them |
| \`TEST_DATABASE_URL\` | a PostgreSQL for the integration tests instead of an embedded one of their own |
`;

const cell = (text: string) => text.replaceAll('|', '\\|');

/** The page docs/configuration.md, as Prettier lays it out. */
export function configurationPage(): Promise<string> {
  const rows = describeEnvironment().map(
    ({ name, default: value, description }) =>
      `| \`${name}\` | ${value === null ? '' : `\`${cell(value)}\``} | ${cell(description)} |`,
  );
  const table = ['| Variable | Default | Meaning |', '| --- | --- | --- |', ...rows].join('\n');
  return format(`${introduction}\n${table}\n\n${elsewhere}`, { parser: 'markdown' });
}
