/** A task that is done when a thread takes it up: then the thread is there. */
export function nothing(): void {
  // Nothing.
}
