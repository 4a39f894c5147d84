/** Word files as people make them. */
import {
  Document,
  ExternalHyperlink,
  type FileChild,
  HeadingLevel,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx';

export const styled = (text: string, level: 1 | 2 = 1) =>
  new Paragraph({ text, heading: level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2 });

export const bold = (text: string, rest = '') =>
  new Paragraph({
    children: [new TextRun({ text, bold: true }), ...(rest ? [new TextRun(rest)] : [])],
  });

export const plain = (text: string) => new Paragraph(text);

export const bullet = (text: string) => new Paragraph({ text, bullet: { level: 0 } });

export const linked = (text: string, link: string) =>
  new Paragraph({ children: [new ExternalHyperlink({ link, children: [new TextRun(text)] })] });

/** Cells of one or more paragraphs. */
export const grid = (rows: string[][]) =>
  new Table({
    rows: rows.map(
      cells =>
        new TableRow({
          children: cells.map(
            cell => new TableCell({ children: cell.split('\n').map(line => new Paragraph(line)) }),
          ),
        }),
    ),
  });

export const wordFile = (...children: FileChild[]): Promise<Buffer> =>
  Packer.toBuffer(new Document({ sections: [{ children }] }));
