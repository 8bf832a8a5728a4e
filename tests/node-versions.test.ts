import { readFileSync } from 'node:fs';
import semver from 'semver';

interface Package {
  readonly version?: string;
  readonly engines?: { readonly node?: string };
}

const LOCK_FILE = new URL('../package-lock.json', import.meta.url);
const { packages } = JSON.parse(readFileSync(LOCK_FILE, 'utf8')) as { packages: Record<string, Package> };
const { '': project, ...installed } = packages;
const supported = project?.engines?.node ?? '';

/** The packages that refuse a version of Node.js in the range, as `npm ci` warns of them (EBADENGINE). */
function packagesThatRefuse(range: string): string[] {
  return Object.entries(installed)
    .filter(([, { engines }]) => engines?.node && !semver.subset(range, engines.node))
    .map(([path, { version, engines }]) => `${path}@${version} needs ${engines?.node}`);
}

describe('the versions of Node.js that package.json names', () => {
  it('SC-1: are supported by every package that npm ci installs', () => {
    expect(packagesThatRefuse(supported)).toEqual([]);
  });

  it('begin with 20.19', () => {
    expect(semver.minVersion(supported)?.version).toBe('20.19.0');
  });

  it('include the present lines 22 and 24', () => {
    for (const version of ['22.13.0', '24.0.0']) expect(semver.satisfies(version, supported)).toBe(true);
  });
});
