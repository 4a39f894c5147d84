/** A Word document as a plain sequence of paragraphs and table cells, with only what tells headings from text. */

/** A paragraph, a line of one, an item of a list, or a line of a table cell. */
export interface Block {
  text: string;
  /** 1 to 6 for one of Word's heading styles; null for others. */
  level: number | null;
  /** The bold words that it begins with; all of it where it is bold throughout. */
  bold: string;
  /** True where it goes on with the paragraph or list before: one line end, no blank line. */
  isTight: boolean;
  /** Null outside tables; of a table in a table, the outer one's cell. */
  cell: Cell | null;
}

export interface Cell {
  /** Counted over the document. */
  table: number;
  row: number;
  column: number;
}

interface Open {
  tag: string;
  href: string;
  textBefore: string;
}

const BLOCK_TAGS = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'li', 'td', 'th', 'table', 'ul', 'ol']);
const VOID_TAGS = new Set(['br', 'img']);

/** Reads the simple, well-formed HTML that mammoth makes of a document. */
export function blocksOf(html: string): Block[] {
  const reader = new BlockReader();
  for (const [token] of html.matchAll(/<[^>]*>|[^<]+/g)) {
    if (!token.startsWith('<')) reader.text(unescaped(token));
    else if (token.startsWith('</')) reader.close(token.slice(2, -1).trim().toLowerCase());
    else reader.open(token);
  }
  reader.flush();
  return reader.blocks;
}

class BlockReader {
  readonly blocks: Block[] = [];
  #open: Open[] = [];
  #text = '';
  #bold = '';
  /** False once something that is not bold was read in this block. */
  #isBoldSoFar = true;
  #isTight = false;
  #tables: Cell[] = [];
  #tableCount = 0;

  open(token: string): void {
    const tag = /^<\s*([a-z0-9]+)/i.exec(token)?.[1]?.toLowerCase() ?? '';
    if (tag === 'br') {
      this.flush();
      this.#isTight = true;
      return;
    }
    if (VOID_TAGS.has(tag)) return;
    if (BLOCK_TAGS.has(tag)) this.flush();
    const cell = this.#tables.at(-1);
    if (tag === 'table') {
      this.#tables.push({ table: this.#tableCount, row: -1, column: -1 });
      this.#tableCount += 1;
    } else if (cell && tag === 'tr') {
      this.#tables[this.#tables.length - 1] = { ...cell, row: cell.row + 1, column: -1 };
    } else if (cell && (tag === 'td' || tag === 'th')) {
      this.#tables[this.#tables.length - 1] = { ...cell, column: cell.column + 1 };
    }
    if (tag === 'li') this.#isTight = this.blocks.at(-1)?.text.startsWith('•') ?? false;
    const href = /\bhref="([^"]*)"/i.exec(token)?.[1] ?? '';
    this.#open.push({ tag, href: unescaped(href), textBefore: this.#text });
  }

  close(tag: string): void {
    const at = this.#open.findLastIndex(open => open.tag === tag);
    const open = this.#open[at];
    if (!open) return;
    // A link is part of what was said: its address goes into the words.
    const shown = this.#text.slice(open.textBefore.length).trim();
    if (tag === 'a' && /^https?:/i.test(open.href) && shown !== open.href) this.text(` (${open.href})`);
    if (BLOCK_TAGS.has(tag)) this.flush();
    this.#open.splice(at);
    if (tag === 'table') this.#tables.pop();
  }

  text(words: string): void {
    const isBold = this.#open.some(({ tag }) => tag === 'strong' || tag === 'b' || tag === 'th');
    if (isBold && this.#isBoldSoFar) this.#bold += words;
    else if (words.trim() !== '') this.#isBoldSoFar = false;
    this.#text += words;
  }

  /** Ends a block. What is blank is none. */
  flush(): void {
    const text = tidy(this.#text);
    const tags = this.#open.map(({ tag }) => tag);
    if (text !== '') {
      const isItem = tags.includes('li');
      this.blocks.push({
        text: isItem ? `• ${text}` : text,
        level: levelIn(tags),
        bold: tidy(this.#bold),
        isTight: this.#isTight,
        cell: this.#tables[0] ?? null,
      });
    }
    this.#text = '';
    this.#bold = '';
    this.#isBoldSoFar = true;
    this.#isTight = false;
    for (const open of this.#open) open.textBefore = '';
  }
}

const levelIn = (tags: readonly string[]): number | null => {
  const heading = tags.find(tag => /^h[1-6]$/.test(tag));
  return heading ? Number(heading.slice(1)) : null;
};

const tidy = (text: string) => text.replace(/[\s\u00A0]+/g, ' ').trim();

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

function unescaped(text: string): string {
  return text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, code: string) => {
    const number = /^#x/i.test(code) ? Number.parseInt(code.slice(2), 16) : Number(code.slice(1));
    if (code.startsWith('#')) return number > 0 && number <= 0x10ffff ? String.fromCodePoint(number) : '';
    return ENTITIES[code.toLowerCase()] ?? whole;
  });
}
