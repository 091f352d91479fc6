// The command line; `bin/forecastle.js` builds what is needed and loads this file. The only reader of the environment.
import { stopTelemetry } from '../server/telemetry/index.ts';
import { runCommand } from './commands/index.ts';
import { runCommandLine, runToExit } from './runtime/index.ts';
import { createTerminal } from './terminal/index.ts';

/** For everything that follows the server's own grace: threads, connections, the embedded database. */
const lastResortSeconds = 30;

const terminal = createTerminal(process.stdout, process.stderr);

await runToExit(
  (signal) =>
    runCommandLine({
      args: process.argv.slice(2),
      env: process.env,
      terminal,
      signal,
      run: runCommand,
    }),
  {
    graceSeconds: (Number(process.env['SHUTDOWN_GRACE_SECONDS']) || 20) + lastResortSeconds,
    say: terminal.say,
    cleanUp: stopTelemetry,
  },
);
