/** A Word file (.docx) → what it says under the headings of a report. Pictures, headers and footers are not read. */
import mammoth from 'mammoth';
import { CollateError } from '../errors.ts';
import type { Heading } from '../returns/report-headings.ts';
import { isZip, rezip, unzip } from '../training/files/zip.ts';
import { type Placed, placeBlocks } from './place-blocks.ts';
import { type Block, blocksOf } from './word-blocks.ts';

/** What the text of a document may unpack to, in bytes: hundreds of pages. */
const MAX_UNPACKED = 4 * 1024 * 1024;

/** A report of seven full headings has 28,000 characters; a file with far more is another document. */
const MAX_TEXT = 200_000;

/** @throws CollateError `file_unreadable` for what is no Word file, `file_too_large` */
export async function readWordBlocks(bytes: Uint8Array): Promise<Block[]> {
  if (!isZip(bytes)) throw noWordFile();
  const { value } = await converted(withoutPictures(bytes));
  if (value.length > MAX_TEXT * 3) throw tooLarge();
  const blocks = blocksOf(value);
  if (blocks.reduce((sum, { text }) => sum + text.length, 0) > MAX_TEXT) throw tooLarge();
  return blocks;
}

/** @throws CollateError `file_unreadable` where no heading of the report is found */
export function placeReport(blocks: readonly Block[], headings: readonly Heading[]): Placed {
  const placed = placeBlocks(blocks, headings);
  if (placed.texts.length + placed.empty.length > 0) return placed;
  const titles = headings.map(({ title }) => `“${title}”`).join(', ');
  throw new CollateError(
    'file_unreadable',
    `None of the report's headings is in this file. Put each on a line of its own, and the text below it: ${titles}.`,
  );
}

/** The document without what is only looked at, unpacked within limits whatever its directory says. */
function withoutPictures(bytes: Uint8Array): Uint8Array {
  try {
    const files = unzip(bytes, {
      wanted: path =>
        /\.(xml|rels)$/i.test(path) && !/^(customXml|word\/(media|embeddings|theme))\//.test(path),
      maxUnpacked: MAX_UNPACKED,
    });
    if (!files.some(({ path }) => path === '[Content_Types].xml')) throw noWordFile();
    return rezip(files);
  } catch (error) {
    if (!(error instanceof CollateError)) throw error;
    throw error.code === 'file_too_large' ? tooLarge() : noWordFile(error);
  }
}

async function converted(bytes: Uint8Array): Promise<{ value: string }> {
  try {
    return await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes) },
      {
        convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
        includeEmbeddedStyleMap: false,
        ignoreEmptyParagraphs: true,
      },
    );
  } catch (error) {
    throw noWordFile(error);
  }
}

const noWordFile = (cause?: unknown) =>
  new CollateError(
    'file_unreadable',
    'This is not a Word file that can be read. Open it in Word, save it as “Word document (.docx)” without a password, and send that.',
    { cause },
  );

const tooLarge = () =>
  new CollateError(
    'file_too_large',
    'The file holds far more than a report. Send only the pages with the report’s headings.',
  );
