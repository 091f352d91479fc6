import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { releaseProblems } from './release-problems.ts';

const changelog = `# Changelog

## [Unreleased]

## [1.1.0] - 2026-02-03

### Added

- Something

## [1.0.0] - 2026-01-02

### Added

- Everything
`;

const agreeing = { packageVersion: '1.1.0', lockVersion: '1.1.0', changelog, tags: [] };

describe('releaseProblems', () => {
  it('is content when package, lockfile, changelog and tag agree', () => {
    expect(releaseProblems({ ...agreeing, tags: ['v1.1.0', 'nightly'] })).toEqual([]);
  });

  it('accepts unreleased changes on a commit without a tag only', () => {
    const pending = changelog.replace('[Unreleased]\n', '[Unreleased]\n\n- A change\n');
    expect(releaseProblems({ ...agreeing, changelog: pending })).toEqual([]);
    expect(releaseProblems({ ...agreeing, changelog: pending, tags: ['v1.1.0'] })).toEqual([
      expect.stringContaining('Unreleased'),
    ]);
  });

  it.each([
    ['another newest release', { packageVersion: '1.2.0', lockVersion: '1.2.0' }, '1.1.0'],
    ['another version in the lockfile', { lockVersion: '1.0.0' }, 'package-lock.json says 1.0.0'],
    ['another tag', { tags: ['v1.0.9'] }, 'tagged v1.0.9'],
    ['no unreleased section', { changelog: '## [1.1.0] - 2026-02-03\n\n- x\n' }, 'Unreleased'],
    ['no release at all', { changelog: '## [Unreleased]\n' }, 'is none'],
    [
      'a heading without a date',
      { changelog: changelog.replace(' - 2026-01-02', '') },
      'must read',
    ],
    ['an impossible date', { changelog: changelog.replace('01-02', '02-30') }, 'no date'],
    ['an empty release', { changelog: changelog.replace('- Everything\n', '') }, 'lists no change'],
    ['a repeated release', { changelog: changelog.replace('1.0.0', '1.1.0') }, 'two sections'],
  ])('names %s', (_, change, expected) => {
    const problems = releaseProblems({ ...agreeing, ...change });
    expect(problems.join('\n')).toContain(expected);
  });

  it('refuses versions that are not semantic', () => {
    const odd = changelog.replace('1.1.0', '1.1');
    const problems = releaseProblems({
      packageVersion: '1.1',
      lockVersion: '1.1',
      changelog: odd,
      tags: [],
    });
    expect(problems).toHaveLength(2);
  });

  it('finds the project itself in agreement', () => {
    const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
    const version = /"version": "(.+?)"/;
    expect(
      releaseProblems({
        packageVersion: version.exec(read('package.json'))?.[1] ?? '',
        lockVersion: version.exec(read('package-lock.json'))?.[1] ?? '',
        changelog: read('CHANGELOG.md'),
        tags: [],
      }),
    ).toEqual([]);
  });
});
