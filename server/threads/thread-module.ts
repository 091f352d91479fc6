const extension = import.meta.filename.slice(-3);

/** The module of a name beside another one, for threads to run: sources run as they are, a build runs its own JavaScript. */
export function threadModule(name: string, beside: string): URL {
  return new URL(`./${name}${extension}`, beside);
}

/** What Node is told for a thread of a module: sources import sources. */
export function execArgvOf({ pathname }: URL): string[] {
  return pathname.endsWith('.ts') ? ['--conditions=source'] : [];
}
