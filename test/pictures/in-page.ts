/**
 * Runs in the browser's page, where the `adaptivecards` renderer is. The function goes there as text: it knows nothing of
 * this file but its own body.
 */

/** As much of the page as is used here. */
interface Node {
  tagName: string;
  id: string;
  className: string;
  textContent: string;
  clientWidth: number;
  scrollWidth: number;
  clientHeight: number;
  scrollHeight: number;
  style: { width: string };
  labels?: Iterable<Node> | null;
  getAttribute(name: string): string | null;
  getBoundingClientRect(): { left: number; right: number; height: number };
  querySelectorAll(selector: string): Iterable<Node>;
  replaceChildren(...nodes: Node[]): void;
}

interface Parsing {
  eventCount: number;
  getEventAt(index: number): { message: string };
}

declare const document: { getElementById(id: string): Node };
declare const getComputedStyle: (node: Node) => { overflowY: string };
declare const AdaptiveCards: {
  AdaptiveCard: {
    new (): { hostConfig: object; parse(card: object, parsing: Parsing): void; render(): Node };
    onProcessMarkdown: (text: string, result: { didProcess: boolean; outputHtml: string }) => void;
  };
  HostConfig: new (config: object) => object;
  SerializationContext: new () => Parsing;
};

/** What is the matter with a drawn card; each list is empty where nothing is. */
export interface Look {
  /** What the renderer did not understand. */
  notUnderstood: string[];
  /** What is wider than its place, cut off, or out of the card altogether, with the width it happens at. */
  misfits: string[];
  /** Inputs that no visible words name. */
  nameless: string[];
}

export interface Drawing {
  card: object;
  widths: readonly number[];
  config: object;
}

/**
 * Draws one card in the page's only place for it, in one width after the other.
 * @param drawing a `Drawing` as JSON: a whole one would be looked through value by value on its way here
 */
export function draw(drawing: string): Look {
  const { card, widths, config } = JSON.parse(drawing) as Drawing;
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    // The tests of the cards see to it that no Markdown is in the texts; only mentions are taken off.
    const escaped = text
      .replace(/<\/?at>/g, '')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;');
    result.outputHtml = `<p>${escaped}</p>`;
    result.didProcess = true;
  };
  const drawn = new AdaptiveCards.AdaptiveCard();
  drawn.hostConfig = new AdaptiveCards.HostConfig(config);
  const parsing = new AdaptiveCards.SerializationContext();
  drawn.parse(card, parsing);
  const place = document.getElementById('card');
  place.replaceChildren(drawn.render());

  const misfits: string[] = [];
  for (const width of widths) {
    place.style.width = `${width}px`;
    const edge = place.getBoundingClientRect();
    for (const node of place.querySelectorAll('*')) {
      const box = node.getBoundingClientRect();
      if (box.height === 0) continue;
      const says = (what: string) => {
        const words = (node.textContent || node.className).trim().slice(0, 60);
        misfits.push(`${what} at ${width}: ${node.tagName.toLowerCase()} “${words}”`);
      };
      if (box.left < edge.left - 1 || box.right > edge.right + 1) says('outside the card');
      // One line of an input scrolls under the hand; that is what it is for.
      if (['INPUT', 'TEXTAREA', 'SELECT'].includes(node.tagName) || node.clientWidth === 0) continue;
      if (node.scrollWidth > node.clientWidth + 1) says('too wide');
      if (node.scrollHeight > node.clientHeight + 2 && getComputedStyle(node).overflowY === 'hidden')
        says('cut off');
    }
  }

  const nameless = [...place.querySelectorAll('input, textarea, select')].filter(input => {
    const ids = (input.getAttribute('aria-labelledby') ?? '').split(' ').filter(id => id !== '');
    const named = [...(input.labels ?? []), ...ids.map(id => document.getElementById(id))];
    return !named.some(label => (label?.textContent ?? '').trim().length > 1);
  });
  return {
    notUnderstood: Array.from(
      { length: parsing.eventCount },
      (_, index) => parsing.getEventAt(index).message,
    ),
    misfits,
    nameless: nameless.map(input => `${input.tagName.toLowerCase()} ${input.id}`),
  };
}
