/** The guard as a whole: its registry, its figures, its time, and the way back to what was typed. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import {
  guardFigures,
  innocentPhrases,
  measure,
  measuredRules,
  summed,
  truePhrases,
} from '../../../../scripts/guard-figures.ts';
import { findIdentifiers } from '../../../../services/privacy/guard/find-identifiers.ts';
import { plainTextOf } from '../../../../services/privacy/guard/plain-text.ts';
import { kindsOfFinding } from '../../../../services/privacy/guard/registry.ts';
import { rules } from './rules.ts';

describe('The identifier guard', () => {
  it('has every kind of the folder in its registry', () => {
    const files = readdirSync('services/privacy/guard/kinds').map(name => name.replace(/\.ts$/, ''));
    assert.deepEqual([...kindsOfFinding].sort(), files.sort());
  });

  it('names each word once, as it was typed, in the order of the text', () => {
    const text = 'J.S., aged 7, DOB 12/03/2015, CH65 9HQ, ring 07700 900461';
    const all = findIdentifiers(text, rules());
    assert.deepEqual(
      all.map(({ kind }) => kind),
      ['initials-age', 'date-of-birth', 'postcode', 'phone'],
    );
    for (const { words, start } of all) assert.equal(text.slice(start, start + words.length), words);
  });

  it('finds the way back to what was typed from any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), text => {
        const { plain, typed } = plainTextOf(text);
        const { start, words } = typed(0, plain.length);
        assert.ok(text.includes(words));
        assert.equal(text.slice(start, start + words.length), words);
        findIdentifiers(text, rules());
      }),
      { numRuns: 500, seed: 12 },
    );
  });

  it('takes no long time over six full fields, whatever stands in them', () => {
    const parts = [
      '1 ',
      '123 456 ',
      'AB ',
      'A.',
      'a@a.a',
      'a.',
      'born the on ',
      'dob: 12/3/',
      '((',
      '0 ',
      'JS aged ',
      '+',
      'at ',
    ];
    for (const part of parts) {
      const text = part.repeat(4000).slice(0, 4000);
      const begin = process.cpuUsage().user;
      for (let field = 0; field < 6; field += 1) findIdentifiers(text, rules());
      const milliseconds = (process.cpuUsage().user - begin) / 1000;
      assert.ok(milliseconds < 1500, `${part}: ${milliseconds} ms`);
    }
  });
});

describe('The figures of the guard', () => {
  const figures = guardFigures();

  it('are told of at least 300 phrases that name somebody and 300 that do not, each once', () => {
    for (const phrases of [truePhrases(), innocentPhrases()]) {
      assert.ok(phrases.length >= 300, `${phrases.length}`);
      assert.equal(new Set(phrases.map(({ text }) => text)).size, phrases.length);
    }
    for (const { text, marked } of truePhrases()) assert.ok(marked.length > 0, text);
  });

  it('miss little and stop little that is innocent, also of what was held back', () => {
    const phrases = [...truePhrases(), ...innocentPhrases()];
    for (const part of [phrases, phrases.filter(({ isHeldBack }) => isHeldBack)]) {
      const { found, missed, wrong } = summed(measure(part, measuredRules()).values());
      assert.ok(found / (found + missed) > 0.95, `recall ${found} of ${found + missed}`);
      assert.ok(found / (found + wrong) > 0.98, `precision, ${wrong} wrong`);
    }
  });

  it('stand in the README as they are: npm run guard-figures', () => {
    assert.ok(readFileSync('README.md', 'utf8').includes(figures), figures);
  });
});
