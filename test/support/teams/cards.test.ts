import assert from 'node:assert/strict';
import { inputsOf, pressesIn, pressOf } from './card-press.ts';
import { cardProblems, cardWarnings } from './card-rules.ts';
import type { JsonObject } from './json.ts';

function card(body: JsonObject[], actions: JsonObject[] = []): JsonObject {
  return { type: 'AdaptiveCard', version: '1.5', body, actions };
}

const save = { type: 'Action.Execute', title: 'Save', verb: 'save', data: { ask: 'a1' } };

describe('what Teams refuses in a card', () => {
  it('takes a card with everything it should have', () => {
    const good = card(
      [
        { type: 'ColumnSet', columns: [{ width: 'auto', items: [{ type: 'TextBlock', text: 'x' }] }] },
        { type: 'RichTextBlock', inlines: ['plain', { type: 'TextRun', text: 'run' }] },
        {
          type: 'Table',
          columns: [{ width: 1 }],
          rows: [{ cells: [{ items: [{ type: 'Badge', text: 'new' }] }] }],
        },
        { type: 'Chart.Donut', id: 'chart', fallback: { type: 'FactSet', id: 'chart', facts: [] } },
        { type: 'Image', url: 'data:image/png;base64,AA==' },
      ],
      [{ ...save, fallback: { type: 'Action.Submit', title: 'Save', data: {} } }],
    );
    assert.deepEqual(cardProblems(good), []);
    assert.deepEqual(cardWarnings(good), []);
  });

  it('finds what is wrong wherever it is', () => {
    const inShowCard = {
      type: 'Action.ShowCard',
      card: { type: 'AdaptiveCard', body: [{ type: 'Image', url: '' }] },
    };
    const cases: [unknown, RegExp][] = [
      ['text', /not an object/],
      [{ type: 'Card', version: '1.5' }, /not AdaptiveCard/],
      [card([{ type: 'Container', items: [{ text: 'x' }] }]), /items\[0\] has no type/],
      [card([], [inShowCard]), /card\.actions\[0\]\.card\.body\[0\]: Image has no url/],
      [card([{ type: 'Input.Text' }]), /Input\.Text has no id/],
      [card([{ type: 'Input.ChoiceSet', id: 'a' }]), /has no choices/],
      [card([{ type: 'Input.ChoiceSet', id: 'a', choices: [{ title: 'x' }] }]), /no title or no value/],
      [card([{ type: 'Input.Number', id: 'a', min: '1' }]), /min is not a number/],
      [card([{ type: 'Input.Text', id: 'a', regex: '(' }]), /not a regular expression/],
      [card([{ type: 'TextBlock' }]), /has no text/],
      [card([{ type: 'TextBlock', text: 'x', fallback: 'none' }]), /neither an element/],
      [card([], [{ type: 'Action.OpenUrl', title: 'x' }]), /has no url/],
      [card([], [{ ...save, iconUrl: '' }]), /iconUrl is empty/],
      [card([{ type: 'TextBlock', text: 'x', id: 'a' }], [{ ...save, id: 'a' }]), /the id a is already/],
    ];
    for (const [bad, pattern] of cases) {
      assert.match(cardProblems(bad).join('; '), pattern);
    }
  });

  it('warns of what Teams takes but does not do', () => {
    const mention = { type: 'mention', text: '<at>Ann</at>', mentioned: { id: '29:1', name: 'Ann' } };
    const odd = {
      ...card([{ type: 'TextBlock', text: 'Hello Ann' }]),
      refresh: { userIds: Array.from({ length: 61 }, (_, index) => `29:${index}`) },
      msteams: { entities: [mention] },
    };
    assert.match(cardWarnings(odd).join('; '), /61 people, over 60; the mention <at>Ann<\/at> is not in/);
  });
});

describe('pressing and filling in a card', () => {
  it('finds actions in buttons, elements, inputs and nested cards, with the inputs that go with them', () => {
    const outer = { type: 'Input.Text', id: 'outer' };
    const inner = { type: 'Input.Text', id: 'inner', inlineAction: { ...save, title: 'Inline' } };
    const nested = { type: 'AdaptiveCard', body: [inner], actions: [{ ...save, title: 'Nested' }] };
    const whole = card(
      [
        outer,
        { type: 'Container', items: [], selectAction: { ...save, title: 'Row', associatedInputs: 'none' } },
      ],
      [
        { type: 'Action.ShowCard', title: 'More', card: nested },
        { ...save, id: 'save' },
      ],
    );
    const ids = (title: string) => inputsOf(pressOf(whole, title).cards).inputs.map(({ id }) => id);
    assert.deepEqual(ids('save'), ['outer']);
    assert.deepEqual(ids('Nested'), ['outer', 'inner']);
    assert.deepEqual(ids('Inline'), ['outer', 'inner']);
    assert.deepEqual(ids('Row'), []);
    assert.equal(pressOf(whole, 'More').kind, 'local');
    assert.equal(pressesIn(whole).length, 5);
  });

  it('tells a dialog from a form and from a link, and what an old client presses', () => {
    const fallback = { type: 'Action.Submit', title: 'Save', data: { old: true } };
    const whole = card(
      [],
      [
        { ...save, fallback },
        { type: 'Action.Submit', title: 'Open', data: { msteams: { type: 'task/fetch' }, ask: 'a1' } },
        { type: 'Action.OpenUrl', title: 'Read', url: 'https://example.org' },
      ],
    );
    assert.deepEqual(
      pressesIn(whole).map(({ kind }) => kind),
      ['execute', 'taskFetch', 'openUrl'],
    );
    assert.deepEqual(pressOf(whole, 'Save', { knowsExecute: false }).action, fallback);
  });

  it('says which actions there are when one is not there, not alone or disabled', () => {
    const twice = card([], [save, save, { ...save, title: 'Off', isEnabled: false }]);
    assert.throws(() => pressOf(twice, 'Send'), /0 actions fit Send; the card has "Save", "Save", "Off"/);
    assert.throws(() => pressOf(twice, 'Save'), /2 actions fit/);
    assert.equal(pressOf(twice, 'Save', { nth: 1 }).title, 'Save');
    assert.throws(() => pressOf(twice, /Off/), /disabled/);
  });

  it('gives what the card holds, leaves out what is empty, and checks as the client does', () => {
    const form = card([
      { type: 'Input.Text', id: 'empty' },
      { type: 'Input.Text', id: 'given', value: 'as before', maxLength: 12, isRequired: true },
      { type: 'Input.Toggle', id: 'sure', title: 'Sure', isRequired: true, errorMessage: 'Be sure' },
      { type: 'Input.Number', id: 'count', value: 3, min: 0, max: 5 },
      { type: 'Input.Date', id: 'due', max: '2026-12-31' },
      {
        type: 'Input.ChoiceSet',
        id: 'rag',
        choices: [
          { title: 'Red', value: 'red' },
          { title: 'Green', value: 'green' },
        ],
      },
      { type: 'Input.Text', id: 'ref', regex: '^[A-Z]+$' },
    ]);
    const asGiven = inputsOf(form);
    assert.deepEqual(asGiven.values, { given: 'as before', sure: 'false', count: '3' });
    assert.deepEqual(asGiven.problems, [{ id: 'sure', message: 'Be sure' }]);

    const typed = { given: '', sure: 'true', count: '6', due: '2027-01-01', rag: 'blue', ref: 'abc' };
    assert.deepEqual(
      inputsOf(form, typed).problems.map(({ id }) => id),
      ['given', 'count', 'due', 'rag', 'ref'],
    );
    assert.throws(() => inputsOf(form, { unknown: 'x' }), /No input is called unknown/);
  });
});
