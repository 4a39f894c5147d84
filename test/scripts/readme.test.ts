import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { settingsTable, tableInReadme } from '../../scripts/settings-table.ts';

const readme = readFileSync('README.md', 'utf8');

describe('The README', () => {
  it('has the table of settings as the schema says it: npm run settings-table', () => {
    assert.equal(tableInReadme(), settingsTable());
  });

  it('names the two commands', () => {
    for (const command of ['npm ci && npm start', 'npm ci && npm test'])
      assert.ok(readme.includes(command), command);
  });

  it('points only to files that are there', () => {
    const links = [...readme.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map(([, path]) => path ?? '');
    assert.ok(links.length > 0);
    assert.deepEqual(
      links.filter(path => !existsSync(path)),
      [],
    );
  });
});
