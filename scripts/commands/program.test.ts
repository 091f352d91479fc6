import { expect, test } from 'vitest';

import { runInProcess } from '../testing/run-in-process.ts';

const commands = [
  'start',
  'serve',
  'worker',
  'migrate',
  'demo',
  'ingest',
  'datasets',
  'forecast',
  'evaluate',
  'backtest',
  'backtests',
  'select',
  'train',
  'rebuild',
  'jobs',
  'schedules',
  'models',
  'monitor',
  'webhooks',
  'promote',
  'rollback',
  'verify',
  'keys',
  'features',
  'doctor',
  'smoke',
];

test('the help lists every command, and needs no valid environment', async () => {
  const { code, output } = await runInProcess(['--help'], { PORT: 'broken' });
  expect(code).toBe(0);
  for (const command of commands) expect(output).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
});

test.each(commands)('the help of %s has examples and exit codes', async (command) => {
  const { code, output } = await runInProcess([command, '--help']);
  expect(code).toBe(0);
  expect(output).toContain(`$ forecastle ${command}`);
  expect(output).toContain('Exit codes: 0');
});

test('the version is that of the release', async () => {
  const { code, output } = await runInProcess(['--version']);
  expect(code).toBe(0);
  expect(output).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test.each([
  [['conjure']],
  [['demo', '--scale', 'galaxy']],
  [['demo', '--seed', '-1']],
  [['ingest', 'x.csv']],
  [['ingest', '--dataset', 'x']],
  [['forecast', '--horizon', '0']],
  [['forecast', '--quantiles', '90']],
  [['evaluate', '--actuals', 'x']],
  [['smoke', '--url', 'ftp://x']],
  [['smoke', '--url', 'nowhere']],
])('wrong use ends with 2 and shows the way: %j', async (args) => {
  const { code, diagnostics, output } = await runInProcess(args);
  expect(code).toBe(2);
  expect(output).toBe('');
  expect(diagnostics).toContain('--help');
});

test('a near miss is suggested', async () => {
  expect((await runInProcess(['forcast'])).diagnostics).toContain('Did you mean forecast?');
});

test.each([
  [['forecast'], 'Name the items'],
  [['forecast', 'A', '--all'], 'in one way'],
  [['forecast', '--store', 'CA_1', '--all'], 'in one way'],
])('items must be named in exactly one way: %j', async (args, message) => {
  const { code, diagnostics } = await runInProcess(args);
  expect(code).toBe(2);
  expect(diagnostics).toContain(message);
});

test('a server that does not answer ends with 3 and says what to do', async () => {
  const { code, diagnostics } = await runInProcess(['smoke', '--url', 'http://127.0.0.1:9']);
  expect(code).toBe(3);
  expect(diagnostics).toContain('No server answers at http://127.0.0.1:9');
});
