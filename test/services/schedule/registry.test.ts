import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { skipReasons } from '../../../services/schedule/reasons.ts';
import { schedules } from '../../../services/schedule/registry.ts';

describe('The registry of schedules', () => {
  it('has each schedule of the folder, with a title', () => {
    const folder = 'services/schedule/schedules';
    const files = (existsSync(folder) ? readdirSync(folder) : []).flatMap(
      name => name.match(/^(.+)\.ts$/)?.[1] ?? [],
    );
    assert.deepEqual(schedules.map(({ name }) => name).sort(), files.sort());
    assert.equal(new Set(schedules.map(({ title }) => title)).size, schedules.length);
  });

  it('has words for each reason that go on from “not done:”', () => {
    for (const words of Object.values(skipReasons)) assert.match(words, /^[a-z]/);
  });
});
