/** A page that draws cards as a client does, in a browser that can reach nothing. */
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Card } from '../../cards/card.ts';
import { launchChromium } from '../playground/support/chromium.ts';
import { hostConfig, hostStyle, type Theme } from './host-config.ts';
import { type Drawing, draw, type Look } from './in-page.ts';

export interface Gallery {
  /** Draws a card, so many pixels wide and then so many. */
  look(card: Card, widths: readonly number[]): Promise<Look>;
  /** Draws a card and puts its picture into the folder. */
  picture(card: Card, width: number, theme: Theme, file: string): Promise<void>;
  /** What the page reported as an error so far. */
  problems(): string[];
  close(): Promise<void>;
}

const RENDERER = createRequire(import.meta.url).resolve('adaptivecards-renderer/dist/adaptivecards.min.js');
const STYLES = join(RENDERER, '../adaptivecards.css');

const drawIn = (page: Page, drawing: Drawing): Promise<Look> => page.evaluate(draw, JSON.stringify(drawing));

export async function openGallery(folder: string): Promise<Gallery> {
  const browser = await launchChromium();
  const context = await browser.newContext({ viewport: { width: 500, height: 900 }, deviceScaleFactor: 1 });
  await context.route('**/*', route => route.abort());
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', error => problems.push(error.message));
  page.on('console', message => {
    if (message.type() === 'error') problems.push(message.text());
  });
  const pages = new Map<Theme, Page>();
  const themed = async (theme: Theme): Promise<Page> => {
    const known = pages.get(theme);
    if (known) return known;
    const opened = pages.size === 0 ? page : await context.newPage();
    await opened.setContent('<!doctype html><html lang="en-GB"><body><div id="card"></div></body></html>');
    await opened.addScriptTag({ path: RENDERER });
    // What the compiler writes around functions, which go to the page as text.
    await opened.addScriptTag({ content: 'globalThis.__name = value => value;' });
    await opened.addStyleTag({ path: STYLES });
    await opened.addStyleTag({ content: hostStyle(theme) });
    pages.set(theme, opened);
    return opened;
  };
  return {
    async look(card, widths) {
      return drawIn(await themed('light'), { card, widths, config: hostConfig('light') });
    },
    async picture(card, width, theme, file) {
      mkdirSync(folder, { recursive: true });
      const themedPage = await themed(theme);
      await drawIn(themedPage, { card, widths: [width], config: hostConfig(theme) });
      await themedPage.locator('#card').screenshot({ path: join(folder, `${file}.png`) });
    },
    problems: () => [...problems],
    close: () => browser.close(),
  };
}
