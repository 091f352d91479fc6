/** How busy the threads of a pool are. */
export interface ThreadLoad {
  /** Runs that wait. */
  readonly waiting: number;
  /** Threads that compute. */
  readonly busy: number;
  /** Threads that are started. */
  readonly started: number;
}
