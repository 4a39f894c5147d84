/** Reads a board file's text; every problem is told at once, each with its line and the mend. */
import { type Document, isMap, isNode, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { core } from 'zod';
import { CollateError } from '../errors.ts';
import { type BoardFile, boardFileSchema } from './board-file.ts';
import { crossCheck } from './cross-check.ts';

export interface BoardFileProblem {
  /** Counted from 1. */
  line: number;
  /** Where in the file, as `groups[2].chair`. */
  where: string;
  message: string;
}

/** The longest file that is read, in characters: ten times the largest sample. Checking keys takes the square of it. */
const LONGEST = 250_000;

/** How many problems the message names; `problems` has all. */
const TOLD = 100;

/** A board file that cannot be taken as it is. */
export class BoardFileError extends CollateError {
  readonly problems: readonly BoardFileProblem[];

  constructor(problems: readonly BoardFileProblem[]) {
    const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
    const lines = problems
      .slice(0, TOLD)
      .map(({ line, where, message }) => `  line ${line}: ${where ? `${where} ` : ''}${message}`)
      .concat(problems.length > TOLD ? [`  … and ${problems.length - TOLD} more`] : []);
    super('board_file_invalid', `The board file has ${count}; nothing was changed.\n${lines.join('\n')}`);
    this.problems = problems;
  }
}

/** @throws BoardFileError with every problem of the file */
export function readBoardFile(source: string): BoardFile {
  if (source.length > LONGEST) {
    throw problemOfAll(
      `is no board file: it has ${source.length.toLocaleString('en-GB')} characters; the most is ${LONGEST.toLocaleString('en-GB')}.`,
    );
  }
  const lines = new LineCounter();
  // Scalars stay the strings that were typed: `ref: 1.10` is not 1.1, and 2019-06-01 is no Date.
  const document = parseDocument(source, { schema: 'failsafe', lineCounter: lines, uniqueKeys: false });
  if (document.errors.length > 0) {
    throw new BoardFileError(
      document.errors.slice(0, 3).map(error => ({
        line: lines.linePos(error.pos[0]).line,
        where: '',
        message: notYaml(error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? ''),
      })),
    );
  }
  const repeated = repeatedKeys(document, lines);
  if (repeated.length > 0) throw new BoardFileError(repeated);
  const raw = plainData(document);
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    throw problemOfAll('is no board file: it should start with "board:". See samples/ for one.');
  }
  const lineOf = lineFinder(document, lines);
  if (!('board' in raw) && 'returns' in raw) {
    const message =
      'is a history of sample answers, which npm start reads beside its board file; import the board file.';
    throw new BoardFileError([{ line: 1, where: '', message }]);
  }
  const parsed = boardFileSchema.safeParse(raw);
  const found = [
    ...(parsed.error?.issues.flatMap(issue => flatten(issue, raw)) ?? []),
    ...crossCheck(raw as Record<string, unknown>),
  ].map(({ path, message }) => ({ line: lineOf(path), where: nameOf(path), message }));
  if (found.length > 0 || !parsed.data) {
    throw new BoardFileError(unique(found).sort((one, other) => one.line - other.line));
  }
  return parsed.data;
}

function problemOfAll(message: string): BoardFileError {
  return new BoardFileError([{ line: 1, where: '', message }]);
}

/** The library compares each key with each other, which takes seconds where there are tens of thousands. */
function repeatedKeys(document: Document, lines: LineCounter): BoardFileProblem[] {
  const problems: BoardFileProblem[] = [];
  visit(document, {
    Map(_, map) {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        const name = String(key);
        if (seen.has(name) && isNode(key) && key.range) {
          const { line } = lines.linePos(key.range[0]);
          problems.push({ line, where: '', message: `“${name.slice(0, 60)}” stands twice in one entry` });
        }
        seen.add(name);
      }
    },
  });
  return problems;
}

function plainData(document: Document): unknown {
  try {
    return document.toJS();
  } catch (error) {
    // An alias of nothing, or aliases of aliases of aliases, which would grow without bounds.
    throw problemOfAll(notYaml(error instanceof Error ? error.message : ''));
  }
}

/** The parser quotes the file, which may be a picture, or a page of one line. */
const notYaml = (why: string) => `is not YAML: ${why.slice(0, 160)}`;

interface Found {
  path: PropertyKey[];
  message: string;
}

function flatten(issue: core.$ZodIssue, raw: object): Found[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => ({
      path: [...issue.path, key],
      message: 'is not a word of the board file: is it misspelt?',
    }));
  }
  if (issue.code === 'invalid_type' && valueAt(raw, issue.path) === undefined) {
    return [{ path: issue.path, message: 'is missing' }];
  }
  if (issue.code === 'invalid_type' && issue.message.startsWith('Invalid input')) {
    const shape = issue.expected === 'array' ? 'a list' : 'named lines, as "name: …"';
    return [{ path: issue.path, message: `must be ${shape}` }];
  }
  if (issue.code === 'invalid_union') {
    const deepest = issue.errors.flat().sort((one, other) => other.path.length - one.path.length)[0];
    return [{ path: [...issue.path, ...(deepest?.path ?? [])], message: deepest?.message ?? issue.message }];
  }
  return [{ path: issue.path, message: issue.message }];
}

const valueAt = (raw: unknown, path: PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, part) => (typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined),
    raw,
  );

/** Finds the line of the node at a path, or of its nearest parent that the file has. */
function lineFinder(document: Document, lines: LineCounter): (path: PropertyKey[]) => number {
  // A look through all keys for each of as many problems would take the square of them.
  const indexes = new Map<unknown, Map<string, unknown>>();
  const childOf = (node: unknown, part: PropertyKey): unknown => {
    if (isSeq(node)) return node.items[Number(part)];
    if (!isMap(node)) return undefined;
    const index = indexes.get(node) ?? new Map(node.items.map(pair => [String(pair.key), pair.value]));
    indexes.set(node, index);
    return index.get(String(part));
  };
  return path => {
    let node: unknown = document.contents;
    let line = 1;
    for (const part of path) {
      node = childOf(node, part);
      if (!isNode(node) || !node.range) return line;
      line = lines.linePos(node.range[0]).line;
    }
    return line;
  };
}

const nameOf = (path: PropertyKey[]) =>
  path
    .map(part => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');

function unique(problems: BoardFileProblem[]): BoardFileProblem[] {
  const seen = new Set<string>();
  return problems.filter(({ line, where, message }) => {
    const key = `${line} ${where} ${message}`;
    return !seen.has(key) && seen.add(key);
  });
}
