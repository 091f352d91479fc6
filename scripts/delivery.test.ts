import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');

const names = (text: string, pattern: RegExp) =>
  new Set(Array.from(text.matchAll(pattern), ([, name]) => name));

describe('the container image', () => {
  it('runs the Node that package.json pins', () => {
    const pinned = /"node": "(\d+\.\d+\.\d+)"/.exec(read('package.json'))?.[1];
    expect(/ARG NODE_VERSION=(\S+)/.exec(read('Dockerfile'))?.[1]).toBe(pinned);
  });

  it('is run by somebody who is not root', () => {
    const users = read('Dockerfile').match(/^USER .+$/gm);
    expect(users?.at(-1)).toMatch(/^USER [1-9]\d*:[1-9]\d*$/);
  });
});

describe('the compose file', () => {
  it('takes its settings from variables that the example names', () => {
    const used = names(read('deploy/compose.yaml'), /\$\{(\w+)/g);
    const offered = names(read('deploy/.env.example'), /^(\w+)=/gm);
    expect(offered).toEqual(used);
  });

  it('holds no password of its own', () => {
    expect(read('deploy/.env.example')).toMatch(/^POSTGRES_PASSWORD=$/m);
  });
});
