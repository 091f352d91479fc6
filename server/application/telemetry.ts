/** Values that a span or a log line may carry. */
export type Attributes = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** A unit of work that is being traced. */
export interface Span {
  set(attributes: Attributes): void;
  event(name: string, attributes?: Attributes): void;
}

export interface SpanOptions {
  /** W3C trace contexts of the spans that led to this one, without being its parents. */
  readonly links: readonly string[];
}

/** Opens spans around work; a thrown error marks the span failed and passes through. */
export interface Tracer {
  span<Result>(
    name: string,
    attributes: Attributes,
    work: (span: Span) => Promise<Result>,
    options?: SpanOptions,
  ): Promise<Result>;
  /** Trace id of the active span, 32 hex digits; null outside of one. */
  traceId(): string | null;
  /** W3C trace context of the active span, to be linked to later; null outside of one. */
  traceparent(): string | null;
}

/** Structured log lines; the adapter adds time, service, version, request id and trace id. */
export interface Logger {
  debug(fields: Attributes, message: string): void;
  info(fields: Attributes, message: string): void;
  warn(fields: Attributes & { readonly error?: never }, message: string, error?: unknown): void;
  error(fields: Attributes & { readonly error?: never }, message: string, error?: unknown): void;
}

/** Progress of long work. `total` is null while unknown; `unit` is plural: `rows`, `items`, `bytes`. */
export interface Progress {
  readonly stage: string;
  readonly done: number;
  readonly total: number | null;
  readonly unit: string;
  /** Rows read so far, where `unit` is `bytes`. */
  readonly rows?: number;
  /** Estimated time to the end, where one can be given. */
  readonly secondsLeft?: number;
  /** Of a training, smoothed. */
  readonly loss?: number;
}
export type OnProgress = (progress: Progress) => void;
