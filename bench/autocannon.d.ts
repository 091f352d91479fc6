/** The part of autocannon's interface that the benches use; the package ships no types. */
declare module 'autocannon' {
  import type { EventEmitter } from 'node:events';

  interface Request {
    readonly method: 'POST';
    readonly body: string;
    readonly headers: Readonly<Record<string, string>>;
  }

  interface Options {
    readonly url: string;
    readonly connections: number;
    /** Requests in all. */
    readonly amount: number;
    /** Seconds. */
    readonly timeout: number;
    /** Sent in turn by each connection. */
    readonly requests: readonly Request[];
    /** False counts the answer as a mismatch. */
    readonly verifyBody: (body: string) => boolean;
  }

  interface Result {
    readonly errors: number;
    readonly timeouts: number;
    readonly mismatches: number;
    readonly non2xx: number;
  }

  interface Instance extends EventEmitter, PromiseLike<Result> {
    on(
      event: 'response',
      listener: (client: object, status: number, bytes: number, milliseconds: number) => void,
    ): this;
  }

  export default function autocannon(options: Options): Instance;
}
