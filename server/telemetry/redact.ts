const secretName =
  /pass(word|wd)?$|secret|token|authori[sz]ation|cookie|api[-_]?key|credential|database_?url/i;
const userInUrl = /([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi;

const mask = '[redacted]';

/** Hides the user and password of every URL in a text: `postgres://me:pw@host/db` → `postgres://[redacted]@host/db`. */
export function redactText(text: string): string {
  return text.replaceAll(userInUrl, `$1${mask}@`);
}

/**
 * A copy that is fit for a log line or a span: fields whose name speaks of a secret are masked, and so are the
 * credentials in the URLs of every other text.
 */
export function redactFields<Value>(
  fields: Readonly<Record<string, Value>>,
): Record<string, Value | string | string[]> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, redactValue(name, value)]),
  );
}

function redactValue<Value>(name: string, value: Value): Value | string | string[] {
  if (secretName.test(name)) return mask;
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) {
    return value.map((entry: unknown) => redactText(String(entry)));
  }
  return value;
}
