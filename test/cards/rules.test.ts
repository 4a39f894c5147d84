import assert from 'node:assert/strict';
import { CARD_LIMIT, type Card, type CardNode, type Forms, isNode } from '../../cards/card.ts';
import { everyCard, type Material } from './every-card.ts';
import { HOSTILE, hostile, huge, MARK } from './hostile.ts';
import { nodesOf } from './reading.ts';
import { facts } from './sample-facts.ts';
import { askState } from './samples.ts';

const plain = (): Material => ({ state: askState(), facts: facts(), text: 'Some words.' });
const kinds: [string, () => Material][] = [
  ['plain', plain],
  ['hostile', hostile],
  ['huge', huge],
];

const built = new Map<string, [string, Card][]>();

function cardsOf(kind: string, of: () => Material, forms: Forms): [string, Card][] {
  const key = `${kind}, ${forms}`;
  const cards = built.get(key) ?? everyCard(of(), forms);
  built.set(key, cards);
  return cards;
}

/** Calls `check` for each card there is, of each material, with both ways of showing forms. */
function forEveryCard(check: (card: Card, name: string) => void, material = kinds): void {
  for (const [kind, of] of material) {
    for (const forms of ['dialog', 'inline'] satisfies Forms[]) {
      for (const [name, card] of cardsOf(kind, of, forms)) check(card, `${name} (${kind}, ${forms})`);
    }
  }
}

/** Every string of a card, with the node that it belongs to and the property it stands in. */
function strings(
  value: unknown,
  holder: CardNode | null = null,
  key = '',
): [string, CardNode | null, string][] {
  if (typeof value === 'string') return [[value, holder, key]];
  if (Array.isArray(value)) return value.flatMap(item => strings(item, holder, key));
  if (typeof value !== 'object' || value === null) return [];
  const own = isNode(value) ? value : holder;
  return Object.entries(value).flatMap(([name, item]) => strings(item, own, name));
}

const standardColours = new Set(['Default', 'Dark', 'Light', 'Accent', 'Good', 'Warning', 'Attention']);

describe('Every card', () => {
  it('names version, language and what to say where it cannot be drawn', () => {
    forEveryCard((card, name) => {
      assert.equal(card.type, 'AdaptiveCard', name);
      assert.equal(card.version, '1.5', name);
      assert.equal(card.lang, 'en-GB', name);
      assert.ok(card.fallbackText.length > 10, name);
      assert.equal(card.speak, card.fallbackText, name);
      assert.ok(card.body.length > 0, name);
    });
  });

  it('is smaller than Teams takes', () => {
    forEveryCard((card, name) => {
      const size = JSON.stringify(card).length;
      assert.ok(size < CARD_LIMIT, `${name}: ${size}`);
    });
  });

  it('shows text of people and of the plan only where no Markdown runs', () => {
    let seen = 0;
    forEveryCard(
      (card, name) => {
        const pressable = new Set(nodesOf(card).map(node => node['selectAction']));
        const fallbacks = nodesOf(card)
          .filter(node => pressable.has(node))
          .map(node => node['fallback']);
        for (const [text, holder, key] of strings(card)) {
          if (!text.includes(MARK)) continue;
          seen += 1;
          const inRun = holder?.type === 'TextRun' && key === 'text';
          const inInput = holder?.type.startsWith('Input.') && key === 'value';
          const onRow = key === 'title' && (pressable.has(holder) || fallbacks.includes(holder));
          const whoIsMeant = key === 'name' && holder?.type === 'mention';
          // A dropdown has no other place for names: they lose what Markdown takes.
          const inChoice = key === 'title' && holder?.type === 'Input.ChoiceSet' && !/[[\]*<>_]/.test(text);
          assert.ok(
            inRun || inInput || onRow || whoIsMeant || inChoice,
            `${name}: ${holder?.type}.${key}: ${text}`,
          );
        }
      },
      [['hostile', hostile]],
    );
    assert.ok(seen > 200, `${seen} texts were followed`);
  });

  it('lets no ref and no rating word of a board file bring Markdown or a mention where it would run', () => {
    forEveryCard(
      (card, name) => {
        for (const node of nodesOf(card)) {
          if (node.type === 'TextBlock') {
            assert.doesNotMatch(String(node['text']).replace(/<\/?at>/g, ''), /[[\]*<>{}#]/, name);
          }
          if (node.type.startsWith('Action.') && !String(node['title']).includes(MARK)) {
            assert.doesNotMatch(
              String(node['title']).replace('1.1[x](http://x)<at>', ''),
              /[[\]*<>{}#]/,
              name,
            );
          }
          for (const choice of (node['choices'] ?? []) as { title: string }[]) {
            assert.doesNotMatch(choice.title, /[[\]*<>{}#]/, name);
          }
        }
        assert.doesNotMatch(card.fallbackText, /[[\]*<>{}#]/, name);
      },
      [['hostile', hostile]],
    );
  });

  it('keeps a person’s text as it is, except that dates in braces stay text and directions stay straight', () => {
    forEveryCard(
      (card, name) => {
        for (const [text, holder, key] of strings(card)) {
          if (holder?.type === 'TextRun' && key === 'text') assert.doesNotMatch(text, /\{\{|\u202E|\n/, name);
          if (holder?.type === 'Input.Text' && key === 'value')
            assert.equal(text.includes(HOSTILE.slice(0, 150)), true, name);
        }
      },
      [['hostile', hostile]],
    );
  });

  it('has at most three columns, named colours, labelled inputs and no id twice', () => {
    forEveryCard((card, name) => {
      const nodes = nodesOf(card);
      const ids = nodes.flatMap(node => (typeof node['id'] === 'string' ? [node['id']] : []));
      assert.equal(new Set(ids).size, ids.length, `${name}: ${ids.join(' ')}`);
      for (const node of nodes) {
        if (node.type === 'ColumnSet') assert.ok((node['columns'] as unknown[]).length <= 3, name);
        if (node.type === 'TextRun' && node['color'] !== undefined) {
          assert.ok(standardColours.has(String(node['color'])), `${name}: ${String(node['color'])}`);
        }
        if (node.type === 'TextRun' || node.type === 'TextBlock') assert.notEqual(node['text'], '', name);
        if (node.type === 'RichTextBlock') assert.ok((node['inlines'] as unknown[]).length > 0, name);
        if (node.type.startsWith('Input.')) {
          assert.ok(String(node['label'] ?? '').length > 3, `${name}: ${String(node['id'])}`);
          assert.ok(!('placeholder' in node), name);
          assert.ok(!(node['isRequired'] && node['isVisible'] === false), name);
        }
        if (node.type === 'Image') assert.ok(node['url'], name);
        assert.ok(!['FactSet', 'Table', 'Badge', 'ProgressBar', 'Icon', 'Rating'].includes(node.type), name);
        if (node.type.startsWith('Chart.')) assert.ok(isNode(node['fallback']), name);
      }
    });
  });

  it('has at most six buttons in a row, each with a title', () => {
    forEveryCard((card, name) => {
      const rows = [
        card.actions ?? [],
        ...nodesOf(card).flatMap(({ type, actions }) =>
          type === 'ActionSet' ? [actions as CardNode[]] : [],
        ),
      ];
      for (const row of rows) assert.ok(row.length <= 6, `${name}: ${row.length}`);
      for (const node of nodesOf(card)) {
        if (node.type.startsWith('Action.')) assert.ok(String(node['title'] ?? '').trim().length > 1, name);
        if (node.type === 'ActionSet') assert.ok((node['actions'] as unknown[]).length > 0, name);
      }
    });
  });

  it('carries ids, codes and numbers in its buttons, and never a text', () => {
    forEveryCard((card, name) => {
      for (const { type, data } of nodesOf(card)) {
        if (!type.startsWith('Action.') || data === undefined) continue;
        for (const [key, value] of Object.entries(data as Record<string, unknown>)) {
          assert.notEqual(key, 'form', name);
          for (const item of Array.isArray(value) ? value : [value]) {
            const isCode = typeof item === 'string' && item.length <= 64 && !item.includes(MARK);
            const isDialog = key === 'msteams' && JSON.stringify(item) === '{"type":"task/fetch"}';
            assert.ok(
              isCode || typeof item === 'number' || isDialog,
              `${name}: ${key} = ${JSON.stringify(item)}`,
            );
          }
        }
      }
    });
  });

  it('has no word that a later day makes false', () => {
    forEveryCard(
      (card, name) => {
        for (const [text] of strings(card)) {
          assert.doesNotMatch(
            text,
            /\b(today|tomorrow|yesterday|now due|in \d+ (working )?days?|days ago|this week)\b/i,
            name,
          );
        }
      },
      [['plain', plain]],
    );
  });

  it('speaks without exclamation marks and without blame', () => {
    forEveryCard(
      (card, name) => {
        for (const [text] of strings(card)) assert.doesNotMatch(text, /!|failed to|you must/i, name);
      },
      [['plain', plain]],
    );
  });
});
