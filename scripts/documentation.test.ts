import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: root }).sort();

/** Headings as their anchors on the usual hosts: lower case, punctuation gone, spaces to hyphens. */
function anchorsOf(page: string): readonly string[] {
  const headings = readFileSync(page, 'utf8').match(/^#{1,6} .+$/gm) ?? [];
  return headings.map((heading) =>
    heading
      .replace(/^#+ /, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
}

function brokenLinks(page: string): readonly string[] {
  const text = readFileSync(join(root, page), 'utf8').replace(/^```.*?^```/gms, '');
  return Array.from(text.matchAll(/\]\(([^)\s]+)\)/g), ([, target = '']) => target).filter(
    (target) => {
      if (/^[a-z]+:/.test(target)) return false;
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? join(root, page) : join(root, dirname(page), path);
      if (!existsSync(file)) return true;
      return anchor !== undefined && file.endsWith('.md') && !anchorsOf(file).includes(anchor);
    },
  );
}

describe('the documentation', () => {
  it.each(pages)('%s links to pages and headings that exist', (page) => {
    expect(brokenLinks(page)).toEqual([]);
  });

  it('lists every decision in its index', () => {
    const index = readFileSync(join(root, 'docs/decisions/README.md'), 'utf8');
    const decisions = globSync('docs/decisions/0*.md', { cwd: root });
    expect(decisions.length).toBeGreaterThan(0);
    for (const decision of decisions) {
      expect(index).toContain(`(${decision.replace('docs/decisions/', '')})`);
    }
  });
});
