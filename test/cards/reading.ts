/** Reads a card as a person does: its lines, its buttons, its inputs. */
import { type Card, type CardNode, isNode } from '../../cards/card.ts';

/** Every element, action and run, in reading order. */
export function nodesOf(value: unknown): CardNode[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  if (typeof value !== 'object' || value === null) return [];
  return [...(isNode(value) ? [value] : []), ...Object.values(value).flatMap(nodesOf)];
}

/** One string a line of text. */
export function linesOf(card: Card): string[] {
  return nodesOf(card).flatMap(node => {
    if (node.type === 'TextBlock') return [String(node['text'])];
    if (node.type !== 'RichTextBlock') return [];
    const inlines = node['inlines'] as { text: string }[];
    return [inlines.map(({ text }) => text).join('')];
  });
}

/** The same, with the spaces that keep a dot beside its word made plain. */
export const plainLinesOf = (card: Card): string[] =>
  linesOf(card).map(line =>
    line.replaceAll('\u2060', '').replaceAll('\u00A0', ' ').replaceAll('\u2003', '  '),
  );

export const textOf = (card: Card): string => linesOf(card).join('\n');

const isAction = ({ type }: CardNode) => type.startsWith('Action.');

/** What a press does: verb and data, whichever way the button is sent. */
export interface Pressed {
  title: string;
  verb: string;
  data: Record<string, unknown>;
  action: CardNode;
}

/** Buttons, and rows that can be pressed; not the fallbacks. */
export function buttonsOf(card: Card): Pressed[] {
  const fallbacks = new Set(
    nodesOf(card).flatMap(node => (isNode(node['fallback']) ? [node['fallback']] : [])),
  );
  return nodesOf(card)
    .filter(node => isAction(node) && !fallbacks.has(node))
    .map(action => {
      const { verb: own, ...data } = (action['data'] ?? {}) as Record<string, unknown>;
      return { title: String(action['title']), verb: String(action['verb'] ?? own ?? ''), data, action };
    });
}

export const titlesOf = (card: Card): string[] => buttonsOf(card).map(({ title }) => title);

/** The first button whose title begins so; fails where there is none. */
export function button(card: Card, title: string): Pressed {
  const found = buttonsOf(card).find(candidate => candidate.title.startsWith(title));
  if (!found) throw new Error(`No button “${title}”; there are: ${titlesOf(card).join(' | ')}`);
  return found;
}

export function inputsOf(card: Card): Map<string, CardNode> {
  return new Map(
    nodesOf(card)
      .filter(({ type }) => type.startsWith('Input.'))
      .map(node => [String(node['id']), node]),
  );
}

/** Fails where there is no such input. */
export function input(card: Card, id: string): CardNode {
  const found = inputsOf(card).get(id);
  if (!found) throw new Error(`No input “${id}”`);
  return found;
}
