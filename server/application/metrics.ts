/**
 * What is counted, with the attributes of each. An attribute has few values: never an item, a caller or a text, since every
 * value is a series of its own for whoever stores them.
 */
export interface Counters {
  /** Items that were forecast, by `name@version` of the model that answered. */
  'forecast.items': { readonly 'forecast.model.version': string };
  /** Items that another model than the requested one forecast. */
  'forecast.degradations': {
    readonly 'forecast.degrade.reason': string;
    readonly 'forecast.model.requested': string;
    readonly 'forecast.model.served': string;
  };
}

/** What is measured in seconds. */
export interface Durations {
  /** One request for forecasts, from its input to its answer. */
  'forecast.duration': {
    readonly 'forecast.outcome': 'ok' | 'degraded' | 'failed';
    /** Code of the failure. */
    readonly 'error.type'?: string;
  };
  /** Reading, checking and warming a version; `model.outcome` is `ready` or the reason why it cannot answer. */
  'model.load.duration': {
    readonly 'model.name': string;
    readonly 'model.version': string;
    readonly 'model.outcome': string;
  };
  'http.server.request.duration': {
    readonly 'http.request.method': string;
    readonly 'http.route': string;
    readonly 'http.response.status_code': number;
    /** Family of the failure. */
    readonly 'error.type'?: string;
  };
}

/** What has a value at any time. */
export interface Gauges {
  /** Runs that wait for a thread. */
  'threads.waiting': { readonly 'threads.pool': string };
  /** Threads that compute. */
  'threads.busy': { readonly 'threads.pool': string };
  /** Threads that are started. */
  'threads.started': { readonly 'threads.pool': string };
  /** 0: closed, runs pass; 1: half open, one run may try; 2: open, the version rests. */
  'model.breaker.state': { readonly 'model.name': string; readonly 'model.version': string };
}

export interface Observation<Attributes> {
  readonly value: number;
  readonly attributes: Attributes;
}

/** Counts and measures what the service does. Names and attributes are those above. */
export interface Metrics {
  count<Name extends keyof Counters>(name: Name, by: number, attributes: Counters[Name]): void;
  /** Notes how long something took, in seconds. */
  record<Name extends keyof Durations>(
    name: Name,
    seconds: number,
    attributes: Durations[Name],
  ): void;
  /** Calls `read` whenever metrics are collected, until disposed; it must be cheap. */
  observe<Name extends keyof Gauges>(
    name: Name,
    read: () => readonly Observation<Gauges[Name]>[],
  ): Disposable;
}
