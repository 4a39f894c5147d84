import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errors, type Locator, type Page, type Response } from 'playwright-core';
import { launchChromium } from './chromium.ts';

export interface DriverOptions {
  /** Where screenshots go; made when missing. */
  artifactsDir: string;
  /** The Playground has no dark theme; of Teams' three it can show light and high contrast. */
  theme?: 'light' | 'high-contrast';
  /** Wide enough for the list of channels (about 1000 px); a card is 446 px wide at every width. */
  viewport?: { width: number; height: number };
  /** The name that the mention's chip carries. */
  botName?: string;
  /** Milliseconds that any single wait may take. */
  timeout?: number;
}

/** Finds a card by what it says: a part of its text, a pattern, or a test of the whole text. */
export type CardMatcher = string | RegExp | ((text: string) => boolean);

/** What the bot answered a press. For an `Action.Submit` only `status` means something. */
export interface PressAnswer {
  status: number;
  type?: string;
  value?: unknown;
}

export interface PlaygroundDriver {
  page: Page;
  goToChannel(name: string): Promise<void>;
  goToPersonalChat(): Promise<void>;
  /**
   * Writes in the conversation that is open: a new post in a channel, where the bot hears only what mentions it
   * (`mention`: in front by default, 'last' behind the words, false for none), or a message in the personal chat.
   */
  say(text: string, options?: { mention?: boolean | 'last' }): Promise<void>;
  /** Writes, with a mention, under the post that holds this card. */
  reply(card: CardMatcher, text: string): Promise<void>;
  /** The words on each card of the open conversation, from the top; a channel shows its newest post first. */
  cards(): Promise<string[]>;
  /** How many paragraphs of the open conversation, in cards too, hold these words. */
  countMessages(text: string): Promise<number>;
  /**
   * Presses a button, a row or another pressable part by its title, also one in the "…" of an action set, and waits
   * for the bot's answer. The first card from the top that matches and has the title is taken.
   */
  pressInCard(card: CardMatcher, title: string | RegExp): Promise<PressAnswer>;
  /** The same for what never reaches the bot: folding, showing a card, and a press that validation holds back. */
  clickInCard(card: CardMatcher, title: string | RegExp): Promise<void>;
  /** Types into the input with this label (of the topmost card that has it), replacing what is there. */
  fillInput(label: string, text: string): Promise<void>;
  /** Chooses in a choice set of any style, or ticks a toggle (its `choice` is the toggle's title). */
  choose(label: string, choice: string): Promise<void>;
  /** What stands in the input with this label, or what is chosen there ('' for nothing). */
  textOf(label: string): Promise<string>;
  /** Waits for a card of the open conversation and returns its text; its error says what was there instead. */
  waitForCard(card: CardMatcher, timeout?: number): Promise<string>;
  /** Waits until no card of the open conversation matches. */
  waitForNoCard(card: CardMatcher, timeout?: number): Promise<void>;
  /** Loads the page afresh, which empties it, and waits until the bot has been told. */
  reload(): Promise<void>;
  /** The window as it stands; returns the file. */
  screenshot(name: string): Promise<string>;
  /** One card in full, however long; returns the file. */
  screenshotCard(card: CardMatcher, name: string): Promise<string>;
  /** What the page itself reported as an error so far. */
  problems(): string[];
  close(): Promise<void>;
}

const TIMEOUT = 10_000;
const POLL_EVERY = 25;
/** Milliseconds for one try at something that may be drawn anew under the hand. */
const ATTEMPT = 1_500;
const LOCAL = new Set(['127.0.0.1', 'localhost', '[::1]']);
/** Cards, but not the cards that Action.ShowCard opens inside them. */
const CARD = '.ac-adaptiveCard:not(.ac-adaptiveCard .ac-adaptiveCard)';
const PRESSED = /\/_conversation\/v1\/(invoke|submit)$/;
const EDITOR = '[data-lexical-editor=true]';

/** Opens the Playground's page in a browser of its own that can reach nothing but this computer. */
export async function openPlayground(url: string, options: DriverOptions): Promise<PlaygroundDriver> {
  const timeout = options.timeout ?? TIMEOUT;
  const botName = options.botName ?? 'Collate';
  const browser = await launchChromium();
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1280, height: 1000 },
    forcedColors: options.theme === 'high-contrast' ? 'active' : 'none',
  });
  context.setDefaultTimeout(timeout);
  await context.route('**/*', async route => {
    const blocked = !LOCAL.has(new URL(route.request().url()).hostname);
    await (blocked ? route.abort() : route.continue());
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', error => problems.push(error.message));
  page.on('console', message => {
    // Its fonts and animations, which it wants from a network that is not there.
    const blocked = /net::ERR_FAILED|cdn\.office\.net/.test(message.text());
    if (message.type() === 'error' && !blocked) problems.push(message.text());
  });

  /** A load is over when the bot has been told of it: the Playground does so once it has drawn its lists. */
  const loaded = async (load: () => Promise<unknown>) => {
    const told = page.waitForResponse(response =>
      /\/_debug\/conversation\/.*\/installation$/.test(response.url()),
    );
    await Promise.all([told, load()]);
    await place('Personal Chat').waitFor();
    // It repeats every message, and would be counted and photographed with them.
    await page.getByTitle('Hide log panel').click();
    await drawn();
  };
  /** Two frames: what was clicked or answered before is on the screen after the second. */
  const drawn = () =>
    page.evaluate('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))');
  const place = (name: string | RegExp) => page.getByRole('treeitem', { name, exact: true });
  const go = async (item: Locator) => {
    await item.click();
    await drawn();
  };

  const cardTexts = () => page.locator(CARD).allInnerTexts();
  const whatIsThere = async () =>
    `There are these cards:\n${(await cardTexts()).join('\n----\n') || '(none)'}`;
  /** Asks until the answer is not undefined; the page has no event for "a card came". */
  const until = async <T>(
    what: string,
    ask: () => Promise<T | undefined>,
    within = timeout,
  ): Promise<Exclude<T, undefined>> => {
    for (const deadline = Date.now() + within; ; await sleep(POLL_EVERY)) {
      const answer = await ask();
      if (answer !== undefined) return answer as Exclude<T, undefined>;
      if (Date.now() > deadline) throw new Error(`${what} (waited ${within} ms). ${await whatIsThere()}`);
    }
  };

  let stamps = 0;
  /** The cards that match, each by a mark of its own: their places shift with every new post. */
  const cardsLike = async (matcher: CardMatcher): Promise<Locator[]> => {
    const found: Locator[] = [];
    for (const [index, text] of (await cardTexts()).entries()) {
      if (!matches(matcher, text)) continue;
      stamps += 1;
      const [name, value] = ['data-found', String(stamps)] as const;
      const marked = await page
        .locator(CARD)
        .nth(index)
        .evaluate(mark, { name, value }, { timeout: ATTEMPT });
      if (matches(matcher, marked)) found.push(page.locator(`[${name}="${value}"]`));
    }
    return found;
  };
  /**
   * Does something in the first card that matches and where it can be done (`act` does not answer undefined). A card
   * that was drawn anew meanwhile, as every card of a channel is when something is posted there, is looked up again.
   */
  const inCard = <T>(what: string, matcher: CardMatcher, act: (card: Locator) => Promise<T | undefined>) =>
    until(what, async () => {
      try {
        for (const card of await cardsLike(matcher)) {
          const answer = await act(card);
          if (answer !== undefined) return answer;
        }
      } catch (error) {
        if (!(error instanceof errors.TimeoutError)) throw error;
      }
      return undefined;
    });

  const click = (matcher: CardMatcher, title: string | RegExp): Promise<'clicked'> =>
    inCard(`No card like ${String(matcher)} has "${String(title)}" to press`, matcher, async card => {
      const button = card.getByRole('button', { name: title, exact: typeof title === 'string' }).first();
      if (await button.isVisible()) {
        await button.click({ timeout: ATTEMPT });
        return 'clicked';
      }
      const more = card.getByRole('button', { name: 'More options', exact: true });
      for (const menu of await more.all()) {
        await menu.click({ timeout: ATTEMPT });
        await drawn();
        const item = page.getByRole('menuitem', { name: title, exact: typeof title === 'string' }).first();
        if (await item.isVisible()) {
          await item.click({ timeout: ATTEMPT });
          return 'clicked';
        }
        await page.keyboard.press('Escape');
      }
      return undefined;
    });

  /**
   * Does something with the input of this label. A required input's label ends in an asterisk, and an error message
   * may follow it. A multiple choice is several inputs; they are all given.
   */
  const withInput = <T>(label: string, act: (inputs: Locator, card: Locator) => Promise<T>): Promise<T> =>
    inCard(`No input is labelled "${label}"`, /^/, async card => {
      const inputs = card.getByLabel(new RegExp(`^\\s*${escaped(label)}(\\s|\\*|$)`));
      return (await inputs.first().isVisible()) ? { done: await act(inputs, card) } : undefined;
    }).then(({ done }) => done);
  /** The words beside a box, which are a label of their own. */
  const wordsBeside = async (box: Locator, card: Locator): Promise<string> =>
    (await card
      .locator(`label[for="${await box.getAttribute('id')}"]`)
      .last()
      .textContent()) ?? '';

  const mentionBot = async (editor: Locator) => {
    await editor.pressSequentially(`@${botName}`);
    await page.getByRole('menuitem', { name: botName }).first().click();
  };
  const write = async (editor: Locator, text: string, mention: boolean | 'last') => {
    await editor.click();
    if (mention === true) await mentionBot(editor);
    await editor.pressSequentially(mention === true ? ` ${text}` : text);
    if (mention === 'last') {
      await editor.pressSequentially(' ');
      await mentionBot(editor);
    }
  };
  /** Clicks what sends the words, and waits until the Playground has taken them. */
  const send = async (button: Locator) => {
    const sent = page.waitForResponse(response =>
      /\/_conversation\/v1\/conversations\/.*\/messages$/.test(response.url()),
    );
    await Promise.all([sent, button.click()]);
    await drawn();
  };
  const file = (name: string) => {
    mkdirSync(options.artifactsDir, { recursive: true });
    return join(options.artifactsDir, `${name}.png`);
  };

  try {
    await loaded(() => page.goto(url));
  } catch (error) {
    await browser.close();
    throw error;
  }

  return {
    page,
    goToChannel: name => go(place(new RegExp(` - ${escaped(name)}$`))),
    goToPersonalChat: () => go(place('Personal Chat')),
    async say(text, { mention } = {}) {
      const post = page.getByRole('button', { name: 'Post', exact: true });
      const inChannel = await post.isVisible();
      const editor = inChannel ? page.locator(EDITOR).first() : page.locator(EDITOR).last();
      await write(editor, text, mention ?? inChannel);
      await send(inChannel ? post : page.getByRole('button', { name: 'Send Message' }).last());
    },
    async reply(card, text) {
      const thread = await inCard(`No card is like ${String(card)}`, card, async found => {
        const group = page.getByRole('group').filter({ has: found }).last();
        await write(group.locator(EDITOR), text, true);
        return group;
      });
      await send(thread.getByRole('button', { name: 'Send Message' }));
    },
    cards: cardTexts,
    countMessages: text => page.getByText(text).count(),
    async pressInCard(card, title) {
      const answered = page.waitForResponse(response => PRESSED.test(response.url()));
      const [response] = await Promise.all([answered, click(card, title)]);
      const answer = await answerOf(response);
      await drawn();
      return answer;
    },
    async clickInCard(card, title) {
      await click(card, title);
      await drawn();
    },
    async fillInput(label, text) {
      await withInput(label, async inputs => {
        await inputs.first().fill(text, { timeout: ATTEMPT });
        // Dates and numbers are taken when the field is left.
        await inputs.first().blur();
      });
    },
    async choose(label, choice) {
      await withInput(label, async (inputs, card) => {
        const control = inputs.first();
        if ((await control.getAttribute('role')) === 'combobox') {
          await control.click({ timeout: ATTEMPT });
          await page.getByRole('option', { name: choice, exact: true }).click({ timeout: ATTEMPT });
        } else if ((await control.getAttribute('role')) === 'radiogroup') {
          await control.getByLabel(choice, { exact: true }).check({ timeout: ATTEMPT });
        } else {
          for (const box of await inputs.all()) {
            if ((await wordsBeside(box, card)) === choice) return box.check({ timeout: ATTEMPT });
          }
          throw new Error(`"${label}" has no choice "${choice}".`);
        }
      });
      await drawn();
    },
    textOf: label =>
      withInput(label, async (inputs, card) => {
        const control = inputs.first();
        const type = await control.getAttribute('type');
        const isGroup = (await control.getAttribute('role')) === 'radiogroup';
        if (!isGroup && type !== 'checkbox') return control.inputValue();
        const boxes = await (isGroup ? control.getByRole('radio') : inputs).all();
        const chosen: string[] = [];
        for (const box of boxes) if (await box.isChecked()) chosen.push(await wordsBeside(box, card));
        return chosen.join(', ');
      }),
    waitForCard: (card, within) =>
      until(
        `No card is like ${String(card)}`,
        async () => (await cardTexts()).find(text => matches(card, text)),
        within,
      ),
    waitForNoCard: (card, within) =>
      until(
        `A card is still like ${String(card)}`,
        async () => ((await cardTexts()).some(text => matches(card, text)) ? undefined : null),
        within,
      ).then(() => undefined),
    reload: () => loaded(() => page.reload()),
    async screenshot(name) {
      const path = file(name);
      await page.screenshot({ path });
      return path;
    },
    async screenshotCard(card, name) {
      const path = file(name);
      const before = page.viewportSize() ?? { width: 1280, height: 1000 };
      await inCard(`No card is like ${String(card)}`, card, async found => {
        const box = await found.boundingBox();
        // Higher than the card, so that the page's own bars do not lie over it.
        await page.setViewportSize({
          width: before.width,
          height: before.height + Math.ceil(box?.height ?? 0),
        });
        await found.screenshot({ path, timeout: ATTEMPT });
        return path;
      });
      await page.setViewportSize(before);
      return path;
    },
    problems: () => [...problems],
    close: () => browser.close(),
  };
}

function matches(matcher: CardMatcher, text: string): boolean {
  if (typeof matcher === 'function') return matcher(text);
  return typeof matcher === 'string' ? text.includes(matcher) : matcher.test(text);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

async function answerOf(response: Response): Promise<PressAnswer> {
  const body: unknown = await response.json().catch(() => null);
  const { type, value } = (body ?? {}) as { type?: string; value?: unknown };
  return { status: response.status(), type, value };
}

/** Runs in the page: marks an element so that it can be found again, and says what is on it. */
function mark(
  element: { setAttribute(name: string, value: string): void; innerText?: string },
  { name, value }: { name: string; value: string },
): string {
  element.setAttribute(name, value);
  return element.innerText ?? '';
}
