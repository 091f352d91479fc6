import { describe, expect, it } from 'vitest';

import { Findings } from './findings.ts';

describe('Findings', () => {
  it('looks for the same once, and for each part of the data apart', () => {
    const findings = new Findings();
    const key = {};
    let searches = 0;
    const find = () => (searches += 1);
    expect([findings.once(key, find), findings.once(key, find)]).toEqual([1, 1]);
    expect(findings.once({}, find)).toBe(2);
    const part = {};
    expect(findings.of(part).once(key, find)).toBe(3);
    expect(findings.of(part).once(key, find)).toBe(3);
    expect(findings.of(585).once(key, find)).toBe(4);
  });

  it('keeps nothing found as a finding', () => {
    const findings = new Findings();
    let searches = 0;
    const find = () => {
      searches += 1;
      return null;
    };
    const key = {};
    expect([findings.once(key, find), findings.once(key, find), searches]).toEqual([null, null, 1]);
  });
});
