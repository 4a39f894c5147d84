/** An Adaptive Card as plain JSON: only what the code that handles every card needs to know of it. */

export interface Card {
  type: 'AdaptiveCard';
  version: '1.5';
  lang: 'en-GB';
  /** What a client says that cannot draw the card: numbers and days, nothing private. */
  fallbackText: string;
  speak: string;
  body: CardNode[];
  actions?: CardNode[];
  msteams?: { width?: 'Full'; entities?: MentionEntity[] };
}

/** An element, an action or a text run. */
export interface CardNode {
  type: string;
  [property: string]: unknown;
}

/** Tells Teams whom an `<at>…</at>` in the card's text means. */
export interface MentionEntity {
  type: 'mention';
  text: string;
  mentioned: { id: string; name: string };
}

/** How a client opens forms: in a dialog, or in place of the card (where it has no dialogs). */
export type Forms = 'dialog' | 'inline';

/** The most that a card may be, in bytes of JSON: Teams refuses larger ones in some places. */
export const CARD_LIMIT = 28 * 1024;

/** True for a JSON object that names its type, as every element, action and run does. */
export function isNode(value: unknown): value is CardNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
