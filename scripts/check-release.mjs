// Fails when package.json, package-lock.json, CHANGELOG.md and the release tag of HEAD name different versions.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { releaseProblems } from './release-problems.ts';

const root = new URL('../', import.meta.url);
const read = (name) => readFileSync(new URL(name, root), 'utf8');

const git = spawnSync('git', ['tag', '--points-at', 'HEAD'], { cwd: root, encoding: 'utf8' });
if (git.status !== 0) console.log('release: no git checkout here, so no tag was compared');
const tags = git.status === 0 ? git.stdout.split('\n').filter(Boolean) : [];

const { version } = JSON.parse(read('package.json'));
const problems = releaseProblems({
  packageVersion: version,
  lockVersion: JSON.parse(read('package-lock.json')).version,
  changelog: read('CHANGELOG.md'),
  tags,
});
for (const problem of problems) console.error(`release: ${problem}`);
if (problems.length === 0) {
  const tag = tags.includes(`v${version}`) ? `, tag v${version}` : '';
  console.log(`release: package, lockfile and changelog agree on ${version}${tag}`);
}
process.exitCode = problems.length === 0 ? 0 : 1;
