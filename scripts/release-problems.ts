/** Where a release is written down. */
export interface ReleaseSources {
  readonly packageVersion: string;
  readonly lockVersion: string;
  /** The text of CHANGELOG.md. */
  readonly changelog: string;
  /** Git tags that point at the commit being checked. */
  readonly tags: readonly string[];
}

/** Semantic versioning 2.0.0, its own suggested expression. */
const semanticVersion =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$/;

const releaseHeading = /^\[(?<version>[^\]]+)\] - (?<date>\d{4}-\d{2}-\d{2})$/;

interface Section {
  readonly heading: string;
  readonly hasEntries: boolean;
}

function sectionsOf(changelog: string): readonly Section[] {
  return changelog
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [heading = '', ...body] = section.split('\n');
      return { heading: heading.trim(), hasEntries: body.some((line) => /^[-*] /.test(line)) };
    });
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function changelogProblems(sections: readonly Section[], packageVersion: string): string[] {
  const [unreleased, ...releases] = sections;
  if (unreleased?.heading !== '[Unreleased]') {
    return ['CHANGELOG.md must start with the section "## [Unreleased]".'];
  }
  const problems: string[] = [];
  const versions: string[] = [];
  for (const { heading, hasEntries } of releases) {
    const { version, date } = releaseHeading.exec(heading)?.groups ?? {};
    if (version === undefined || date === undefined) {
      problems.push(`CHANGELOG.md: "## ${heading}" must read "## [1.2.3] - 2026-01-31".`);
      continue;
    }
    versions.push(version);
    if (!semanticVersion.test(version))
      problems.push(`CHANGELOG.md: ${version} is no SemVer version.`);
    if (!isDate(date)) problems.push(`CHANGELOG.md: ${date} is no date of the calendar.`);
    if (!hasEntries) problems.push(`CHANGELOG.md: ${version} lists no change.`);
  }
  if (new Set(versions).size !== versions.length) {
    problems.push('CHANGELOG.md has two sections for one version.');
  }
  const newest = versions[0] ?? 'none';
  if (newest !== packageVersion) {
    problems.push(
      `The newest release of CHANGELOG.md is ${newest}, but package.json says ${packageVersion}.`,
    );
  }
  return problems;
}

/**
 * Checks that package.json, the lockfile, the changelog and the release tag of a commit name the same SemVer version.
 * A tagged commit must not leave changes under Unreleased.
 * @returns one sentence per contradiction; empty when all agree.
 */
export function releaseProblems({
  packageVersion,
  lockVersion,
  changelog,
  tags,
}: ReleaseSources): readonly string[] {
  const sections = sectionsOf(changelog);
  const problems = changelogProblems(sections, packageVersion);
  if (!semanticVersion.test(packageVersion)) {
    problems.push(`package.json: ${packageVersion} is no SemVer version.`);
  }
  if (lockVersion !== packageVersion) {
    problems.push(
      `package-lock.json says ${lockVersion}, package.json ${packageVersion}: run npm install.`,
    );
  }
  const releaseTags = tags.filter((tag) => /^v\d/.test(tag));
  for (const tag of releaseTags) {
    if (tag !== `v${packageVersion}`) {
      problems.push(`This commit is tagged ${tag}, but package.json says ${packageVersion}.`);
    }
  }
  if (releaseTags.length > 0 && sections[0]?.hasEntries === true) {
    problems.push(
      'A tagged commit must not list changes under Unreleased: move them to the release.',
    );
  }
  return problems;
}
