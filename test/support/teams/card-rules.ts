import { isObject, type JsonObject, objectsIn, textAt, valueAt } from './json.ts';

/** The content type of an adaptive card's attachment. */
export const adaptiveCardType = 'application/vnd.microsoft.card.adaptive';

/** Arrays whose members must each name their type; others (columns, rows, cells, facts) may leave it out. */
const typedArrays = ['body', 'items', 'actions', 'images', 'inlines'] as const;
const untypedArrays = ['columns', 'rows', 'cells'] as const;

/**
 * What makes Teams refuse an adaptive card, in words; empty for a card it takes. Unknown elements are no
 * problem: clients leave them out or show their `fallback`.
 */
export function cardProblems(card: unknown): string[] {
  if (!isObject(card)) {
    return ['the card is not an object'];
  }
  const problems: string[] = [];
  if (card['type'] !== 'AdaptiveCard') {
    problems.push('type is not AdaptiveCard');
  }
  if (typeof card['version'] !== 'string' || !/^\d+\.\d+$/.test(card['version'])) {
    problems.push('version is missing');
  }
  checkElement(card, 'card', new Map(), problems);
  return problems;
}

/**
 * What Teams takes, but does not do what its author meant, in words: over 28 KB, too many people to refresh
 * for, a mention that is not in the text.
 */
export function cardWarnings(card: JsonObject): string[] {
  const warnings: string[] = [];
  if (cardBytes(card) > cardLimitBytes) {
    warnings.push(`the card has ${cardBytes(card)} bytes of JSON, over 28 KB`);
  }
  const userIds = valueAt(card, 'refresh', 'userIds');
  if (Array.isArray(userIds) && userIds.length > 60) {
    warnings.push(`refresh.userIds names ${userIds.length} people, over 60`);
  }
  const text = JSON.stringify({ ...card, msteams: undefined });
  for (const entity of objectsIn(valueAt(card, 'msteams', 'entities'))) {
    const mention = JSON.stringify(textAt(entity, 'text') ?? '').slice(1, -1);
    if (entity['type'] === 'mention' && (mention === '' || !text.includes(mention))) {
      warnings.push(`the mention ${mention} is not in the card's text`);
    }
  }
  return warnings;
}

/** Size of a card's JSON in bytes of UTF-8. */
export function cardBytes(card: unknown): number {
  return Buffer.byteLength(JSON.stringify(card), 'utf8');
}

/** The size under which a card shows on every client. */
export const cardLimitBytes = 28 * 1024;

function checkElement(element: JsonObject, path: string, ids: Map<string, string>, problems: string[]): void {
  const type = element['type'];
  checkOwnMembers(element, path, problems);
  const id = element['id'];
  if (typeof id === 'string' && id !== '') {
    const earlier = ids.get(id);
    if (earlier !== undefined) {
      problems.push(`${path}: the id ${id} is already that of ${earlier}`);
    }
    ids.set(id, path);
  }
  for (const name of typedArrays) {
    checkArray(element, name, path, ids, problems, true);
  }
  for (const name of untypedArrays) {
    // A Table's columns are only widths.
    if (!(type === 'Table' && name === 'columns')) {
      checkArray(element, name, path, ids, problems, false);
    }
  }
  for (const name of ['selectAction', 'inlineAction'] as const) {
    const action = element[name];
    if (action !== undefined) {
      checkTyped(action, `${path}.${name}`, ids, problems);
    }
  }
  const shown = element['card'];
  if (type === 'Action.ShowCard') {
    if (isObject(shown)) {
      checkElement(shown, `${path}.card`, ids, problems);
    } else {
      problems.push(`${path}: Action.ShowCard has no card`);
    }
  }
  const { fallback } = element;
  if (isObject(fallback)) {
    // Either the element or its fallback is shown, so both may use the same ids.
    checkTyped(fallback, `${path}.fallback`, new Map(), problems);
  } else if (fallback !== undefined && fallback !== 'drop') {
    problems.push(`${path}: fallback is neither an element nor "drop"`);
  }
}

function checkArray(
  parent: JsonObject,
  name: string,
  path: string,
  ids: Map<string, string>,
  problems: string[],
  mustBeTyped: boolean,
): void {
  const members = parent[name];
  if (members === undefined) {
    return;
  }
  if (!Array.isArray(members)) {
    problems.push(`${path}.${name} is not an array`);
    return;
  }
  members.forEach((member: unknown, index) => {
    const memberPath = `${path}.${name}[${index}]`;
    if (name === 'inlines' && typeof member === 'string') {
      return;
    }
    if (mustBeTyped) {
      checkTyped(member, memberPath, ids, problems);
    } else if (isObject(member)) {
      checkElement(member, memberPath, ids, problems);
    } else {
      problems.push(`${memberPath} is not an object`);
    }
  });
}

function checkTyped(value: unknown, path: string, ids: Map<string, string>, problems: string[]): void {
  if (!isObject(value)) {
    problems.push(`${path} is not an object`);
    return;
  }
  if (typeof value['type'] !== 'string' || value['type'] === '') {
    problems.push(`${path} has no type`);
  }
  checkElement(value, path, ids, problems);
}

/** What an element's own type asks of it. */
function checkOwnMembers(element: JsonObject, path: string, problems: string[]): void {
  const type = textAt(element, 'type') ?? '';
  if (type === 'TextBlock' || type === 'TextRun') {
    if (typeof element['text'] !== 'string') {
      problems.push(`${path}: ${type} has no text`);
    }
  }
  if (type === 'Image' && !isUrl(element['url'])) {
    problems.push(`${path}: Image has no url`);
  }
  if (type === 'Action.OpenUrl' && !isUrl(element['url']) && !textAt(element, 'url')?.startsWith('mailto:')) {
    problems.push(`${path}: Action.OpenUrl has no url`);
  }
  if (element['iconUrl'] === '') {
    problems.push(`${path}: iconUrl is empty`);
  }
  if (type.startsWith('Input.')) {
    if (typeof element['id'] !== 'string' || element['id'] === '') {
      problems.push(`${path}: ${type} has no id`);
    }
    if (type === 'Input.Toggle' && typeof element['title'] !== 'string') {
      problems.push(`${path}: Input.Toggle has no title`);
    }
    if (type === 'Input.ChoiceSet' && element['choices.data'] === undefined) {
      const { choices } = element;
      if (!Array.isArray(choices)) {
        problems.push(`${path}: Input.ChoiceSet has no choices`);
      } else if (
        !choices.every(each => textAt(each, 'title') !== undefined && textAt(each, 'value') !== undefined)
      ) {
        problems.push(`${path}: a choice has no title or no value`);
      }
    }
    if (type === 'Input.Number') {
      for (const name of ['min', 'max', 'value']) {
        if (element[name] !== undefined && typeof element[name] !== 'number') {
          problems.push(`${path}: ${name} is not a number`);
        }
      }
    }
    const { regex } = element;
    if (regex !== undefined && !isRegularExpression(regex)) {
      problems.push(`${path}: regex is not a regular expression`);
    }
  }
}

function isUrl(value: unknown): boolean {
  return typeof value === 'string' && /^(https?:\/\/.|data:image\/)/i.test(value);
}

function isRegularExpression(value: unknown): boolean {
  try {
    return typeof value === 'string' && new RegExp(value) instanceof RegExp;
  } catch {
    return false;
  }
}
