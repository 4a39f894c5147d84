import { isObject, type JsonObject, objectsIn, textAt, valueAt } from './json.ts';

/** What Teams does when a person presses an action, with the inputs it would gather. */
export type Press = ActionFacts &
  (
    | { kind: 'execute'; verb: string; data: JsonObject }
    /** Opens a dialog. */
    | { kind: 'taskFetch'; data: JsonObject }
    | { kind: 'submit'; data: JsonObject }
    | { kind: 'openUrl'; url: string }
    /** Something the client does alone, such as showing a card or an element. */
    | { kind: 'local' }
  );

interface ActionFacts {
  title: string | undefined;
  id: string | undefined;
  action: JsonObject;
  /** The cards whose inputs go with the press: the action's own and those it is nested in. */
  cards: JsonObject[];
}

/** The title or id of an action, a pattern for its title, or any test of its JSON. */
export type Which = string | RegExp | ((action: JsonObject) => boolean);

export interface PressOptions {
  /** Which of several that fit, from 0; without it there must be only one. */
  nth?: number;
  /** Press as a client that does not know Action.Execute and takes its `fallback`. */
  knowsExecute?: boolean;
}

/**
 * Finds an action in a card: its buttons, action sets, pressable elements (`selectAction`), actions in inputs,
 * and those of nested cards (ShowCard).
 *
 * @throws Error when none or several fit, or the action is disabled; the message lists the titles there are.
 */
export function pressOf(card: JsonObject, which: Which, options: PressOptions = {}): Press {
  const all = pressesIn(card, options);
  const fitting = all.filter(({ action }) => fits(action, which));
  const found = fitting[options.nth ?? 0];
  if (found === undefined || (options.nth === undefined && fitting.length > 1)) {
    const titles = all.map(({ title, id, kind }) => `"${title ?? id ?? kind}"`).join(', ') || 'none';
    throw new Error(`${fitting.length} actions fit ${String(which)}; the card has ${titles}.`);
  }
  if (found.action['isEnabled'] === false) {
    throw new Error(`The action "${found.title ?? found.id}" is disabled.`);
  }
  return found;
}

/** Every action of a card, in the order of its JSON. */
export function pressesIn(card: JsonObject, { knowsExecute = true }: PressOptions = {}): Press[] {
  const presses: Press[] = [];
  walk(card, [card]);
  return presses;

  function walk(element: JsonObject, cards: JsonObject[]): void {
    for (const name of ['body', 'items', 'columns', 'rows', 'cells', 'images', 'inlines']) {
      for (const child of objectsIn(element[name])) {
        walk(child, cards);
      }
    }
    for (const action of objectsIn(element['actions'])) {
      add(action, cards);
    }
    for (const name of ['selectAction', 'inlineAction']) {
      const action = element[name];
      // A TableRow's selectAction does nothing in Teams.
      if (isObject(action) && element['type'] !== 'TableRow') {
        add(action, cards);
      }
    }
  }

  function add(written: JsonObject, cards: JsonObject[]): void {
    const action = knowsExecute || written['type'] !== 'Action.Execute' ? written : written['fallback'];
    if (!isObject(action)) {
      return; // Dropped by a client that does not know it.
    }
    const nested = action['card'];
    const isShowCard = action['type'] === 'Action.ShowCard' && isObject(nested);
    presses.push(toPress(action, cards));
    if (isShowCard) {
      walk(nested, [...cards, nested]);
    }
  }
}

function toPress(action: JsonObject, cards: JsonObject[]): Press {
  const facts: ActionFacts = {
    title: textAt(action, 'title'),
    id: textAt(action, 'id'),
    action,
    cards: action['associatedInputs'] === 'none' ? [] : cards,
  };
  const data = isObject(action['data']) ? action['data'] : {};
  switch (action['type']) {
    case 'Action.Execute':
      return { ...facts, kind: 'execute', verb: textAt(action, 'verb') ?? '', data };
    case 'Action.Submit':
      return textAt(data, 'msteams', 'type') === 'task/fetch'
        ? { ...facts, kind: 'taskFetch', data }
        : { ...facts, kind: 'submit', data };
    case 'Action.OpenUrl':
      return { ...facts, kind: 'openUrl', url: textAt(action, 'url') ?? '' };
    default:
      return { ...facts, kind: 'local' };
  }
}

function fits(action: JsonObject, which: Which): boolean {
  if (typeof which === 'function') {
    return which(action);
  }
  const title = textAt(action, 'title') ?? '';
  return which instanceof RegExp ? which.test(title) : title === which || action['id'] === which;
}

/** One thing that keeps Teams from sending a form. */
export interface InputProblem {
  id: string;
  /** The input's own `errorMessage`, or what is wrong. */
  message: string;
}

/** A form as Teams would send it. */
export interface FilledForm {
  /** Ids and values, always text; inputs without a value are not there, as Teams leaves them out. */
  values: Record<string, string>;
  /** Empty when Teams would send it. */
  problems: InputProblem[];
  /** The inputs themselves. */
  inputs: JsonObject[];
}

/**
 * What the inputs of a card hold, by default as the card gives them, with the rules Teams checks before it
 * sends: isRequired, maxLength, regex, min, max, choices.
 *
 * @param cards a card, or the cards whose inputs go with a press
 * @param typed what the person enters, by input id; an empty text clears an input
 * @throws Error for an id that no input has
 */
export function inputsOf(cards: JsonObject | JsonObject[], typed: Record<string, string> = {}): FilledForm {
  const inputs = (Array.isArray(cards) ? cards : [cards]).flatMap(inputElements);
  const ids = inputs.map(input => textAt(input, 'id') ?? '');
  for (const id of Object.keys(typed)) {
    if (!ids.includes(id)) {
      throw new Error(`No input is called ${id}; there are ${ids.join(', ') || 'none'}.`);
    }
  }
  const values: Record<string, string> = {};
  const problems: InputProblem[] = [];
  for (const input of inputs) {
    const id = textAt(input, 'id') ?? '';
    const value = typed[id] ?? givenValue(input);
    if (value !== '') {
      values[id] = value;
    }
    const wrong = whatIsWrong(input, value);
    if (wrong !== undefined) {
      problems.push({ id, message: textAt(input, 'errorMessage') ?? wrong });
    }
  }
  return { values, problems, inputs };
}

/** The inputs of one card; those of nested cards are gathered only by their own actions. */
function inputElements(element: JsonObject): JsonObject[] {
  const own = textAt(element, 'type')?.startsWith('Input.') === true ? [element] : [];
  const children = ['body', 'items', 'columns', 'rows', 'cells'].flatMap(name => objectsIn(element[name]));
  return [...own, ...children.flatMap(inputElements)];
}

function givenValue(input: JsonObject): string {
  const { value } = input;
  if (input['type'] === 'Input.Toggle') {
    return typeof value === 'string' ? value : (textAt(input, 'valueOff') ?? 'false');
  }
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function whatIsWrong(input: JsonObject, value: string): string | undefined {
  const { type } = input;
  if (input['isRequired'] === true) {
    const isMissing =
      type === 'Input.Toggle' ? value !== (textAt(input, 'valueOn') ?? 'true') : value.trim() === '';
    if (isMissing) {
      return 'This is required.';
    }
  }
  if (value === '') {
    return undefined;
  }
  switch (type) {
    case 'Input.Text': {
      const { maxLength, regex } = input;
      if (typeof maxLength === 'number' && value.length > maxLength) {
        return `This is ${value.length} characters long; at most ${maxLength} can be typed.`;
      }
      return typeof regex === 'string' && !new RegExp(regex).test(value)
        ? `This does not fit ${regex}.`
        : undefined;
    }
    case 'Input.Number': {
      const number = Number(value);
      const { min, max } = input;
      if (Number.isNaN(number)) {
        return 'This is not a number.';
      }
      const isOut = (typeof min === 'number' && number < min) || (typeof max === 'number' && number > max);
      return isOut ? `This is not between ${String(min)} and ${String(max)}.` : undefined;
    }
    case 'Input.Date':
    case 'Input.Time': {
      const pattern = type === 'Input.Date' ? /^\d{4}-\d{2}-\d{2}$/ : /^\d{2}:\d{2}$/;
      const min = textAt(input, 'min');
      const max = textAt(input, 'max');
      if (!pattern.test(value)) {
        return 'This cannot be chosen.';
      }
      const isOut = (min !== undefined && value < min) || (max !== undefined && value > max);
      return isOut ? `This is not between ${min} and ${max}.` : undefined;
    }
    case 'Input.ChoiceSet': {
      const known = objectsIn(input['choices']).map(choice => textAt(choice, 'value'));
      const chosen = valueAt(input, 'isMultiSelect') === true ? value.split(',') : [value];
      const isOpen = input['choices.data'] !== undefined;
      return isOpen || chosen.every(each => known.includes(each))
        ? undefined
        : 'This is not one of the choices.';
    }
    default:
      return undefined;
  }
}
