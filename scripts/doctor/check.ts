/** What one look at the surroundings found. */
export interface CheckResult {
  readonly name: string;
  /** `warning`: works, but not as well as it could; `failed`: something that is needed does not work. */
  readonly status: 'ok' | 'warning' | 'failed';
  readonly found: string;
  /** What to do; null where nothing is. */
  readonly advice: string | null;
}

export function ok(name: string, found: string): CheckResult {
  return { name, status: 'ok', found, advice: null };
}

export function warning(name: string, found: string, advice: string): CheckResult {
  return { name, status: 'warning', found, advice };
}

export function failed(name: string, found: string, advice: string): CheckResult {
  return { name, status: 'failed', found, advice };
}

/** The message of a thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
