import type { Config } from '../../server/config/index.ts';
import type { Logger } from '../../server/application/telemetry.ts';
import type { Terminal } from '../terminal/index.ts';
import type { ExitCode } from './exit-codes.ts';

/** One run of the command line: everything that a command may know of the process around it. */
export interface Invocation {
  readonly terminal: Terminal;
  /** Aborted with StopRequested when a signal asks the process to end. */
  readonly signal: AbortSignal;
  /** The settings; read when a command needs them, so that help works under a broken environment. */
  readonly config: () => Config;
  /** The environment, for processes that a command starts. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Log lines of a command that ends by itself: on standard error, warnings unless LOG_LEVEL says otherwise. */
  readonly logger: () => Logger;
  /** Where spans are exported to; null where they are not. */
  readonly spanTarget: string | null;
  /** Ends the command with another code than 0, without an error. */
  readonly endWith: (code: ExitCode) => void;
}
