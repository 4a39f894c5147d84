import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import type { Card, Forms } from '../../cards/card.ts';
import { everyCard, type Material } from '../cards/every-card.ts';
import { hostile, huge } from '../cards/hostile.ts';
import { facts } from '../cards/sample-facts.ts';
import { askState } from '../cards/samples.ts';
import { findChromium } from '../playground/support/chromium.ts';
import { needsChromium } from '../playground/support/needs-chromium.ts';
import { type Gallery, openGallery } from './gallery.ts';
import type { Theme } from './host-config.ts';

/** A phone, and the Playground. */
const WIDTHS = [320, 446] as const;
const THEMES: readonly Theme[] = ['light', 'dark'];
const FOLDER = resolve('test/.artifacts/cards');

const plain = (): Material => ({ state: askState(), facts: facts(), text: 'Some words.' });

/** Each card of each material; plain ones with both ways to open forms. */
function everyLook(): [name: string, card: Card][] {
  const of = (kind: string, material: Material, forms: Forms) =>
    everyCard(material, forms).map(([name, card]): [string, Card] => [`${name} (${kind}, ${forms})`, card]);
  return [
    ...of('plain', plain(), 'dialog'),
    ...of('plain', plain(), 'inline'),
    ...of('hostile', hostile(), 'dialog'),
    ...of('huge', huge(), 'dialog'),
  ];
}

/** Charts are for clients that know them, and stand beside what the others draw. */
const isMeant = (message: string) => /^Unknown element type "Chart\.[\w.]+"|property "lang"/.test(message);

describe('Every card, drawn', function () {
  this.timeout(120_000);
  let gallery: Gallery;

  before(async function () {
    if (!needsChromium(this, findChromium())) return;
    gallery = await openGallery(FOLDER);
  });
  after(() => gallery?.close());

  it('is understood, fits a phone and the Playground, and names its inputs', async () => {
    const wrong: string[] = [];
    let drawn = 0;
    for (const [name, card] of everyLook()) {
      const { notUnderstood, misfits, nameless } = await gallery.look(card, WIDTHS);
      const all = [
        ...notUnderstood.filter(message => !isMeant(message)),
        ...misfits,
        ...nameless.map(input => `no label: ${input}`),
      ];
      wrong.push(...all.map(one => `${name}: ${one}`));
      drawn += 1;
    }
    assert.deepEqual(wrong, []);
    assert.deepEqual(gallery.problems(), []);
    assert.ok(drawn > 200, `${drawn} cards were drawn`);
  });

  it('sees what does not fit, what has no label and what is not understood', async () => {
    const bad = {
      ...everyCard(plain(), 'dialog')[0]?.[1],
      body: [
        {
          type: 'TextBlock',
          text: 'Words that go on and on beside others and do not wrap at all',
          wrap: false,
        },
        { type: 'Input.Text', id: 'nameless' },
        { type: 'Marquee', text: 'Unknown' },
      ],
    } as Card;
    const { notUnderstood, misfits, nameless } = await gallery.look(bad, [320]);
    assert.ok(misfits.length > 0);
    assert.equal(nameless.length, 1);
    assert.ok(
      notUnderstood.some(message => message.includes('Marquee')),
      notUnderstood.join('\n'),
    );
  });

  it('can be looked at: PICTURES=1 puts pictures into test/.artifacts/cards', async function () {
    if (process.env['PICTURES'] !== '1') return this.skip();
    this.timeout(900_000);
    for (const [name, card] of everyCard(plain(), 'dialog')) {
      const file = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
      for (const width of WIDTHS) {
        for (const theme of THEMES) await gallery.picture(card, width, theme, `${file}-${width}-${theme}`);
      }
    }
  });
});
