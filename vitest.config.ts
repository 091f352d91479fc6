import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vitest/config';

import { ClosingLineReporter } from './scripts/closing-line-reporter.ts';

// graphql ships a CommonJS and an ES build; both in one process are two realms, and graphql refuses that.
const graphql = fileURLToPath(new URL('./node_modules/graphql/index.js', import.meta.url));

const shared = {
  resolve: { conditions: ['source'], alias: [{ find: /^graphql$/, replacement: graphql }] },
  ssr: { resolve: { conditions: ['source'] } },
};

export default defineConfig({
  ...shared,
  test: {
    reporters: ['default', new ClosingLineReporter()],
    projects: [
      // Tests never ask how long something takes; these bounds only end what hangs, also on a busy machine.
      {
        ...shared,
        test: { name: 'core', include: ['src/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        ...shared,
        test: {
          name: 'server',
          include: ['{server,scripts,bench}/**/*.test.ts'],
          exclude: ['**/*.integration.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'integration',
          include: ['{server,scripts,bench}/**/*.integration.test.ts'],
          globalSetup: ['server/testing/postgres-global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts', 'server/**/*.ts', 'scripts/**/*.ts'],
      exclude: ['**/generated/**', '**/*.test.ts', '**/testing/**', '**/ports.ts'],
      reporter: ['text-summary', 'json-summary', 'html'],
      thresholds: { lines: 90 },
    },
  },
});
