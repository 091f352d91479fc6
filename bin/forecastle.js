#!/usr/bin/env node
// Starts the command line from a checkout or an image. This file runs on any Node from 20.19 on: it finds the Node that
// the project pins, builds what is missing or out of date, and hands over.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { availableParallelism, constants } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const pinnedNode = join(root, 'node_modules', '.bin', 'node');
const oldestNode = [22, 18];

const entry = join(root, 'dist', 'scripts', 'forecastle.js');
const telemetry = join(root, 'dist', 'server', 'telemetry', 'register.js');
const projects = ['src', 'server', 'scripts'];

/** Commands that serve or compute over a database; the others start without tracing. */
const traced = new Set([
  'start',
  'serve',
  'worker',
  'demo',
  'ingest',
  'forecast',
  'verify-forecast',
  'backtest',
]);

/** Commands whose event loop answers requests. */
const serving = new Set(['start', 'serve']);

/**
 * V8 as a server needs it. Young objects have room for what the requests of a quarter of a second make: most of it is gone before it
 * would be copied, and little grows old. Old objects are collected when they have doubled, not when they have grown by some megabytes.
 * Helpers of the collector leave the event loop a core: V8 starts four on any machine.
 */
function serverOptions() {
  const helpers = Math.min(4, Math.max(1, availableParallelism() - 1));
  const young = ['--min-semi-space-size=64', '--max-semi-space-size=64'];
  return [...young, '--heap-growing-percent=100', `--v8-pool-size=${helpers}`];
}

/** Whether options of V8 have to be added: they are read when a process starts, and who gave their own knows better. */
function lacksOptions() {
  const given = [process.env.NODE_OPTIONS ?? '', ...process.execArgv].join(' ');
  // A channel to the parent does not outlive the exchange of the program, and Windows has none.
  return (
    !/semi-space-size|heap-growing-percent|v8-pool-size/.test(given) &&
    process.channel === undefined &&
    process.platform !== 'win32'
  );
}

/** Starts this file again in this very process, with options of Node. */
function startAgain(options) {
  const args = [...options, ...process.execArgv, import.meta.filename, ...process.argv.slice(2)];
  process.execve(process.execPath, [process.execPath, ...args]);
}

function runsHere() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
}

/** Modification time of the newest source below a folder; tests do not count. */
function newestSource(folder) {
  let newest = 0;
  for (const found of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, found.name);
    if (found.isDirectory()) newest = Math.max(newest, newestSource(path));
    else if (/(?<!\.test)\.ts$|tsconfig\.json$/.test(found.name)) {
      newest = Math.max(newest, statSync(path).mtimeMs);
    }
  }
  return newest;
}

/** Why a build is needed; null where the sources are not here (an image) or nothing has changed. */
function reasonToBuild() {
  if (!existsSync(join(root, 'server', 'app.ts'))) return null;
  if (!existsSync(entry)) return 'this checkout is not built yet';
  const schema = statSync(join(root, 'prisma', 'schema.prisma')).mtimeMs;
  for (const project of projects) {
    const built = join(root, 'dist', project, '.tsbuildinfo');
    const builtAt = existsSync(built) ? statSync(built).mtimeMs : 0;
    const changedAt = Math.max(
      newestSource(join(root, project)),
      project === 'server' ? schema : 0,
    );
    if (changedAt > builtAt) return `${project}/ is newer than its build`;
  }
  return null;
}

function build() {
  const reason = reasonToBuild();
  if (reason === null) return;
  process.stderr.write(`Building Forecastle (${reason}) ...\n`);
  const { status, stdout } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  process.stderr.write(`${stdout}The build failed: correct the errors above, or run \`npm ci\`.\n`);
  process.exit(1);
}

/** Runs this file again on the pinned Node and ends as that process ends. */
function handOver() {
  if (!existsSync(pinnedNode)) {
    process.stderr.write(
      `Forecastle needs Node ${oldestNode.join('.')} or newer; this is ${process.versions.node}, and the one that the ` +
        'project pins is not installed. Run `npm ci` first.\n',
    );
    process.exit(1);
  }
  const args = [...process.execArgv, import.meta.filename, ...process.argv.slice(2)];
  const child = spawn(pinnedNode, args, { stdio: 'inherit' });
  // On a terminal the child hears Ctrl-C twice, from there and from here; it takes that for one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (constants.signals[signal ?? 'SIGKILL'] ?? 0));
  });
}

const command = process.argv[2] ?? '';
if (runsHere()) {
  if (serving.has(command) && lacksOptions()) startAgain(serverOptions());
  // graphql checks every value twice outside of production.
  process.env.NODE_ENV ??= 'production';
  build();
  if (traced.has(command)) await import(telemetry);
  await import(entry);
} else {
  handOver();
}
