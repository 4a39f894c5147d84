/** Template and view → card. */
import { Template } from 'adaptivecards-templating';
import { type Card, isNode } from './card.ts';
import { withChoiceKeys } from './choice-keys.ts';

/** Stands before what a view's text must not become: a binding. A noncharacter, so no text means it. */
const ESCAPE = '\uFFFE';
const UNBOUND = `${ESCAPE}unbound `;
const WHEN_CHECK = 'whenCheck';

/**
 * A card template, built at its first use and kept: building takes milliseconds, filling it in a fraction of one.
 * In it `$when` is `${name}` or `${!name}` of a boolean: what is shown when is decided in the view.
 *
 * The returned function throws where the template names something that the view lacks (or holds null), also in `$when`
 * and `$data`. Text of the view passes as it is, whatever it looks like.
 */
export function faceOf<View extends object>(source: object): (view: View) => Card {
  let template: Template | undefined;
  return view => {
    template ??= new Template(guarded(source));
    return withChoiceKeys(finished(template.expand({ $root: escaped(view) })) as Card);
  };
}

/** The template with every binding made to show itself when it finds nothing. */
function guarded(node: unknown): unknown {
  if (typeof node === 'string') {
    return node.replace(/\$\{([^{}]+)\}/g, (_, name: string) => `\${coalesce(${name}, '${UNBOUND}${name}')}`);
  }
  if (Array.isArray(node)) return node.map(guarded);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).flatMap(([key, value]) =>
    key === '$when' ? guardedWhen(value) : [[key, guarded(value)]],
  );
  return Object.fromEntries(entries);
}

/** An unbound condition would silently be false: so the object is kept then, and carries the name of what is missing. */
function guardedWhen(condition: unknown): [string, unknown][] {
  const [, not, name] = /^\$\{(!?)([$\w.]+)\}$/.exec(String(condition)) ?? [];
  if (name === undefined) throw new Error(`A template's $when must name one boolean: ${String(condition)}`);
  const met = not ? `coalesce(${name}, false) == false` : `coalesce(${name}, true)`;
  return [
    ['$when', `\${${met}}`],
    [WHEN_CHECK, `\${coalesce(${name}, '${UNBOUND}${name}')}`],
  ];
}

/** A copy of a view in which no text can be taken for a binding. */
function escaped(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.replaceAll(ESCAPE, `${ESCAPE}0`).replaceAll('${', `${ESCAPE}1`);
  }
  if (Array.isArray(value)) return value.map(escaped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, escaped(item)]));
}

function unescaped(text: string): string {
  if (text.includes('${') || text.includes(UNBOUND)) throw new Error(`A card template is unbound: ${text}`);
  return text.replaceAll(`${ESCAPE}1`, '${').replaceAll(`${ESCAPE}0`, ESCAPE);
}

/** The expanded template without traces of templating: texts restored, what `$when` dropped left out. */
function finished(node: unknown): unknown {
  if (typeof node === 'string') return unescaped(node);
  if (Array.isArray(node)) return node.map(finished);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node)
    .map(([key, value]): [string, unknown] => [key, finished(value)])
    .filter(([key, value]) => key !== WHEN_CHECK && value !== null && !(key === 'value' && value === ''));
  const result = Object.fromEntries(entries);
  if (isNode(result) && (result.type === 'TextRun' || result.type === 'TextBlock')) {
    result['text'] = inert(String(result['text']));
  }
  return result;
}

/**
 * Text that only says what it says: clients evaluate `{{DATE(…)}}` in what they draw, so an invisible joiner goes
 * between the braces; and nothing in it turns the reading direction of the words around it, or breaks the line.
 */
function inert(text: string): string {
  return text
    .replace(/\{(?=\{)/g, '{\u2060')
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, '')
    .replace(/\p{Cc}+/gu, ' ');
}
