// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how templates name what they bind
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isNode } from '../../cards/card.ts';
import { nodesOf } from './reading.ts';

const folder = new URL('../../cards/', import.meta.url).pathname;
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file =>
  file.endsWith('.json'),
);
const templates = files.map(file => ({
  file,
  template: JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, unknown>,
}));

/** Names of the view that a string binds: `${a} ${$root.b}` → a, $root.b. */
const bindings = (text: unknown): string[] =>
  typeof text === 'string' ? [...text.matchAll(/\$\{!?([^}]+)\}/g)].map(match => match[1] ?? '') : [];

/** Strings that the code beside a template makes of numbers, days, refs and words of ours alone. */
const isPlain = (name: string) => /^(\$root\.)?plain\.\w+$/.test(name);

describe('The card templates', () => {
  it('are all found, each with its view beside it', () => {
    assert.ok(files.length >= 10, files.join(' '));
    for (const file of files) assert.ok(existsSync(join(folder, file.replace(/json$/, 'ts'))), file);
  });

  it('open in the card designer: version, language and schema are said', () => {
    for (const { file, template } of templates) {
      assert.equal(template['$schema'], 'http://adaptivecards.io/schemas/adaptive-card.json', file);
      assert.equal(template['type'], 'AdaptiveCard', file);
      assert.equal(template['version'], '1.5', file);
      assert.equal(template['lang'], 'en-GB', file);
      assert.equal(template['fallbackText'], '${plain.fallback}', file);
      assert.equal(template['speak'], '${plain.fallback}', file);
    }
  });

  it('bind in text that runs Markdown only what is plain', () => {
    for (const { file, template } of templates) {
      for (const node of nodesOf(template)) {
        assert.ok(!['FactSet', 'Table'].includes(node.type), file);
        if (node.type === 'TextBlock') {
          for (const name of bindings(node['text'])) assert.ok(isPlain(name), `${file}: ${name}`);
          assert.equal(node['wrap'], true, `${file}: ${String(node['text'])}`);
        }
        if (node.type.startsWith('Input.')) {
          assert.deepEqual(bindings(node['label']), [], file);
          assert.ok(String(node['label'] ?? '').length > 0, `${file}: ${String(node['id'])}`);
        }
        for (const choice of (node['choices'] ?? []) as { title: string }[]) {
          for (const name of bindings(choice.title)) assert.ok(isPlain(name), `${file}: ${name}`);
        }
      }
    }
  });

  it('title buttons plainly; only a row that is pressed may name its action in the plan’s words', () => {
    for (const { file, template } of templates) {
      const nodes = nodesOf(template);
      const rows = new Set(nodes.map(node => node['selectAction']));
      for (const node of nodes.filter(({ type }) => type.startsWith('Action.'))) {
        const names = bindings(node['title']);
        if (rows.has(node)) assert.ok(!names.length || names.includes('ref') || names.every(isPlain), file);
        else for (const name of names) assert.ok(isPlain(name), `${file}: ${name}`);
      }
    }
  });

  it('ask the bot only by Action.Execute with a verb, and say where a form begins', () => {
    for (const { file, template } of templates) {
      for (const node of nodesOf(template)) {
        assert.notEqual(node.type, 'Action.Submit', file);
        if (node.type !== 'Action.Execute') continue;
        assert.match(String(node['verb']), /^([a-z][a-z0-9-]*\.[a-z-]+|\$\{(pageVerb|verb)\})$/, file);
        const data = node['data'];
        if (typeof data === 'string') assert.match(data, /^\$\{(data\.\w+|data)\}$/, file);
        else
          assert.match(
            String((data as Record<string, unknown>)['form'] ?? 'within'),
            /^(opens|within|\$\{\w+Form\})$/,
            file,
          );
      }
    }
  });

  it('open every form by a button that says so', () => {
    const openers = templates.flatMap(({ template }) =>
      nodesOf(template).filter(({ verb }) => verb === 'update.open' || verb === 'no-change.ask'),
    );
    // "No change" stands in the form too, where its answer takes the form's place.
    assert.ok(openers.length >= 4);
    for (const { data } of openers)
      assert.match(String((data as Record<string, unknown>)['form']), /^(opens|within|\$\{nextForm\})$/);
    assert.equal(
      openers.filter(({ data }) => (data as Record<string, unknown>)['form'] === 'within').length,
      1,
    );
  });

  it('keep what they draw apart from clients that lack it', () => {
    for (const { file, template } of templates) {
      for (const node of nodesOf(template)) {
        if (node.type.startsWith('Chart.')) assert.ok(isNode(node['fallback']), file);
        if (node.type === 'Image') assert.ok(node['url'], file);
      }
    }
  });

  it('hold no colour by number', () => {
    for (const { file, template } of templates)
      assert.doesNotMatch(JSON.stringify(template), /#[0-9a-f]{6}/i, file);
  });
});
