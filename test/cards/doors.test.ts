import assert from 'node:assert/strict';
import type { Card, CardNode } from '../../cards/card.ts';
import { withDoors } from '../../cards/doors.ts';

const press = (data: Record<string, unknown>, look: object = {}): CardNode => ({
  type: 'Action.Execute',
  title: 'Go',
  verb: 'some.verb',
  data,
  ...look,
});

const cardWith = (action: CardNode): Card => ({
  type: 'AdaptiveCard',
  version: '1.5',
  lang: 'en-GB',
  fallbackText: 'x',
  speak: 'x',
  body: [{ type: 'Container', selectAction: action, items: [{ type: 'ActionSet', actions: [action] }] }],
  actions: [{ type: 'Action.ShowCard', title: 'More', card: { type: 'AdaptiveCard', actions: [action] } }],
});

/** The same action after the walk, from each of the places where one can stand. */
function doorOf(action: CardNode, forms: 'dialog' | 'inline'): unknown {
  const card = withDoors(cardWith(action), forms);
  const container = card.body[0] as unknown as { selectAction: unknown; items: { actions: unknown[] }[] };
  const shown = card.actions?.[0] as unknown as { card: { actions: unknown[] } };
  const [inRow, inSet, inFold] = [
    container.selectAction,
    container.items[0]?.actions[0],
    shown.card.actions[0],
  ];
  assert.deepEqual(inSet, inRow);
  assert.deepEqual(inFold, inRow);
  return inRow;
}

describe('The doors of a card', () => {
  for (const forms of ['dialog', 'inline'] as const) {
    it(`give a plain button a fallback that carries its verb (${forms})`, () => {
      assert.deepEqual(doorOf(press({ ask: 'a', page: 1 }), forms), {
        type: 'Action.Execute',
        title: 'Go',
        verb: 'some.verb',
        data: { ask: 'a', page: 1 },
        fallback: { type: 'Action.Submit', title: 'Go', data: { ask: 'a', page: 1, verb: 'some.verb' } },
      });
    });
  }

  it('open a form in a dialog by task/fetch', () => {
    assert.deepEqual(doorOf(press({ ask: 'a', form: 'opens' }), 'dialog'), {
      type: 'Action.Submit',
      title: 'Go',
      data: { ask: 'a', verb: 'some.verb', msteams: { type: 'task/fetch' } },
    });
  });

  it('answer from within a dialog by a plain submit', () => {
    const look = { style: 'positive', associatedInputs: 'none' };
    assert.deepEqual(doorOf(press({ ask: 'a', form: 'within' }, look), 'dialog'), {
      type: 'Action.Submit',
      title: 'Go',
      ...look,
      data: { ask: 'a', verb: 'some.verb' },
    });
  });

  for (const form of ['opens', 'within', 'none']) {
    it(`make a form’s button (${form}) an ordinary one where there are no dialogs`, () => {
      assert.deepEqual(doorOf(press({ ask: 'a', form }), 'inline'), doorOf(press({ ask: 'a' }), 'inline'));
    });
  }

  it('leave what the client does by itself as it is, and the card that went in', () => {
    const toggle = { type: 'Action.ToggleVisibility', title: 'Fold', targetElements: ['more'] };
    const card = cardWith(toggle);
    const before = structuredClone(card);
    assert.deepEqual(withDoors(card, 'dialog'), before);
    assert.deepEqual(card, before);
  });
});
