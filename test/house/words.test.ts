import assert from 'node:assert/strict';
import { allFiles, codeFiles, read } from './files.ts';

const product = codeFiles(['bot', 'cards', 'services', 'cli']);
const everything = codeFiles(['bot', 'cards', 'services', 'cli', 'test', 'scripts']);

/** Code alone: no comments, and nothing inside quotes. */
const codeOf = (file: string) =>
  read(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|[^:])\/\/.*$/gm, '$1')
    .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''");

const having = (files: string[], pattern: RegExp, text: (file: string) => string = codeOf) =>
  files.filter(file => pattern.test(text(file)));

/** These stand for Teams itself and for a browser, in one piece each on purpose. */
const LONG = /^test\/(?:support\/teams|playground\/support)\//;

describe('The words in the code', () => {
  it('finds the files that there are', () => {
    assert.ok(product.length > 100 && everything.length > product.length);
  });

  it('has no `any`', () => {
    assert.deepEqual(having(everything, /(:|<|\bas|\|)\s*any\b|\bany\[\]/), []);
  });

  it('silences no compiler', () => {
    const silence = new RegExp(`@ts-${'(?:ignore|nocheck|expect-error)'}`);
    assert.deepEqual(
      having(everything, silence, file => read(file)).filter(file => !file.startsWith('test/house/')),
      [],
    );
  });

  it('leaves nothing unfinished', () => {
    assert.deepEqual(
      having(
        everything,
        new RegExp(`\\b(${['TO', 'FIX'].map((word, index) => word + ['DO', 'ME'][index]).join('|')})\\b`),
        file => read(file),
      ),
      [],
    );
    assert.deepEqual(having(everything, /\b(?:describe|it)\.only\(/), []);
  });

  it('keeps every file of the tests shorter than 300 lines', () => {
    const long = codeFiles(['test'])
      .filter(file => !LONG.test(file))
      .map(file => [file, read(file).split('\n').length - 1] as const)
      .filter(([, lines]) => lines >= 300)
      .map(([file, lines]) => `${file}: ${lines} lines`);
    assert.deepEqual(long, []);
  });

  it('names every file in kebab-case', () => {
    const names = allFiles(['bot', 'cards', 'services', 'cli', 'test', 'scripts', 'samples']).map(
      file => file.split('/').at(-1) ?? '',
    );
    assert.deepEqual(
      names.filter(name => !/^[a-z0-9]+(?:[-.][a-z0-9]+)*$/.test(name)),
      [],
    );
  });

  it('prints only at the terminal’s and local mode’s doors', () => {
    const printers = having(product, /\bconsole\.|process\.std(?:out|err)\.write/);
    assert.deepEqual(
      printers.filter(file => !/^(?:cli|bot\/local)\//.test(file) && file !== 'bot/main.ts'),
      [],
    );
  });

  it('asks the time of a clock', () => {
    const own = having(
      codeFiles(['services', 'cards']),
      /\bnew Date\(\)|\bDate\.now\(|DateTime\.(?:now|local|utc)\(\)/,
    );
    assert.deepEqual(
      own.filter(file => file !== 'services/ports.ts'),
      [],
    );
  });
});
